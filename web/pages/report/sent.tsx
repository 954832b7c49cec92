import type { VNode } from 'preact';
import { encode } from 'uqr';
import type { SentReport } from '#domain/journeys';
import type { Place } from '#domain/jurisdiction';
import { Actions, Button, Code, Details, Heading, Lead, LinkButton, Section, Steps, useVoice } from '#ui';
import { text } from '#words';

interface SentProps {
  readonly sent: SentReport;
  readonly place: Place;
  readonly baseUrl: string;
}

/** Thanks, the one way back, and what happens now. */
export function Sent({ sent, place, baseUrl }: SentProps): VNode {
  const { say } = useVoice();
  const { report, receipt } = sent;
  const digits = receipt.digits.join(' ');
  return (
    <>
      <Heading over={say('report.sent.reference', { reference: report.reference })}>
        {say('report.sent.title')}
      </Heading>
      {/* words: report.sent.thanks.* */}
      <Lead>{say(`report.sent.thanks.${report.kind}`)}</Lead>
      <Section id="receipt" title={say('report.sent.receipt')}>
        <p>{say('report.sent.receiptText')}</p>
        <Code label={say('report.sent.words')} words={receipt.words} copy />
        <Details summary={say('report.sent.otherWays')} open={!report.sensitive}>
          <Code label={say('report.sent.digits')} digits={digits} copy />
          <figure class="figure">
            <QrCode
              content={`${baseUrl}/follow#${receipt.digits.join('')}`}
              label={say('report.sent.qrAlt')}
            />
            <figcaption class="soft small">{say('report.sent.qr')}</figcaption>
          </figure>
        </Details>
        <p>{say(report.sensitive ? 'report.sent.keepSafe' : 'report.sent.keep')}</p>
        {!report.sensitive && (
          <Actions>
            <button class="button secondary" type="button" hidden data-island="print-page">
              {say('shell.print')}
            </button>
          </Actions>
        )}
      </Section>
      <Next sent={sent} place={place} />
      <Actions>
        <LinkButton href="/follow/report" size="large">
          {say('report.sent.follow')}
        </LinkButton>
      </Actions>
      <form method="post" action="/report/forget" class="no-print">
        <p class="hint">{say('report.sent.forgetHint')}</p>
        <Button kind="secondary">{say('report.sent.forget')}</Button>
      </form>
    </>
  );
}

function Next({ sent, place }: Pick<SentProps, 'sent' | 'place'>): VNode {
  const voice = useVoice();
  const { say } = voice;
  const { report, unit, officer } = sent;
  const name = (words: Parameters<typeof text>[0]) => text(words, voice.language, place.defaultLanguage);
  const team = unit ? name(unit.name) : say('report.check.controlRoom');
  const answer = officer
    ? say('report.sent.nextReplyOfficer', { team, officer })
    : say('report.sent.nextReply', { team });
  const due = report.dueAt ?? report.outcomeBy;
  return (
    <Section id="next" title={say('report.sent.next')}>
      <Steps
        label={say('report.sent.next')}
        steps={[
          {
            when: say('report.sent.now', { time: voice.time(report.sentAt) }),
            what: say('report.sent.nextArrived', { team }),
          },
          { when: say('report.sent.by', { date: voice.dateTime(due, 'day') }), what: answer },
          {
            when: say('report.sent.by', { date: voice.date(report.outcomeBy, 'day') }),
            what: say('report.sent.nextOutcome'),
          },
        ]}
      />
      <p>
        <b>{say('report.sent.worse', { number: place.emergencyNumber })}</b>
      </p>
    </Section>
  );
}

const QUIET = 4;

/** Dark on white on every screen, since cameras read it so. */
function QrCode({ content, label }: { content: string; label: string }): VNode {
  const { data, size } = encode(content, { ecc: 'M', border: 0 });
  const dark = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x + QUIET} ${y + QUIET}h1v1h-1z`] : [])),
  );
  const edge = size + 2 * QUIET;
  return (
    <svg
      viewBox={`0 0 ${edge} ${edge}`}
      width="220"
      height="220"
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect width={edge} height={edge} fill="#fff" />
      <path d={dark.join('')} fill="#000" />
    </svg>
  );
}

export function Forgotten(): VNode {
  const { say } = useVoice();
  return (
    <>
      <Heading>{say('report.forgotten.title')}</Heading>
      <Lead>{say('report.forgotten.text')}</Lead>
      <Actions>
        <LinkButton href="/">{say('failure.home')}</LinkButton>
      </Actions>
    </>
  );
}

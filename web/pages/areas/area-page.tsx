import type { VNode } from 'preact';
import type { AreaView } from '#domain/journeys';
import type { CategoryKind, Place } from '#domain/jurisdiction';
import { Beside, EmptyState, Figure, Heading, Notice, Section, Timeline, useVoice } from '#ui';
import { text, tongueOf } from '#words';
import { Entries } from '../home/entries.tsx';
import { nameOfArea, pictureHref, SIZES } from '../maps/picture.ts';
import { Officer } from './officer.tsx';

interface AreaPageProps {
  readonly place: Place;
  readonly view: AreaView;
  /** This browser has chosen this area. */
  readonly isMine: boolean;
}

/** Home of an area: who answers, the three ways to begin, what was done, what comes. */
export function AreaPage({ place, view, isMine }: AreaPageProps): VNode {
  const { say, language } = useVoice();
  const name = nameOfArea(view.area, place, language);
  return (
    <>
      <Heading over={isMine ? say('area.yourArea') : text(place.name, language, place.defaultLanguage)}>
        {name}
      </Heading>
      <ChangeArea view={view} isMine={isMine} />
      <Beside aside={<Around place={place} view={view} name={name} />}>
        <WhoAnswers place={place} view={view} />
        <Entries />
        <DoneHere place={place} view={view} />
      </Beside>
    </>
  );
}

function ChangeArea({ view, isMine }: Pick<AreaPageProps, 'view' | 'isMine'>): VNode {
  const { say } = useVoice();
  if (isMine) {
    return (
      <p>
        <a href="/areas">{say('area.change')}</a>
      </p>
    );
  }
  return (
    <form method="post" action="/area">
      <p>
        <button class="button quiet" type="submit" name="area" value={view.area.slug}>
          {say('area.makeMine')}
        </button>
      </p>
    </form>
  );
}

/** Praise and complaints may take longer; they are told their own time where they are written. */
const PROMISED: readonly CategoryKind[] = ['incident', 'hate', 'worry', 'question'];

/** The longest first answer to what the three entries below lead to, in days. */
function daysToFirstAnswer(place: Place): number {
  const hours = place.categories
    .filter((one) => PROMISED.includes(one.kind))
    .map((one) => one.firstReplyHours);
  return Math.ceil(Math.max(0, ...hours) / 24);
}

function WhoAnswers({ place, view }: Pick<AreaPageProps, 'place' | 'view'>): VNode {
  const { say } = useVoice();
  const { officers, answering } = view;
  const officer = officers.find((one) => one.role === 'officer');
  const own = place.defaultLanguage;
  const days = daysToFirstAnswer(place);
  if (!answering) {
    return (
      <EmptyState title={say('area.noOfficer')}>
        <p>{say('area.noOfficerText')}</p>
      </EmptyState>
    );
  }
  const standsIn = officer && officer.staff !== answering.staff;
  return (
    <>
      {standsIn && (
        <Notice kind="info">
          <p>{say('area.away', { officer: officer.name, cover: answering.name })}</p>
        </Notice>
      )}
      <Officer officer={answering} own={own} />
      {days > 0 && <p>{say('area.firstAnswer', { days })}</p>}
    </>
  );
}

function DoneHere({ place, view }: Pick<AreaPageProps, 'place' | 'view'>): VNode {
  const voice = useVoice();
  const { say, language } = voice;
  const own = place.defaultLanguage;
  return (
    <Section
      id="done"
      title={say('area.doneHere')}
      aside={<a href={`/areas/${view.area.slug}/reports`}>{say('area.publicReports')}</a>}
    >
      {view.doneHere.length === 0 ? (
        <EmptyState title={say('area.nothingDone')}>
          <p>{say('area.nothingDoneText')}</p>
        </EmptyState>
      ) : (
        <Timeline
          events={view.doneHere.map((one) => ({
            at: one.doneOn,
            when: [
              voice.date(`${one.doneOn}T12:00:00Z`, 'long'),
              ...(one.voices > 0 ? [say('area.voices', { count: one.voices })] : []),
            ].join(' · '),
            what: (
              <>
                <b {...tongueOf(one.title, language, own)}>{text(one.title, language, own)}</b>
                <p {...tongueOf(one.words, language, own)}>{text(one.words, language, own)}</p>
              </>
            ),
          }))}
        />
      )}
    </Section>
  );
}

function Around({
  place,
  view,
  name,
}: Pick<AreaPageProps, 'place' | 'view'> & { readonly name: string }): VNode {
  const voice = useVoice();
  const { say, language } = voice;
  const own = place.defaultLanguage;
  const cover = view.officers.find((one) => one.role === 'cover' && one.staff !== view.answering?.staff);
  const [width, height] = SIZES.small;
  return (
    <>
      <Figure
        src={pictureHref(place, 'small', language, view.area)}
        alt={say('area.mapAlt', { area: name })}
        width={width}
        height={height}
      />
      <Section id="coming" title={say('area.comingUp')}>
        {view.comingUp.length === 0 ? (
          <p class="soft">{say('area.nothingComing')}</p>
        ) : (
          <Timeline
            events={view.comingUp.map((one) => ({
              at: one.at.toISOString(),
              when: voice.dateTime(one.at, 'day'),
              what: (
                <>
                  <b {...tongueOf(one.title, language, own)}>{text(one.title, language, own)}</b>
                  <p {...tongueOf(one.words, language, own)}>{text(one.words, language, own)}</p>
                </>
              ),
            }))}
          />
        )}
      </Section>
      {cover && (
        <Section id="cover" title={say('area.whenAway')}>
          <Officer officer={cover} own={own} />
        </Section>
      )}
      <Section id="follow" title={say('area.alreadyTold')}>
        <p>
          <a href="/follow">{say('shell.follow')}</a>
        </p>
      </Section>
    </>
  );
}

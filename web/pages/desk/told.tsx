/** What the person told: their words, then each fact with its name, the place and what they sent with it. */
import type { VNode } from 'preact';
import type { CategoryQuestion } from '#domain/jurisdiction';
import type { Content } from '#domain/reports';
import { Section, type SummaryRow, useVoice } from '#ui';
import { text, type Voice } from '#words';
import { Media } from './media.tsx';
import type { ReportView } from './report-view.ts';

export function Told(props: ReportView): VNode {
  const { say } = useVoice();
  const { report, content, files } = props.opened;
  const own = files.filter((file) => file.message === null);
  return (
    <Section id="told" title={say('desk.told')}>
      <div class="letter">
        <div class="written" dir="auto" lang={report.language}>
          {content.words}
        </div>
      </div>
      <Facts {...props} />
      {props.map && (
        <figure class="desk-map">
          <img src={props.map} alt={say('desk.mapAlt')} width={360} height={240} />
        </figure>
      )}
      {own.length > 0 && <Media files={own} />}
    </Section>
  );
}

function Facts(props: ReportView): VNode {
  const { report, content } = props.opened;
  const voice = useVoice();
  const rows = [...placeRows(props, voice), ...peopleRows(content, voice), ...answerRows(props, voice)];
  return (
    <dl class="desk-facts">
      {rows
        .filter((row) => row.value)
        .map(({ term, value }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd class="written" dir="auto" lang={report.language}>
              {value}
            </dd>
          </div>
        ))}
    </dl>
  );
}

function placeRows({ opened, names }: ReportView, voice: Voice): SummaryRow[] {
  const { say } = voice;
  const { report, content } = opened;
  return [
    { term: say('desk.fact.where'), value: content.place.words },
    { term: say('desk.fact.area'), value: names.area(report.area) },
    { term: say('desk.fact.when'), value: whenWords(content.when, voice) },
  ];
}

function whenWords(when: Content['when'], voice: Voice): string {
  const day = when.date ? voice.date(`${when.date}T12:00:00Z`, 'day') : undefined;
  // words: desk.when.*
  const parts = [voice.say(`desk.when.${when.type}`), day, when.time, when.words];
  return parts.filter(Boolean).join(' · ');
}

function peopleRows(content: Content, { say }: Voice): SummaryRow[] {
  const behalf = [say('desk.yes'), content.onBehalfWords].filter(Boolean).join(' · ');
  return [
    { term: say('desk.fact.behaviour'), value: content.behaviour },
    { term: say('desk.fact.appearance'), value: content.appearance },
    { term: say('desk.fact.vehicles'), value: content.vehicles },
    { term: say('desk.fact.onBehalf'), value: content.onBehalf ? behalf : undefined },
  ];
}

function answerRows({ opened, place }: ReportView, voice: Voice): SummaryRow[] {
  const { answers } = opened.content;
  const questions = place.categoryById(opened.report.category)?.questions ?? [];
  const known = questions.flatMap((question): SummaryRow[] => {
    const given = answers[question.code];
    const term = text(question.label, voice.language, place.defaultLanguage);
    return given === undefined ? [] : [{ term, value: answerWords(question, given, voice) }];
  });
  // The category may have changed since: what was answered is shown all the same.
  const others = Object.entries(answers).filter(([code]) => !questions.some((one) => one.code === code));
  return [...known, ...others.map(([term, given]) => ({ term, value: [given].flat().join(', ') }))];
}

function answerWords(question: CategoryQuestion, given: string | readonly string[], voice: Voice): string {
  const said = (code: string) => {
    const option = question.options?.find((one) => one.code === code);
    if (option) return text(option.label, voice.language);
    if (question.type !== 'yesno') return code;
    return ['yes', 'no'].includes(code) ? voice.say(`desk.${code}`) : code;
  };
  return typeof given === 'string' ? said(given) : given.map(said).join(' · ');
}

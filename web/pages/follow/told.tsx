/** What the person told, as it stands with the police. */
import type { VNode } from 'preact';
import type { FollowedReport } from '#domain/journeys';
import { Details, SummaryList, type SummaryRow, useVoice } from '#ui';
import { text, type Voice } from '#words';
import { FileList } from './files.tsx';
import type { ReportView } from './report-view.ts';

type Content = FollowedReport['content'];

function whenWords(when: Content['when'], voice: Voice): string {
  // Noon, so that no time zone moves the day.
  const day = when.date ? voice.date(`${when.date}T12:00:00Z`, 'day') : undefined;
  return [voice.say(`follow.when.${when.type}`), day, when.time, when.words].filter(Boolean).join(' · ');
}

function answerRows({ followed, place }: ReportView, voice: Voice): SummaryRow[] {
  const { answers } = followed.content;
  const say = (code: string, options: readonly { code: string; label: object }[] | undefined) => {
    const option = options?.find((one) => one.code === code);
    if (option) return text(option.label, voice.language, place.defaultLanguage);
    return code === 'yes' || code === 'no' ? voice.say(`follow.${code}`) : code;
  };
  return (place.categoryById(followed.report.category)?.questions ?? []).flatMap((question) => {
    const given = answers[question.code];
    if (given === undefined) return [];
    const term = text(question.label, voice.language, place.defaultLanguage);
    return [
      {
        term,
        value: [given]
          .flat()
          .map((code) => say(code, question.options))
          .join(' · '),
      },
    ];
  });
}

function rowsOf(view: ReportView, voice: Voice): SummaryRow[] {
  const { say } = voice;
  const { content, contact } = view.followed;
  const rows: SummaryRow[] = [
    { term: say('follow.told.words'), value: content.words },
    ...answerRows(view, voice),
    { term: say('follow.told.place'), value: content.place.words },
    { term: say('follow.told.when'), value: whenWords(content.when, voice) },
    { term: say('follow.told.behaviour'), value: content.behaviour },
    { term: say('follow.told.appearance'), value: content.appearance },
    { term: say('follow.told.vehicles'), value: content.vehicles },
    {
      term: say('follow.told.onBehalf'),
      value: content.onBehalf ? (content.onBehalfWords ?? say('follow.yes')) : '',
    },
    {
      term: say('follow.told.contact'),
      value: [contact?.name, contact?.handle, contact?.email, contact?.phone].filter(Boolean).join(' · '),
    },
  ];
  return rows.filter(({ value }) => value !== undefined && value !== '');
}

export function Told(view: ReportView): VNode {
  const voice = useVoice();
  const files = view.followed.files.filter(({ message }) => message === null);
  return (
    <Details summary={voice.say('follow.told.title')} id="told">
      <SummaryList rows={rowsOf(view, voice)} />
      {files.length > 0 && <FileList files={files} />}
    </Details>
  );
}

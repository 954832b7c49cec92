/** From what a form of the desk sent to the act it asks for. The door checks every value. */
import {
  assignReport,
  closeReport,
  noteOnReport,
  publishReport,
  referReport,
  replyToReport,
  triageReport,
  unpublishReport,
} from '#domain/journeys';
import { instantIn, type Place } from '#domain/jurisdiction';
import type { Caller, Id, Runtime } from '#domain/kernel';
import type { Outcome, Urgency } from '#domain/reports';
import type { DeskForm } from './given.ts';

export interface Answers {
  /** A field of this form, without its spaces around; empty where nothing was sent. */
  field(name: string): string;
  /** A field that every form has, by its bare name. */
  plain(name: string): string;
}

type Perform = (
  runtime: Runtime,
  caller: Caller,
  report: Id<'report'>,
  answers: Answers,
  place: Place,
) => Promise<void>;

/** Promises are kept by the end of the working day. */
const END_OF_DAY = 18;

function promiseOf(day: string, place: Place): Date | undefined {
  if (day === '') return undefined;
  // What is no day becomes a date that is none, which the door turns away.
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return new Date(Number.NaN);
  return instantIn(place.timezone, day, END_OF_DAY);
}

const common = (report: Id<'report'>, { plain }: Answers) => {
  const version = plain('version');
  const requestKey = plain('requestKey');
  return { report, ...(version && { version }), ...(requestKey && { requestKey }) };
};
const orNull = (text: string): string | null => text || null;

/** Choices arrive as any text; the acts refuse what is not among theirs. */
const letter = ({ field }: Answers) => ({ words: field('words'), language: field('language') });

export const performed: Readonly<Record<DeskForm, Perform>> = {
  triage: (runtime, caller, report, answers, place) => {
    const { field } = answers;
    return triageReport(runtime, caller, {
      ...common(report, answers),
      category: field('category'),
      urgency: field('urgency') as Urgency,
      reason: field('reason'),
      unit: orNull(field('unit')),
      assignee: orNull(field('assignee')),
      promise: promiseOf(field('promise'), place),
    });
  },
  assign: (runtime, caller, report, answers) =>
    assignReport(runtime, caller, {
      ...common(report, answers),
      unit: orNull(answers.field('unit')),
      assignee: orNull(answers.field('assignee')),
    }),
  reply: (runtime, caller, report, answers, place) =>
    replyToReport(runtime, caller, {
      ...common(report, answers),
      ...letter(answers),
      asks: answers.field('asks') === 'yes',
      promise: promiseOf(answers.field('promise'), place),
    }),
  refer: (runtime, caller, report, answers) =>
    referReport(runtime, caller, {
      ...common(report, answers),
      ...letter(answers),
      agency: answers.field('agency'),
    }),
  close: (runtime, caller, report, answers) =>
    closeReport(runtime, caller, {
      ...common(report, answers),
      ...letter(answers),
      outcome: answers.field('outcome') as Exclude<Outcome, 'withdrawn'>,
    }),
  note: (runtime, caller, report, answers) =>
    noteOnReport(runtime, caller, { ...common(report, answers), words: answers.field('words') }),
  publish: (runtime, caller, report, answers, place) =>
    publishReport(runtime, caller, {
      ...common(report, answers),
      title: byLanguage(answers, place, 'title'),
      words: byLanguage(answers, place, 'words'),
      reason: answers.field('reason'),
    }),
  unpublish: (runtime, caller, report, answers) => unpublishReport(runtime, caller, common(report, answers)),
};

/** A language with a headline needs words and the other way round; the place's own language is always asked. */
function byLanguage({ field }: Answers, place: Place, part: 'title' | 'words'): Record<string, string> {
  const wanted = place.languages.filter(
    (language) =>
      language === place.defaultLanguage || field(`title-${language}`) || field(`words-${language}`),
  );
  return Object.fromEntries(wanted.map((language) => [language, field(`${part}-${language}`)]));
}

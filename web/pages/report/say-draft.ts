/** The answers of a draft as lines to be read, each with the way back to its question. */

import {
  areaOf,
  arePeopleAsked,
  categoryOf,
  isOutside,
  isWhenAsked,
  type ReportDraft,
} from '#domain/journeys';
import type { CategoryQuestion, Place } from '#domain/jurisdiction';
import type { SummaryRow } from '#ui';
import { text, type Voice } from '#words';
import { nameOfArea } from '../maps/picture.ts';
import { pathOf, type StepName } from './step.ts';

interface Teller {
  readonly draft: ReportDraft;
  readonly place: Place;
  readonly voice: Voice;
}

const changeOf = (name: StepName) => `${pathOf(name)}?back=check`;

function sayWhere({ draft, place, voice }: Teller): string {
  if (draft.place?.how === 'none') return voice.say('report.where.none');
  const area = areaOf(draft, place);
  const name = text(place.name, voice.language, place.defaultLanguage);
  const outside = isOutside(draft, place)
    ? voice.say('report.where.outsideTitle', { place: name })
    : undefined;
  const parts = [draft.place?.words, area && nameOfArea(area, place, voice.language), outside];
  const said = parts.filter((part): part is string => part !== undefined && part !== '');
  return said.length > 0 ? [...new Set(said)].join(' · ') : voice.say('report.where.onMap');
}

export function sayWhen({ draft: { when }, voice }: Teller): string | undefined {
  if (!when) return undefined;
  if (when.type === 'exact' && when.date) {
    // Noon, so that no time zone moves the day.
    const day = voice.date(`${when.date}T12:00:00Z`, 'day');
    return when.time ? voice.say('report.when.dayAndTime', { day, time: when.time }) : day;
  }
  const kind = voice.say(`report.when.choice.${when.type}`);
  return when.words ? `${kind}: ${when.words}` : kind;
}

function sayAnswer(question: CategoryQuestion, given: string | string[], { place, voice }: Teller): string {
  if (question.type === 'yesno' && typeof given === 'string') return voice.say(`report.${given}`);
  const labelOf = (code: string) => {
    const option = question.options?.find((one) => one.code === code);
    return option ? text(option.label, voice.language, place.defaultLanguage) : code;
  };
  return typeof given === 'string' ? labelOf(given) : given.map(labelOf).join(' · ');
}

function answerRows(teller: Teller): SummaryRow[] {
  const { draft, place, voice } = teller;
  return (categoryOf(draft, place)?.questions ?? []).flatMap((question) => {
    const given = draft.answers?.[question.code];
    if (given === undefined) return [];
    const term = text(question.label, voice.language, place.defaultLanguage);
    return [{ term, value: sayAnswer(question, given, teller), changeHref: changeOf('what') }];
  });
}

function peopleRows({ draft, voice: { say } }: Teller): SummaryRow[] {
  if (!arePeopleAsked(draft.kind)) return [];
  const changeHref = changeOf('people');
  return (['behaviour', 'appearance', 'vehicles'] as const)
    .filter((name) => name === 'behaviour' || draft[name])
    .map((name) => ({ term: say(`report.people.${name}`), value: draft[name], changeHref }));
}

function forWhomRows({ draft, voice: { say } }: Teller): SummaryRow[] {
  if (draft.onBehalf === undefined) return [];
  const value = say(draft.onBehalf ? 'report.what.forAnother' : 'report.what.forMe');
  const words = draft.onBehalf && draft.onBehalfWords ? `${value}: ${draft.onBehalfWords}` : value;
  return [{ term: say('report.what.forWhom'), value: words, changeHref: changeOf('what') }];
}

export function contentRows(teller: Teller, fileNames: readonly string[]): SummaryRow[] {
  const { draft, place, voice } = teller;
  const { say, language } = voice;
  const category = categoryOf(draft, place);
  const about = category && text(category.name, language, place.defaultLanguage);
  const kind = draft.kind && say(`report.kind.${draft.kind}`);
  const rows: SummaryRow[] = [
    { term: say('report.check.kind'), value: kind, changeHref: changeOf('kind') },
    { term: say('report.check.category'), value: about, changeHref: changeOf('category') },
    { term: say('report.check.words'), value: draft.words, changeHref: changeOf('what') },
    ...forWhomRows(teller),
    ...answerRows(teller),
    { term: say('report.check.where'), value: sayWhere(teller), changeHref: changeOf('where') },
  ];
  if (isWhenAsked(draft.kind)) {
    rows.push({ term: say('report.check.when'), value: sayWhen(teller), changeHref: changeOf('when') });
  }
  const files = fileNames.length > 0 ? fileNames.join('\n') : say('files.none');
  return [
    ...rows,
    ...peopleRows(teller),
    { term: say('report.check.files'), value: files, changeHref: changeOf('files') },
  ];
}

export function contactRows({ draft, voice: { say } }: Teller): SummaryRow[] {
  const changeHref = changeOf('you');
  const { name, email, phone, handle } = draft.contact ?? {};
  if (draft.tier === 'pseudonymous') {
    return [{ term: say('report.you.handle'), value: handle ?? say('report.check.noHandle'), changeHref }];
  }
  const given = { name, email, phone };
  return (['name', 'email', 'phone'] as const).map((part) => ({
    ...{ term: say(`report.you.${part}`), value: given[part], changeHref },
  }));
}

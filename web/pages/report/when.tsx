import type { VNode } from 'preact';
import { isWhenAsked, type ReportDraft } from '#domain/journeys';
import { dayIn } from '#domain/jurisdiction';
import { DateField, type DateParts, Field, Radios, TimeField, useVoice } from '#ui';
import type { FormFields } from './form-fields.ts';
import type { Reading, Step, StepView } from './step.ts';
import { Continue } from './step-frame.tsx';

const DAY = 24 * 3_600_000;
const CHOICES = ['today', 'yesterday', 'exact', 'about', 'ongoing', 'unknown'] as const;
type Choice = (typeof CHOICES)[number];
type When = NonNullable<ReportDraft['when']>;

function daysOf({ place, now }: Pick<StepView, 'place' | 'now'>) {
  const today = dayIn(place.timezone, now);
  // Calendar days, so that a change of the clocks does not matter.
  const yesterday = new Date(Date.parse(`${today}T12:00:00Z`) - DAY).toISOString().slice(0, 10);
  return { today, yesterday };
}

function choiceOf(when: When | undefined, days: ReturnType<typeof daysOf>): Choice | undefined {
  if (when?.type !== 'exact') return when?.type;
  if (when.date === days.today) return 'today';
  return when.date === days.yesterday ? 'yesterday' : 'exact';
}

function partsOf(date: string | undefined): DateParts {
  const [year, month, day] = (date ?? '').split('-');
  return { year, month, day };
}

function When(view: StepView): VNode {
  const { say } = useVoice();
  const { draft, errors, seen } = view;
  const when = draft.when;
  const chosen = seen.when ?? choiceOf(when, daysOf(view));
  const typed =
    seen.day === undefined ? partsOf(when?.date) : { day: seen.day, month: seen.month, year: seen.year };
  const time = (name: string) => (
    <TimeField name={name} label={say('report.when.time')} optional value={when?.time} error={errors[name]} />
  );
  const words = (name: string, label: string) => (
    <Field
      name={name}
      label={label}
      optional
      value={when?.words}
      error={errors[name] ?? errors['when.words']}
    />
  );
  const more: Partial<Record<Choice, VNode>> = {
    today: time('time.today'),
    yesterday: time('time.yesterday'),
    exact: (
      <>
        <DateField name="date" label={say('report.when.date')} value={typed} error={errors.date} />
        {time('time.exact')}
      </>
    ),
    about: words('words.about', say('report.when.aboutWords')),
    ongoing: words('words.ongoing', say('report.when.ongoingWords')),
  };
  return (
    <>
      <Radios
        name="when"
        label={say('report.when.title')}
        isHeading
        error={errors.when}
        value={chosen}
        // words: report.when.choice.*
        choices={CHOICES.map((value) => ({
          value,
          label: say(`report.when.choice.${value}`),
          more: more[value],
        }))}
      />
      <Continue />
    </>
  );
}

/** A day that exists, as `2026-11-20`. */
function dateOf(form: FormFields): string | undefined {
  const [year, month, day] = ['date-year', 'date-month', 'date-day'].map((name) =>
    plainNumber(form.text(name)),
  );
  if (!year || !month || !day) return undefined;
  const full = year < 100 ? 2000 + year : year;
  const text = `${String(full).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const instant = Date.parse(`${text}T00:00:00Z`);
  return full >= 1900 && new Date(instant || 0).toISOString().startsWith(text) ? text : undefined;
}

/** Digits of Arabic and Persian keyboards count too. */
function plainNumber(text: string | undefined): number {
  const plain = (text ?? '').replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) =>
    String(digit.charCodeAt(0) & 0xf),
  );
  return /^\d{1,4}$/.test(plain) ? Number(plain) : 0;
}

function timeOf(form: FormFields, name: string): string | undefined {
  const text = form.text(name)?.slice(0, 5);
  return text && /^([01]\d|2[0-3]):[0-5]\d$/.test(text) ? text : undefined;
}

function readExact(form: FormFields, view: StepView): Reading {
  const date = dateOf(form);
  const time = timeOf(form, 'time.exact');
  const typed = ['day', 'month', 'year'].map((part) => [part, form.text(`date-${part}`) ?? '']);
  const seen = { when: 'exact', ...Object.fromEntries(typed) };
  const wrong = (code: string): Reading => ({
    changes: { when: { type: 'exact', time } },
    ...{ problems: [{ field: 'date', code }], seen },
  });
  if (typed.every(([, value]) => value === '')) return wrong('date-missing');
  if (!date) return wrong('date-wrong');
  if (date > daysOf(view).today) return wrong('date-ahead');
  return { changes: { when: { type: 'exact', date, time } } };
}

function read(form: FormFields, view: StepView): Reading {
  const chosen = form.text('when');
  const days = daysOf(view);
  switch (chosen) {
    case 'today':
    case 'yesterday':
      return {
        changes: { when: { type: 'exact', date: days[chosen], time: timeOf(form, `time.${chosen}`) } },
      };
    case 'exact':
      return readExact(form, view);
    case 'about':
    case 'ongoing':
      return { changes: { when: { type: chosen, words: form.text(`words.${chosen}`) } } };
    case 'unknown':
      return { changes: { when: { type: 'unknown' } } };
    default:
      return { changes: {}, problems: [{ field: 'when', code: 'choose-one' }] };
  }
}

export const when: Step = {
  name: 'when',
  isAsked: ({ kind }) => isWhenAsked(kind),
  isAnswered: (draft) => draft.when !== undefined,
  title: ({ voice }) => voice.say('report.when.title'),
  body: (view) => <When {...view} />,
  read,
};

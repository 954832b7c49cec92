/** A history of a demo city as its file tells it, and the order in which things happened to one report. Pure. */
import { z } from 'zod';
import { HELPED } from '#domain/feedback';
import { LANGUAGES } from '#domain/jurisdiction';
import { DAY, HOUR } from '#domain/kernel';
import { OUTCOMES, TIERS } from '#domain/reports';

const hours = z.number().nonnegative();
const words = z.string().min(1);
const texts = z.record(z.string(), words);
const answer = z.union([words, z.array(words), z.boolean(), z.number()]);

const pastReport = z.strictObject({
  key: z.string().regex(/^[a-z0-9-]+$/),
  language: z.enum(LANGUAGES),
  category: z.string(),
  area: z.string(),
  place: z.strictObject({ lat: z.number(), lon: z.number(), words }),
  when: z.strictObject({
    type: z.enum(['exact', 'about', 'ongoing', 'unknown']),
    daysAgo: z.number().nonnegative(),
    hour: z.number().min(0).max(24),
  }),
  sentDaysAgo: z.number().positive(),
  text: words,
  answers: z.record(z.string(), answer),
  tier: z.enum(TIERS),
  handle: words.optional(),
  person: z.strictObject({ name: words, email: z.email() }).optional(),
  thread: z.array(
    z.strictObject({
      from: z.enum(['officer', 'resident']),
      afterHours: hours,
      text: words,
      language: words,
    }),
  ),
  referral: z.strictObject({ service: z.string(), afterHours: hours }).optional(),
  outcome: z.strictObject({ code: z.enum(OUTCOMES), afterHours: hours, text: words }).optional(),
  reopen: z.strictObject({ afterHours: hours, text: words }).optional(),
  published: z.strictObject({ title: texts, text: texts }).optional(),
  feedback: z.strictObject({ answer: z.enum(HELPED), words: words.optional() }).optional(),
});
export type PastReport = z.output<typeof pastReport>;
export const historySchema = z.array(pastReport);

/** One thing that happened to a report, told from its sending on. */
export type PastStep = { readonly at: Date } & (
  | { readonly what: 'triage' }
  | { readonly what: 'answer'; readonly words: string; readonly language: string; readonly asks: boolean }
  | { readonly what: 'letter'; readonly words: string; readonly language: string }
  | { readonly what: 'refer'; readonly service: string }
  | { readonly what: 'close'; readonly outcome: (typeof OUTCOMES)[number]; readonly words: string }
  | {
      readonly what: 'publish';
      readonly title: Record<string, string>;
      readonly words: Record<string, string>;
    }
  | { readonly what: 'feedback'; readonly helped: (typeof HELPED)[number]; readonly words: string | null }
  | { readonly what: 'reopen'; readonly words: string }
);

/** The question marks of the five languages of the demo, at the end of a letter. */
const ASKS = /[?;؟]["”»’]?\s*$/u;

export const sentAtOf = ({ sentDaysAgo }: PastReport, now: Date): Date =>
  new Date(now.getTime() - sentDaysAgo * DAY);

/** What happened after the sending, in order. Nothing lies after `now`. */
export function stepsOf(report: PastReport, now: Date): PastStep[] {
  const sent = sentAtOf(report, now).getTime();
  const after = (count: number) => new Date(sent + count * HOUR);
  const { thread, referral, outcome, reopen, published, feedback, language } = report;
  const steps: PastStep[] = thread.map((letter): PastStep => {
    const { text, ...more } = letter;
    const told = { at: after(more.afterHours), words: text, language: more.language };
    return letter.from === 'resident'
      ? { what: 'letter', ...told }
      : { what: 'answer', ...told, asks: language === letter.language && ASKS.test(text) };
  });
  if (referral) steps.push({ what: 'refer', at: after(referral.afterHours), service: referral.service });
  if (outcome) {
    const { code, afterHours, text } = outcome;
    const until = Math.min(
      after(afterHours + 20).getTime(),
      reopen ? after(reopen.afterHours).getTime() : Infinity,
    );
    const between = (share: number) => {
      const closed = after(afterHours).getTime();
      return new Date(closed + share * (Math.min(until, now.getTime()) - closed));
    };
    steps.push({ what: 'close', at: after(afterHours), outcome: code, words: text });
    if (published)
      steps.push({ what: 'publish', at: between(0.3), title: published.title, words: published.text });
    if (feedback)
      steps.push({
        what: 'feedback',
        at: between(0.8),
        helped: feedback.answer,
        words: feedback.words ?? null,
      });
  }
  if (reopen) steps.push({ what: 'reopen', at: after(reopen.afterHours), words: reopen.text });
  steps.sort((a, b) => a.at.getTime() - b.at.getTime());
  const first = steps.find(({ what }) => what === 'answer' || what === 'refer' || what === 'close');
  // Somebody placed it before somebody answered.
  if (first) steps.unshift({ what: 'triage', at: new Date(sent + 0.4 * (first.at.getTime() - sent)) });
  return steps;
}

// What is written by hand about Haven must agree with itself and with the drawn city.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bounds, type Feature, metres, type Position } from './geojson.ts';
import { isInside } from './geometry.ts';

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../content/haven/${name}`, import.meta.url), 'utf8'));

type Words = Record<string, string>;
type Question = { code: string; type: string; label: Words; options?: { code: string }[] };
type Category = {
  code: string;
  kind: string;
  sensitive: boolean;
  unit: string | null;
  firstReplyHours: number;
  questions: Question[];
};
type Staff = {
  code: string;
  email: string;
  hats: string[];
  unit: string;
  covers: { area: string; role: string }[];
};
type Report = {
  key: string;
  language: string;
  category: string;
  area: string;
  place: { lat: number; lon: number };
  when: { daysAgo: number };
  sentDaysAgo: number;
  text: string;
  answers: Record<string, unknown>;
  tier: string;
  handle?: string;
  person?: { email: string };
  thread: { from: string; afterHours: number; text: string }[];
  referral?: { service: string; afterHours: number };
  outcome?: { code: string; afterHours: number; text: string };
  reopen?: { afterHours: number };
};

const tenant = read('tenant.json');
const history: Report[] = read('history.json');
const areas: Feature[] = read('areas.geojson').features;
const categories = new Map<string, Category>(tenant.categories.map((one: Category) => [one.code, one]));
const units: string[] = tenant.units.map(({ code }: { code: string }) => code);
const slugs = areas.map(({ properties }) => String(properties.slug));
const five = ['ar', 'el', 'en', 'es', 'nl'];

/** Everything in it that is said in languages. */
function wordsIn(value: unknown): Words[] {
  if (typeof value !== 'object' || value === null) return [];
  if (!Array.isArray(value) && 'en' in value) return [value as Words];
  return Object.values(value).flatMap(wordsIn);
}

describe('what Haven has set', () => {
  it('says everything in all five languages', () => {
    const all = wordsIn(tenant);
    expect(all.length).toBeGreaterThan(300);
    for (const words of all) {
      expect(Object.keys(words).sort()).toEqual(five);
      for (const text of Object.values(words)) expect(text.trim(), JSON.stringify(words)).not.toBe('');
    }
  });

  it('frames the city as it is drawn', () => {
    expect(tenant.bounds).toEqual(bounds());
  });

  it('gives every neighbourhood one unit, an officer and a cover', () => {
    const kept = tenant.units.flatMap((unit: { areas: string[] }) => unit.areas);
    expect([...kept].sort()).toEqual([...slugs].sort());
    const covers = tenant.staff.flatMap((one: Staff) => one.covers);
    for (const area of slugs) {
      expect(
        covers.filter((c: Staff['covers'][0]) => c.area === area && c.role === 'officer'),
        area,
      ).toHaveLength(1);
      expect(
        covers.some((c: Staff['covers'][0]) => c.area === area && c.role === 'cover'),
        area,
      ).toBe(true);
    }
  });

  it('sends every category to a unit that exists, and treats hate, violence, threats and children as sensitive', () => {
    for (const { unit } of categories.values()) expect(unit === null || units.includes(unit)).toBe(true);
    const sensitive = [...categories.values()].filter((one) => one.sensitive).map(({ code }) => code);
    expect(sensitive).toEqual(
      expect.arrayContaining(['domestic-violence', 'threats', 'hate-words', 'hate-attack', 'young-person']),
    );
    expect([...categories.values()].filter(({ kind }) => kind === 'hate').every((one) => one.sensitive)).toBe(
      true,
    );
    expect(new Set([...categories.values()].map(({ kind }) => kind)).size).toBe(6);
  });

  it('asks nobody for religion, ethnicity, nationality or skin', () => {
    const asked = [...categories.values()].flatMap(({ questions }) =>
      questions.map(({ label }) => label.en ?? ''),
    );
    expect(asked.filter((label) => /religio|ethnic|nationalit|race|skin|origin/i.test(label))).toEqual([]);
  });

  it('uses addresses that can belong to nobody', () => {
    for (const { email, unit } of tenant.staff as Staff[]) {
      expect(email).toMatch(/@haven\.example$/);
      expect(units).toContain(unit);
    }
  });
});

function fits({ type, options = [] }: Question, answer: unknown): boolean {
  const codes = options.map(({ code }) => code);
  if (type === 'yesno') return typeof answer === 'boolean';
  if (type === 'number') return typeof answer === 'number';
  if (type === 'choice') return codes.includes(String(answer));
  if (type === 'many')
    return Array.isArray(answer) && answer.length > 0 && answer.every((one) => codes.includes(one));
  return typeof answer === 'string' && answer !== '';
}

describe('the history of Haven', () => {
  it('is about a hundred and twenty different reports in five languages', () => {
    expect(history.length).toBeGreaterThanOrEqual(110);
    expect(new Set(history.map(({ key }) => key)).size).toBe(history.length);
    expect(new Set(history.map(({ text }) => text)).size).toBe(history.length);
    expect([...new Set(history.map(({ language }) => language))].sort()).toEqual(five);
    expect([...new Set(history.map(({ area }) => area))].sort()).toEqual([...slugs].sort());
  });

  it('puts each report inside the neighbourhood it names', () => {
    for (const { key, area, place } of history) {
      const feature = areas.find(({ properties }) => properties.slug === area);
      const ring = feature?.geometry.type === 'Polygon' ? (feature.geometry.coordinates[0] ?? []) : [];
      expect(
        isInside(
          metres([place.lon, place.lat]),
          ring.map((p: Position) => metres(p)),
        ),
        key,
      ).toBe(true);
    }
  });

  it('answers only questions that its category asks, with answers they allow', () => {
    for (const { key, category, answers } of history) {
      const questions = categories.get(category)?.questions ?? [];
      for (const [code, answer] of Object.entries(answers)) {
        const question = questions.find((one) => one.code === code);
        expect(question && fits(question, answer), `${key}: ${code}`).toBe(true);
      }
    }
  });

  it('lets everything happen in order, and nothing in the future', () => {
    for (const report of history) {
      const hours = [
        ...report.thread.map(({ afterHours }) => afterHours),
        report.outcome?.afterHours ?? [],
        report.reopen?.afterHours ?? [],
      ].flat();
      expect(hours, report.key).toEqual([...hours].sort((a, b) => a - b));
      expect(Math.max(0, ...hours, report.referral?.afterHours ?? 0), report.key).toBeLessThan(
        report.sentDaysAgo * 24,
      );
      expect(report.when.daysAgo, report.key).toBeGreaterThanOrEqual(report.sentDaysAgo);
      expect(report.sentDaysAgo).toBeLessThanOrEqual(120);
    }
  });

  it('shows a real desk: most closed with words, some overdue, some waiting for the resident', () => {
    const closed = history.filter(({ outcome }) => outcome);
    expect(closed.length / history.length).toBeGreaterThan(0.6);
    for (const { outcome } of closed) expect(outcome?.text.length).toBeGreaterThan(20);
    const late = history.filter(
      ({ thread, outcome, sentDaysAgo, category }) =>
        !outcome &&
        thread.length === 0 &&
        sentDaysAgo * 24 > (categories.get(category)?.firstReplyHours ?? Infinity),
    );
    expect(late.length).toBeGreaterThanOrEqual(3);
    const waiting = history.filter(({ outcome, thread }) => !outcome && thread.at(-1)?.from === 'officer');
    expect(waiting.length).toBeGreaterThanOrEqual(8);
  });

  it('knows a person by an example address or by a handle, never by both', () => {
    for (const { key, tier, person, handle } of history) {
      if (tier === 'identified') expect(person?.email, key).toMatch(/@example\.(org|com|net)$/);
      else expect(handle, key).toMatch(/^[a-z0-9-]+$/);
      expect(Boolean(person) !== Boolean(handle), key).toBe(true);
    }
  });

  it('refers only to services that the city has', () => {
    const services = tenant.services.map(({ code }: { code: string }) => code);
    for (const { referral, key } of history)
      expect(!referral || services.includes(referral.service), key).toBe(true);
  });
});

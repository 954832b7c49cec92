/** Reports that are written to the end and wait for the last press, kept as the pages of the form keep them. */
import { randomBytes } from 'node:crypto';
import type { ReportDraft } from '#domain/journeys';
import { type Place, placeOf } from '#domain/jurisdiction';
import { DAY, type Id, transact } from '#domain/kernel';
import { formatDraftSecret, keepDraft, newDraftSecret, reportIdOf } from '#domain/reports';
import type { City } from './city.ts';
import { useOf } from './store-reports.ts';

export interface Draft {
  /** What its writer's cookie holds. */
  readonly secret: string;
  readonly cookie: string;
  /** The id that the report will have. */
  readonly report: Id<'report'>;
  /** Stands in no other report. */
  readonly words: string;
}

function written(place: Place, number: number, words: string): ReportDraft {
  const category = place.categories.find(({ code }) => code === 'theft');
  const area = place.areas[number % place.areas.length];
  if (!category || !area) throw new Error('The city has no areas or no category "theft".');
  return {
    ...{ isAsked: true, words, kind: category.kind, category: category.id },
    place: { ...area.centre, words: 'Beside the library', how: 'map' },
    when: { type: 'about', date: '2026-11-19', time: '13:00' },
    answers: { taken: 'A green bicycle' },
    behaviour: 'Two people stood beside the rack for some time and then rode off.',
    // Every second one leaves an address and is sent a mail.
    ...(number % 2 === 0
      ? { tier: 'pseudonymous', contact: { handle: `Heron ${number}` } }
      : {
          tier: 'identified',
          contact: { name: `Resident ${number}`, email: `resident.${number}@example.org` },
        }),
  };
}

/** As many drafts, no two alike. */
export async function prepareDrafts({ runtime, tenant }: City, count: number): Promise<Draft[]> {
  const place = await placeOf(runtime, tenant);
  const now = runtime.clock();
  return transact(runtime.pool, tenant, async (db) => {
    const use = useOf(runtime, tenant, db);
    const all: Draft[] = [];
    for (let number = 0; number < count; number += 1) {
      const secret = newDraftSecret(now);
      const mark = randomBytes(6).toString('hex');
      const words = `Somebody took my bicycle from the rack beside the library between noon and two. It is green, has a basket and the number ${mark} under the saddle.`;
      await keepDraft(use, secret, written(place, number, words), new Date(now.getTime() + DAY));
      const text = formatDraftSecret(secret);
      all.push({ secret: text, cookie: `draft=${text}`, report: reportIdOf(secret), words });
    }
    return all;
  });
}

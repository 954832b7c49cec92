/** Haven with officers who are signed in, and reports for them: what the stories at the desk begin with. */
import { join } from 'node:path';

import { beginSession, listMembers, newToken, tokenHashOf } from '#domain/identity';
import { setUpPlace } from '#domain/journeys';
import { placeOf, readPlaceDirectory } from '#domain/jurisdiction';
import {
  type Hat,
  HOUR,
  type Id,
  newId,
  type Runtime,
  type TenantId,
  transact,
  type Use,
} from '#domain/kernel';
import { type Content, type Kind, submit } from '#domain/reports';
import { testUse } from './use.ts';

const HAVEN = join(import.meta.dirname, '../../content/haven');

/** Haven, or the same city once more under another name, for those who are not from here. */
export async function raiseHaven(runtime: Runtime, slug = 'haven'): Promise<TenantId> {
  const parts = await readPlaceDirectory(HAVEN);
  const tenant = { ...Object(parts.tenant), slug };
  return (await setUpPlace(runtime, { ...parts, tenant })).tenant;
}

function inHaven<T>(
  runtime: Runtime,
  tenant: TenantId,
  work: (use: Use) => Promise<T>,
  now = runtime.clock(),
): Promise<T> {
  return transact(runtime.pool, tenant, (db) => work(testUse(db, tenant, { keyring: runtime.keyring, now })));
}

/** A session with both factors for the member with this code; its token goes into the cookie `concord`. */
export function signInAs(runtime: Runtime, tenant: TenantId, code: string, hat: Hat): Promise<string> {
  return inHaven(runtime, tenant, async (use) => {
    const member = (await listMembers(use)).find((one) => one.code === code);
    if (!member) throw new Error(`There is no ${code} in Haven.`);
    const token = newToken();
    const endsAt = new Date(use.now.getTime() + 8 * HOUR);
    const session = { staff: member.id, hat, factors: 'password-and-code', device: 'Test', endsAt } as const;
    await beginSession(use, { ...session, tokenHash: tokenHashOf(token) });
    return token;
  });
}

export interface Told {
  readonly words: string;
  readonly unit?: string;
  readonly category?: string;
  readonly language?: string;
  /** How long ago it was sent. */
  readonly hoursAgo?: number;
  readonly more?: Partial<Content>;
  readonly email?: string;
}

/** A report as the resident's form leaves it. */
export function tell(runtime: Runtime, tenant: TenantId, told: Told): Promise<Id<'report'>> {
  const sentAt = new Date(runtime.clock().getTime() - (told.hoursAgo ?? 1) * HOUR);
  return inHaven(
    runtime,
    tenant,
    async (use) => {
      const place = await placeOf(use, tenant);
      const category = place.categoryByCode(told.category ?? 'noise');
      const unit = place.unitByCode(told.unit ?? 'harbour');
      if (!category || !unit) throw new Error('Haven has neither this category nor this unit.');
      const area = place.areaBySlug('old-harbour');
      const { report } = await submit(use, {
        id: newId<'report'>(sentAt.getTime()),
        kind: category.kind satisfies Kind,
        category: category.id,
        sensitive: category.sensitive,
        tier: told.email ? 'identified' : 'pseudonymous',
        language: told.language ?? 'en',
        area: area?.id ?? null,
        cell: null,
        unit: unit.id,
        firstReplyHours: category.firstReplyHours,
        outcomeDays: category.outcomeDays,
        content: {
          words: told.words,
          place: { how: 'words', words: 'By the fish market' },
          when: { type: 'ongoing' },
          answers: {},
          onBehalf: false,
          ...told.more,
        },
        contact: told.email ? { name: 'Ana Prat', email: told.email } : { handle: 'heron' },
      });
      return report;
    },
    sentAt,
  );
}

/** A member of staff who is signed in, with the session that both factors would have given them. */
import { beginSession, findAccount, LONGEST, newToken, tokenHashOf } from '#domain/identity';
import { type Hat, type Id, transact } from '#domain/kernel';
import type { City } from './city.ts';
import { useOf } from './store-reports.ts';

export interface Officer {
  readonly id: Id<'staff'>;
  readonly unit: Id<'unit'> | null;
  /** For the `cookie` header. */
  readonly cookie: string;
}

export async function signInAs({ runtime, tenant }: City, code: string, hat: Hat): Promise<Officer> {
  return transact(runtime.pool, tenant, async (db) => {
    const use = useOf(runtime, tenant, db);
    const account = await findAccount(use, { code });
    if (!account) throw new Error(`Nobody is called ${code}.`);
    const token = newToken();
    const endsAt = new Date(use.now.getTime() + LONGEST);
    const factors = 'password-and-code';
    await beginSession(use, {
      ...{ tokenHash: tokenHashOf(token), staff: account.id },
      ...{ hat, factors, device: 'chrome-linux', endsAt },
    });
    return { id: account.id, unit: account.unit, cookie: `concord=${token}` };
  });
}

/** A resident comes back with a receipt, and is from then on who holds that report. */
import { z } from 'zod';
import { placeTarget } from '#domain/access';
import { query } from '#domain/door';
import { findByReceipt, locatorHashOf, pacesOf, parseReceipt } from '#domain/identity';
import { BadInput, type Caller, type Id, Refusal, type Runtime } from '#domain/kernel';

const findReport = query({
  name: 'identity.prove-receipt',
  input: z.object({ locatorHash: z.instanceof(Buffer) }),
  purpose: 'inform',
  basis: 'own-data',
  target: (use) => placeTarget(use.tenant),
  run: async (use, { locatorHash }): Promise<Id<'report'> | null> =>
    (await findByReceipt(use, locatorHash))?.report ?? null,
});

/**
 * The report that a typed receipt opens.
 * @param tried `network` is the caller's address: wrong receipts from one network wait longer and longer. It is counted
 * in memory under a key of the day and kept nowhere.
 * @throws BadInput on field `receipt` when it cannot be read (see `parseReceipt`), or `receipt-not-found` when it opens
 * nothing: said in the same words, and found out in the same time, whether it never was or was erased.
 * @throws Refusal `too-many-tries`, with the seconds to wait as its detail.
 */
export async function proveReceipt(
  runtime: Runtime,
  caller: Caller,
  tried: { receipt: string; network: string },
): Promise<Id<'report'>> {
  // A slip of the finger that cannot be a receipt costs nobody a try.
  const locatorHash = locatorHashOf(parseReceipt(tried.receipt.slice(0, 1000)));
  const pace = pacesOf(runtime.keyring).receipt;
  const wait = await pace.begin(tried.network);
  if (wait > 0) throw new Refusal('too-many-tries', String(wait));
  const report = await findReport(runtime, caller, { locatorHash });
  if (!report) throw new BadInput([{ field: 'receipt', code: 'receipt-not-found' }]);
  await pace.forgive(tried.network, false);
  return report;
}

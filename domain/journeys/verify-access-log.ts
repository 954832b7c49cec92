/** Prove that no entry of the access log was changed, removed or slipped in. */
import { z } from 'zod';
import { placeTarget, verifyLog } from '#domain/access';
import { query } from '#domain/door';

export const verifyAccessLog = query({
  name: 'access.verify',
  input: z.object({ onSeal: z.custom<(number: number, of: number) => void>().optional() }),
  purpose: 'run',
  basis: 'no-personal-data',
  target: (use) => placeTarget(use.tenant),
  run: (use, { onSeal }) => verifyLog(use, onSeal),
});

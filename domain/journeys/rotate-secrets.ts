/** Bring everything of a tenant that stands under an older master key under the newest. */
import { z } from 'zod';
import { placeTarget, rewrapKeys, rewrapTenantSecrets, standsUnderOlderKey } from '#domain/access';
import { command, query } from '#domain/door';
import { type Caller, Refusal, type Runtime, type SubjectId, type TenantId, type Use } from '#domain/kernel';
import { rewrapUploads } from './prepare-files.ts';

const ROTATE = {
  name: 'access.rotate',
  purpose: 'run',
  basis: 'no-personal-data',
  target: (use: Use) => placeTarget(use.tenant),
} as const;

const AT_ONCE = 1000;

/** A query, although it changes rows: the rotation is one entry of the log, not one a batch. */
const rotateSome = query({
  ...ROTATE,
  input: z.object({ after: z.custom<SubjectId>().nullable() }),
  run: (use, { after }) => rewrapKeys(use, after, AT_ONCE),
});

const finish = command({
  ...ROTATE,
  input: z.object({}),
  run: async (use): Promise<void> => {
    await rewrapTenantSecrets(use);
    if (await standsUnderOlderKey(use)) throw new Refusal('changed-meanwhile', 'older-key-still-in-use');
  },
});

/**
 * The runtime's keyring has the new key first and the older ones behind it. Done in batches that each stand by
 * themselves, so a run that was cut short is taken up by the next.
 *
 * @throws Refusal `changed-meanwhile` when a process that does not know the new key wrote under an old one meanwhile.
 */
export async function rotateSecrets(
  runtime: Runtime,
  tenant: TenantId,
  onKeys?: (done: number) => void,
): Promise<void> {
  const caller: Caller = { tenant, actor: { kind: 'system', duty: 'keys' } };
  let after: SubjectId | null = null;
  let done = 0;
  do {
    after = await rotateSome(runtime, caller, { after });
    done += AT_ONCE;
    onKeys?.(done);
  } while (after !== null);
  await finish(runtime, caller, {});
  await rewrapUploads(runtime, tenant);
}

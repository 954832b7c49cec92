/** A new master key: put in front, everything brought under it, and only then the old one let go. */
import { randomBytes } from 'node:crypto';
import { rotateSecrets } from '#domain/journeys';
import { listTenants } from '#domain/jurisdiction';
import {
  forgetOlderMasterKeys,
  makeKeyring,
  matchMasterKeys,
  nameOfMasterKey,
  type Runtime,
  writeMasterKeys,
} from '#domain/kernel';
import { CommandFailure, EXIT } from './exit-codes.ts';
import type { Installation } from './open-installation.ts';

export interface Rotation {
  readonly newest: string;
  readonly gone: readonly string[];
  readonly places: number;
  /** True when the keys are in the configuration, where only the operator can take the old ones out. */
  readonly isConfigured: boolean;
}

/** A process that does not know the new key could read nothing that was brought under it. */
async function refuseOthers({ pool }: Runtime): Promise<void> {
  const { rows } = await pool.query<{ others: number }>(
    `select count(*)::int as others from pg_stat_activity
     where datname = current_database() and application_name like 'concord%' and pid <> pg_backend_pid()`,
  );
  if ((rows[0]?.others ?? 0) === 0) return;
  throw new CommandFailure(
    'Concord is running on this data. Stop it first, so that no process is left with the old key alone.',
    EXIT.unavailable,
  );
}

/** The new key and the older ones, newest first. From the file: made and on the disk before anything stands under it. */
async function keysFor({ configuration, masterKeys, runtime }: Installation): Promise<readonly Buffer[]> {
  if (configuration.masterKeys.length === 1) {
    throw new CommandFailure(
      'The master key is in CONCORD_MASTER_KEY. Set it to a new key, a comma, and the key it has now (a new one: openssl rand -hex 32), start every process of Concord anew, and run this command again.',
      EXIT.attention,
    );
  }
  if (configuration.masterKeys.length > 1) return masterKeys;
  await refuseOthers(runtime);
  // Two keys in the file: a rotation that was cut short, and that goes on with the key it made.
  if (masterKeys.length > 1) return masterKeys;
  const keys = [randomBytes(32), ...masterKeys];
  writeMasterKeys(configuration.dataDirectory, keys);
  return keys;
}

export async function rotateMasterKey(
  installation: Installation,
  onKeys: (place: string, done: number) => void = () => undefined,
): Promise<Rotation> {
  const { configuration, ownerUrl } = installation;
  const [newest, ...older] = await keysFor(installation);
  if (!newest) throw new Error('There is no master key.');
  await matchMasterKeys(ownerUrl, [newest, ...older]);
  const runtime = { ...installation.runtime, keyring: makeKeyring([newest, ...older]) };
  const places = await listTenants(runtime);
  for (const { id, slug } of places) await rotateSecrets(runtime, id, (done) => onKeys(slug, done));
  // In this order: a file with one key too many starts, a database that asks for a key that is gone does not.
  await forgetOlderMasterKeys(ownerUrl, newest);
  const isConfigured = configuration.masterKeys.length > 0;
  if (!isConfigured) writeMasterKeys(configuration.dataDirectory, [newest]);
  return {
    newest: nameOfMasterKey(newest),
    gone: older.map(nameOfMasterKey),
    places: places.length,
    isConfigured,
  };
}

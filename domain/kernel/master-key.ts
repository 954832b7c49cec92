/** The master keys: from the configuration, or from a file that the first start makes and every later one demands. */
import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { ConfigurationError, parseMasterKeys } from './configuration.ts';
import { refuseDiskProblem } from './embedded-postgres/index.ts';

export function masterKeyPath(dataDirectory: string): string {
  return join(dataDirectory, 'secrets', 'master-key');
}

/**
 * @param given keys of the configuration, newest first; they win over the file.
 * @param dataExists true if something was already sealed: then a new key would open nothing, so none is made.
 */
export function readOrMakeMasterKeys(
  dataDirectory: string,
  given: readonly Buffer[],
  dataExists: boolean,
): Buffer[] {
  if (given.length > 0) return [...given];
  const path = masterKeyPath(dataDirectory);
  if (existsSync(path)) {
    const keys = parseMasterKeys(readFileSync(path, 'utf8'));
    if (keys) return keys;
    throw new ConfigurationError(`${path} holds no usable key. Put the file back from your backup.`);
  }
  if (dataExists) {
    throw new ConfigurationError(
      `The master key is missing, and without it nobody can read the reports. Put ${path} back from your backup, or set CONCORD_MASTER_KEY.`,
    );
  }
  const made = randomBytes(32);
  writeMasterKeys(dataDirectory, [made]);
  return [made];
}

/** Written aside, brought to the disk, then renamed: a key that sealed something can not be half there. */
export function writeMasterKeys(dataDirectory: string, keys: readonly Buffer[]): void {
  const path = masterKeyPath(dataDirectory);
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const file = openSync(`${path}.new`, 'w', 0o600);
    writeSync(file, `${keys.map((key) => key.toString('hex')).join('\n')}\n`);
    fsyncSync(file);
    closeSync(file);
    renameSync(`${path}.new`, path);
    const folder = openSync(dirname(path), 'r');
    fsyncSync(folder);
    closeSync(folder);
  } catch (error) {
    refuseDiskProblem(error, path);
  }
}

/** A short name that says nothing about the key; the keyring writes the same four bytes before what it wraps. */
export function nameOfMasterKey(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8);
}

/**
 * Holds the keys against the names that the database knows, and makes the newest known.
 * Two processes that start at once with the same key write the same row.
 */
export async function matchMasterKeys(ownerUrl: string, keys: readonly Buffer[]): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      'select name from kernel.master_key order by since desc',
    );
    const here = keys.map(nameOfMasterKey);
    const missing = rows.find((row) => !here.includes(row.name));
    if (missing) {
      throw new ConfigurationError(
        `This data is sealed with another master key (${missing.name}). Give Concord that key, from the file secrets/master-key or CONCORD_MASTER_KEY of your backup.`,
      );
    }
    await client.query('insert into kernel.master_key (name) values ($1) on conflict do nothing', [here[0]]);
  } finally {
    await client.end();
  }
}

/** After a rotation: everything stands under the newest key, and the older ones are needed no more. */
export async function forgetOlderMasterKeys(ownerUrl: string, newest: Buffer): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('delete from kernel.master_key where name <> $1', [nameOfMasterKey(newest)]);
  } finally {
    await client.end();
  }
}

/** The master keys: from the configuration, or from a file that the first start makes and every later one demands. */
import { randomBytes } from 'node:crypto';
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

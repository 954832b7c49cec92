import { join } from 'node:path';
import { type Clock, isId, type Keyring, type TenantId } from '#domain/kernel';
import type { FileId, Variant } from './file.ts';
import { makeStaging, type Staging } from './staging.ts';

/** What the bytes of files need of the running process. */
export interface FileHouse {
  readonly filesDirectory: string;
  readonly keyring: Keyring;
  readonly clock: Clock;
}

/** The tenant's uploads while they arrive and wait. */
export function stagingOf(house: FileHouse, tenant: TenantId): Staging {
  const directory = join(house.filesDirectory, 'staging', String(tenant));
  return makeStaging({ directory, keyring: house.keyring, clock: house.clock });
}

/**
 * Where a sealed variant lies. The folder is of the id's last digits: its first ones are the time, and would put all
 * files of some weeks into one.
 */
export function sealedPath(house: FileHouse, tenant: TenantId, id: FileId, variant: Variant): string {
  if (!isId(id)) throw new Error('A file has an id.');
  return join(house.filesDirectory, String(tenant), id.slice(-2), `${id}.${variant}`);
}

/** What the sealed bytes are bound to: this variant of this file of this tenant. */
export function sealedAs(tenant: TenantId, id: FileId, variant: Variant): { tenant: number; id: string } {
  return { tenant, id: `${id}.${variant}` };
}

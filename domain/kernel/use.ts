import type { Actor } from './actor.ts';
import type { Db } from './database.ts';
import type { SubjectId, TenantId } from './ids.ts';
import type { Keyring } from './keyring.ts';
import type { Basis, Purpose } from './purposes.ts';

/**
 * The handle that travels: first argument of every function that touches the database. The door makes one for each
 * call, and what is read of persons during the call is noted in it and written to the access log on the way out.
 */
export interface Use {
  readonly db: Db;
  readonly tenant: TenantId;
  readonly actor: Actor;
  readonly purpose: Purpose;
  readonly basis: Basis;
  readonly reason: string | null;
  readonly now: Date;
  readonly keyring: Keyring;
  /** Keys of subjects opened in this call; gone with it. */
  readonly keys: Map<SubjectId, Buffer>;
  /** Whose sealed words were opened in this call. */
  readonly seen: Set<SubjectId>;
}

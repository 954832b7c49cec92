import { sql } from 'kysely';
import type { Id, Use } from '#domain/kernel';
import type { Passkey } from './passkey.ts';

type StaffId = Id<'staff'>;

export interface KeptPassword {
  readonly hash: string;
  readonly demo: boolean;
}

export async function keepPassword(use: Use, staff: StaffId, hash: string, demo = false): Promise<void> {
  await sql`insert into identity.password (tenant, staff, hash, demo, changed_at)
    values (${use.tenant}, ${staff}, ${hash}, ${demo}, ${use.now})
    on conflict (tenant, staff) do update set hash = excluded.hash, demo = excluded.demo, changed_at = excluded.changed_at`.execute(
    use.db,
  );
}

export async function findPassword(use: Use, staff: StaffId): Promise<KeptPassword | undefined> {
  const { rows } = await sql<KeptPassword>`select hash, demo from identity.password
    where tenant = ${use.tenant} and staff = ${staff}`.execute(use.db);
  return rows[0];
}

/** Keep the secret with the step of the code that confirmed it: that code counts no second time either. */
export async function keepCodeSecret(
  use: Use,
  staff: StaffId,
  secret: Buffer,
  lastStep: number,
): Promise<void> {
  await sql`insert into identity.totp (tenant, staff, secret, last_step, created_at)
    values (${use.tenant}, ${staff}, ${secret}, ${lastStep}, ${use.now})
    on conflict (tenant, staff) do update
      set secret = excluded.secret, last_step = excluded.last_step, created_at = excluded.created_at`.execute(
    use.db,
  );
}

export async function findCodeSecret(use: Use, staff: StaffId): Promise<Buffer | undefined> {
  const { rows } = await sql<{ secret: Buffer }>`select secret from identity.totp
    where tenant = ${use.tenant} and staff = ${staff}`.execute(use.db);
  return rows[0]?.secret;
}

/** True the first time a step, or a later one, is used. Two at once: the second waits for the row and gets false. */
export async function claimStep(use: Use, staff: StaffId, step: number): Promise<boolean> {
  const { rows } = await sql<{ step: number }>`update identity.totp set last_step = ${step}
    where tenant = ${use.tenant} and staff = ${staff} and last_step < ${step} returning last_step as step`.execute(
    use.db,
  );
  return rows.length > 0;
}

export async function keepRecoveryCodes(use: Use, staff: StaffId, hashes: readonly Buffer[]): Promise<void> {
  await sql`delete from identity.recovery_code where tenant = ${use.tenant} and staff = ${staff}`.execute(
    use.db,
  );
  await sql`insert into identity.recovery_code (tenant, staff, hash)
    select ${use.tenant}, ${staff}, h from unnest(${[...hashes]}::bytea[]) as h`.execute(use.db);
}

/** True once for each code. */
export async function spendRecoveryCode(use: Use, staff: StaffId, hash: Buffer): Promise<boolean> {
  const { rows } = await sql<{ staff: string }>`delete from identity.recovery_code
    where tenant = ${use.tenant} and staff = ${staff} and hash = ${hash} returning staff`.execute(use.db);
  return rows.length > 0;
}

/** `name` is the device it was made on, as in the list of sessions. False when the credential is already known. */
export async function keepPasskey(use: Use, passkey: Passkey, name: string): Promise<boolean> {
  const { credential, staff, publicKey, counter, transports } = passkey;
  const { rows } = await sql<{ credential: string }>`insert into identity.passkey
      (tenant, credential, staff, public_key, counter, transports, name, created_at)
    values (${use.tenant}, ${credential}, ${staff}, ${publicKey}, ${counter}, ${[...transports]}::text[], ${name}, ${use.now})
    on conflict do nothing returning credential`.execute(use.db);
  return rows.length > 0;
}

const PASSKEY = sql`credential, staff, public_key as "publicKey", counter, transports`;

export async function findPasskey(use: Use, credential: string): Promise<Passkey | undefined> {
  const { rows } = await sql<Passkey>`select ${PASSKEY} from identity.passkey
    where tenant = ${use.tenant} and credential = ${credential}`.execute(use.db);
  return rows[0];
}

export async function listPasskeys(use: Use, staff: StaffId): Promise<Passkey[]> {
  const { rows } = await sql<Passkey>`select ${PASSKEY} from identity.passkey
    where tenant = ${use.tenant} and staff = ${staff} order by created_at limit 50`.execute(use.db);
  return rows;
}

/** A passkey as its owner sees it: the device it was made on, and when. */
export interface OwnPasskey {
  readonly credential: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly usedAt: Date | null;
}

export async function listOwnPasskeys(use: Use, staff: StaffId): Promise<OwnPasskey[]> {
  const { rows } =
    await sql<OwnPasskey>`select credential, name, created_at as "createdAt", used_at as "usedAt"
    from identity.passkey where tenant = ${use.tenant} and staff = ${staff} order by created_at limit 50`.execute(
      use.db,
    );
  return rows;
}

export async function forgetPasskey(use: Use, staff: StaffId, credential: string): Promise<void> {
  await sql`delete from identity.passkey
    where tenant = ${use.tenant} and staff = ${staff} and credential = ${credential}`.execute(use.db);
}

export async function notePasskeyUse(use: Use, credential: string, counter: number): Promise<void> {
  await sql`update identity.passkey set counter = ${counter}, used_at = ${use.now}
    where tenant = ${use.tenant} and credential = ${credential}`.execute(use.db);
}

/** Take away everything somebody signs in with. */
export async function forgetFactors(use: Use, staff: StaffId): Promise<void> {
  for (const table of ['totp', 'passkey', 'recovery_code', 'password']) {
    await sql`delete from ${sql.table(`identity.${table}`)} where tenant = ${use.tenant} and staff = ${staff}`.execute(
      use.db,
    );
  }
}

/** A newer invitation replaces the one before. */
export async function keepInvitation(
  use: Use,
  staff: StaffId,
  tokenHash: Buffer,
  endsAt: Date,
): Promise<void> {
  await sql`insert into identity.invitation (tenant, staff, token_hash, ends_at)
    values (${use.tenant}, ${staff}, ${tokenHash}, ${endsAt})
    on conflict (tenant, staff) do update set token_hash = excluded.token_hash, ends_at = excluded.ends_at`.execute(
    use.db,
  );
}

/** Whom an open invitation is for. */
export async function findInvited(use: Use, tokenHash: Buffer): Promise<StaffId | undefined> {
  const { rows } = await sql<{ staff: StaffId }>`select i.staff from identity.invitation i
    join identity.staff m on m.tenant = i.tenant and m.id = i.staff
    where i.tenant = ${use.tenant} and i.token_hash = ${tokenHash} and i.ends_at > ${use.now} and m.active`.execute(
    use.db,
  );
  return rows[0]?.staff;
}

/** True once: of two who open the same link at the same moment, one gets in. */
export async function spendInvitation(use: Use, tokenHash: Buffer): Promise<boolean> {
  const { rows } = await sql<{ staff: string }>`delete from identity.invitation
    where tenant = ${use.tenant} and token_hash = ${tokenHash} and ends_at > ${use.now} returning staff`.execute(
    use.db,
  );
  return rows.length > 0;
}

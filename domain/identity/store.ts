import { sql } from 'kysely';
import { type Hat, type Id, newId, type SubjectId, type Use } from '#domain/kernel';
import { type Factors, IDLE, type OwnSession, type SessionRow, TOUCH } from './session.ts';
import type { Account, Member, NewMember } from './staff.ts';

// Receipts

/** Tie a receipt to its report, in the transaction that stores the report. */
export async function keepReceipt(
  use: Use,
  locatorHash: Buffer,
  report: Id<'report'>,
  subject: SubjectId,
): Promise<void> {
  await sql`insert into identity.receipt (tenant, locator_hash, report, subject, created_at)
    values (${use.tenant}, ${locatorHash}, ${report}, ${subject}, ${use.now})`.execute(use.db);
}

export interface FoundReceipt {
  readonly report: Id<'report'>;
  readonly subject: SubjectId;
}

/** One look-up by hash whether the receipt exists or not, so that both take the same time. */
export async function findByReceipt(use: Use, locatorHash: Buffer): Promise<FoundReceipt | undefined> {
  const { rows } = await sql<FoundReceipt>`select report, subject from identity.receipt
    where tenant = ${use.tenant} and locator_hash = ${locatorHash}`.execute(use.db);
  return rows[0];
}

/** When a report is erased its receipt opens nothing any more. */
export async function forgetReceipts(use: Use, report: Id<'report'>): Promise<void> {
  await sql`delete from identity.receipt where tenant = ${use.tenant} and report = ${report}`.execute(use.db);
}

// Members

/** Store a member, or bring the one with this code up to date. Returns the subject whose key seals their address. */
export async function keepMember(
  use: Use,
  member: NewMember,
  sealed: { id: Id<'staff'>; subject: SubjectId; emailToken: Buffer; email: Buffer },
): Promise<void> {
  await sql`insert into identity.staff (tenant, id, code, display_name, subject, email_token, email, unit, languages, created_at)
    values (${use.tenant}, ${sealed.id}, ${member.code}, ${member.name}, ${sealed.subject}, ${sealed.emailToken},
      ${sealed.email}, ${member.unit}, ${[...member.languages]}::text[], ${use.now})
    on conflict (tenant, id) do update set display_name = excluded.display_name, email_token = excluded.email_token,
      email = excluded.email, unit = excluded.unit, languages = excluded.languages`.execute(use.db);
  await sql`delete from identity.hat where tenant = ${use.tenant} and staff = ${sealed.id}
    and hat <> all(${[...member.hats]}::text[])`.execute(use.db);
  await sql`insert into identity.hat (tenant, staff, hat)
    select ${use.tenant}, ${sealed.id}, h from unnest(${[...member.hats]}::text[]) as h on conflict do nothing`.execute(
    use.db,
  );
  // A hat that was taken away is worn in no session from now on.
  await sql`delete from identity.session where tenant = ${use.tenant} and staff = ${sealed.id}
    and hat <> all(${[...member.hats]}::text[])`.execute(use.db);
}

const ACCOUNT = sql`m.id, m.code, m.display_name as name, m.unit, m.languages, m.active, m.subject,
  m.email_token as "emailToken", m.email as "sealedEmail",
  array(select h.hat from identity.hat h where h.tenant = m.tenant and h.staff = m.id order by h.hat) as hats,
  exists (select from identity.password p where p.tenant = m.tenant and p.staff = m.id) as "hasPassword",
  exists (select from identity.totp t where t.tenant = m.tenant and t.staff = m.id) as "hasCode",
  (select count(*)::int from identity.passkey k where k.tenant = m.tenant and k.staff = m.id) as passkeys,
  (select count(*)::int from identity.recovery_code r where r.tenant = m.tenant and r.staff = m.id) as "recoveryCodes"`;

/** By id, by code, or by the keyed token of the address. */
export async function findAccount(
  use: Use,
  by: { id: Id<'staff'> } | { code: string } | { emailToken: Buffer },
): Promise<Account | undefined> {
  const match =
    'id' in by
      ? sql`m.id = ${by.id}`
      : 'code' in by
        ? sql`m.code = ${by.code}`
        : sql`m.email_token = ${by.emailToken}`;
  const { rows } = await sql<Account>`select ${ACCOUNT} from identity.staff m
    where m.tenant = ${use.tenant} and ${match}`.execute(use.db);
  return rows[0];
}

export async function listAccounts(use: Use): Promise<Account[]> {
  const { rows } = await sql<Account>`select ${ACCOUNT} from identity.staff m
    where m.tenant = ${use.tenant} order by m.display_name, m.id`.execute(use.db);
  return rows;
}

/** The public side of all members, for pages that name officers and for assigning work. */
export async function listMembers(use: Use): Promise<Member[]> {
  const { rows } =
    await sql<Member>`select m.id, m.code, m.display_name as name, m.unit, m.languages, m.active,
    array(select h.hat from identity.hat h where h.tenant = m.tenant and h.staff = m.id order by h.hat) as hats
    from identity.staff m where m.tenant = ${use.tenant} order by m.display_name, m.id`.execute(use.db);
  return rows;
}

/** Sign-in ends at once: sessions are deleted, and `active` is asked at every look-up besides. */
export async function setActive(use: Use, staff: Id<'staff'>, active: boolean): Promise<void> {
  await sql`update identity.staff set active = ${active} where tenant = ${use.tenant} and id = ${staff}`.execute(
    use.db,
  );
  if (active) return;
  await endSessions(use, staff, {});
  await sql`delete from identity.invitation where tenant = ${use.tenant} and staff = ${staff}`.execute(
    use.db,
  );
}

// Sessions

export interface NewSession {
  readonly tokenHash: Buffer;
  readonly staff: Id<'staff'>;
  readonly hat: Hat;
  readonly factors: Factors;
  readonly device: string;
  readonly endsAt: Date;
}

export async function beginSession(use: Use, session: NewSession): Promise<Id<'session'>> {
  const id = newId<'session'>(use.now.getTime());
  const { tokenHash, staff, hat, factors, device, endsAt } = session;
  // Sessions that are over are swept by whoever signs in next; nothing depends on when.
  await sql`delete from identity.session where tenant = ${use.tenant} and ends_at < ${use.now}`.execute(
    use.db,
  );
  await sql`insert into identity.session (tenant, id, token_hash, staff, hat, factors, device, created_at, seen_at, ends_at)
    values (${use.tenant}, ${id}, ${tokenHash}, ${staff}, ${hat}, ${factors}, ${device}, ${use.now}, ${use.now}, ${endsAt})`.execute(
    use.db,
  );
  return id;
}

/** Who holds this token now, in one statement, which also notes once a minute that they were seen. */
export async function findSession(use: Use, tokenHash: Buffer): Promise<SessionRow | undefined> {
  const idleSince = new Date(use.now.getTime() - IDLE);
  const touchedBefore = new Date(use.now.getTime() - TOUCH);
  const { rows } = await sql<SessionRow>`with found as (
      select s.tenant, s.id, s.staff, s.hat, s.factors, s.seen_at, m.display_name, m.unit
      from identity.session s join identity.staff m on m.tenant = s.tenant and m.id = s.staff
      where s.tenant = ${use.tenant} and s.token_hash = ${tokenHash} and s.ends_at > ${use.now}
        and s.seen_at > ${idleSince} and m.active
    ), touched as (
      update identity.session t set seen_at = ${use.now} from found f
      where t.tenant = f.tenant and t.id = f.id and f.seen_at < ${touchedBefore}
    )
    select f.id, f.staff, f.hat, f.factors, f.display_name as name, f.unit,
      array(select h.hat from identity.hat h where h.tenant = f.tenant and h.staff = f.staff order by h.hat) as hats,
      exists (select from identity.totp c where c.tenant = f.tenant and c.staff = f.staff)
        or exists (select from identity.passkey k where k.tenant = f.tenant and k.staff = f.staff) as "hasFactor"
    from found f`.execute(use.db);
  return rows[0];
}

/** A new token, and what changed with it; the old token is worth nothing from the commit on. */
export async function rotateSession(
  use: Use,
  session: Id<'session'>,
  to: { tokenHash: Buffer; hat?: Hat; factors?: Factors; endsAt?: Date },
): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`update identity.session set token_hash = ${to.tokenHash},
      hat = coalesce(${to.hat ?? null}, hat), factors = coalesce(${to.factors ?? null}, factors),
      ends_at = coalesce(${to.endsAt ?? null}, ends_at), seen_at = ${use.now}
    where tenant = ${use.tenant} and id = ${session} returning id`.execute(use.db);
  return rows.length > 0;
}

/** The hat worn last is the one offered first. */
export async function rememberHat(use: Use, staff: Id<'staff'>, hat: Hat): Promise<void> {
  await sql`update identity.staff set wears = ${hat} where tenant = ${use.tenant} and id = ${staff}`.execute(
    use.db,
  );
}

export async function findLastHat(use: Use, staff: Id<'staff'>): Promise<Hat | undefined> {
  const { rows } = await sql<{ hat: Hat }>`select h.hat from identity.hat h
    join identity.staff m on m.tenant = h.tenant and m.id = h.staff
    where h.tenant = ${use.tenant} and h.staff = ${staff}
    order by (h.hat = m.wears) desc nulls last, h.hat limit 1`.execute(use.db);
  return rows[0]?.hat;
}

export async function listSessions(use: Use, staff: Id<'staff'>): Promise<OwnSession[]> {
  const idleSince = new Date(use.now.getTime() - IDLE);
  const { rows } =
    await sql<OwnSession>`select id, hat, device, created_at as "createdAt", seen_at as "seenAt"
    from identity.session where tenant = ${use.tenant} and staff = ${staff} and ends_at > ${use.now}
      and seen_at > ${idleSince} and factors <> 'password'
    order by seen_at desc, id limit 100`.execute(use.db);
  return rows;
}

/** End one session of a member, all of them, or all but the one they are in. Returns how many ended. */
export async function endSessions(
  use: Use,
  staff: Id<'staff'>,
  which: { only?: Id<'session'>; except?: Id<'session'> },
): Promise<number> {
  const { rows } = await sql<{ id: string }>`delete from identity.session
    where tenant = ${use.tenant} and staff = ${staff} and (${which.only ?? null}::uuid is null or id = ${which.only ?? null}::uuid)
      and (${which.except ?? null}::uuid is null or id <> ${which.except ?? null}::uuid) returning id`.execute(
    use.db,
  );
  return rows.length;
}

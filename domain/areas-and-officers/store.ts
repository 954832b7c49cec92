/** The only file that knows the tables of this slice. */
import { sql } from 'kysely';
import type { LocalText } from '#domain/jurisdiction';
import type { Id, Use } from '#domain/kernel';
import type { Assigned, DoneHere, Happening, Profile, Role } from './officer.ts';

/** Who is named for an area today. The newest first within a role. */
export async function listAssigned(use: Use, area: Id<'area'>, today: string): Promise<Assigned[]> {
  const { rows } = await sql<Assigned>`
    select a.staff, a.role, coalesce(p.hours, '{}') as hours, coalesce(p.about, '{}') as about,
      coalesce(p.walks, '[]') as walks,
      exists (select from areas_and_officers.away w where w.tenant = a.tenant and w.staff = a.staff
        and ${today}::date between w.from_on and w.until_on) as away
    from areas_and_officers.assignment a
    left join areas_and_officers.profile p on p.tenant = a.tenant and p.staff = a.staff
    where a.tenant = ${use.tenant} and a.area = ${area} and a.from_on <= ${today}::date
      and (a.until_on is null or a.until_on > ${today}::date)
    order by a.role desc, a.from_on desc, a.staff`.execute(use.db);
  return rows;
}

export async function listComingUp(use: Use, area: Id<'area'>, limit: number): Promise<Happening[]> {
  const { rows } = await sql<Happening>`select id, title, words, at from areas_and_officers.event
    where tenant = ${use.tenant} and area = ${area} and at >= ${use.now} order by at, id limit ${limit}`.execute(
    use.db,
  );
  return rows;
}

export async function listDoneHere(use: Use, area: Id<'area'>, limit: number): Promise<DoneHere[]> {
  const { rows } = await sql<DoneHere>`select id, title, words, done_on::text as "doneOn", voices
    from areas_and_officers.action where tenant = ${use.tenant} and area = ${area}
    order by done_on desc, id limit ${limit}`.execute(use.db);
  return rows;
}

const changed = (result: { numAffectedRows?: bigint | undefined }) => Number(result.numAffectedRows ?? 0n);
const asRows = (rows: readonly object[]) => sql`${JSON.stringify(rows)}::jsonb`;

export interface ProfileWrite extends Profile {
  readonly staff: Id<'staff'>;
}

export async function writeProfiles(use: Use, profiles: readonly ProfileWrite[]): Promise<number> {
  return changed(
    await sql`insert into areas_and_officers.profile (tenant, staff, hours, about, walks)
      select ${use.tenant}, x.staff, x.hours, x.about, x.walks
      from jsonb_to_recordset(${asRows(profiles)}) as x (staff uuid, hours jsonb, about jsonb, walks jsonb)
      on conflict (tenant, staff) do update
        set hours = excluded.hours, about = excluded.about, walks = excluded.walks
      where (profile.hours, profile.about, profile.walks)
        is distinct from (excluded.hours, excluded.about, excluded.walks)`.execute(use.db),
  );
}

export interface AssignmentWrite {
  readonly area: Id<'area'>;
  readonly staff: Id<'staff'>;
  readonly role: Role;
}

/** Who is no longer named ends today; who is named anew begins today; the others go on undisturbed. */
export async function writeAssignments(
  use: Use,
  assignments: readonly AssignmentWrite[],
  today: string,
): Promise<number> {
  const wanted = sql`jsonb_to_recordset(${asRows(assignments)}) as x (area uuid, staff uuid, role text)`;
  const ended = await sql`update areas_and_officers.assignment a set until_on = ${today}::date
    where a.tenant = ${use.tenant} and a.until_on is null and not exists
      (select from ${wanted} where x.area = a.area and x.staff = a.staff and x.role = a.role)`.execute(
    use.db,
  );
  const begun = await sql`insert into areas_and_officers.assignment (tenant, area, staff, role, from_on)
    select ${use.tenant}, x.area, x.staff, x.role, ${today}::date from ${wanted}
    where not exists (select from areas_and_officers.assignment a where a.tenant = ${use.tenant} and a.area = x.area
      and a.staff = x.staff and a.role = x.role and a.until_on is null)
    on conflict (tenant, area, staff, role, from_on) do update set until_on = null`.execute(use.db);
  return changed(ended) + changed(begun);
}

export interface AwayWrite {
  readonly staff: Id<'staff'>;
  readonly from: string;
  readonly until: string;
}

export async function writeAway(use: Use, away: readonly AwayWrite[]): Promise<number> {
  return changed(
    await sql`insert into areas_and_officers.away (tenant, staff, from_on, until_on)
      select ${use.tenant}, x.staff, x."from", x.until
      from jsonb_to_recordset(${asRows(away)}) as x (staff uuid, "from" date, until date)
      on conflict (tenant, staff, from_on) do update set until_on = excluded.until_on
      where away.until_on <> excluded.until_on`.execute(use.db),
  );
}

export interface EventWrite {
  readonly id: Id<'event'>;
  readonly code: string;
  readonly area: Id<'area'>;
  readonly title: LocalText;
  readonly words: LocalText;
  readonly at: Date;
}

/** An event keeps the time it was first given: the files count days from when they were loaded. Those from files that are in no file now go. */
export async function writeEvents(use: Use, events: readonly EventWrite[]): Promise<number> {
  const written = changed(
    await sql`insert into areas_and_officers.event (tenant, id, code, area, title, words, at)
      select ${use.tenant}, x.id, x.code, x.area, x.title, x.words, x.at
      from jsonb_to_recordset(${asRows(events)})
        as x (id uuid, code text, area uuid, title jsonb, words jsonb, at timestamptz)
      on conflict (tenant, code) do update set area = excluded.area, title = excluded.title, words = excluded.words
      where (event.area, event.title, event.words)
        is distinct from (excluded.area, excluded.title, excluded.words)`.execute(use.db),
  );
  const gone = await sql`delete from areas_and_officers.event where tenant = ${use.tenant}
    and code like 'event-%' and not (code = any(${events.map((one) => one.code)}::text[]))`.execute(use.db);
  return written + changed(gone);
}

export interface ActionWrite {
  readonly id: Id<'action'>;
  readonly code: string;
  readonly area: Id<'area'>;
  readonly title: LocalText;
  readonly words: LocalText;
  readonly done_on: string;
  readonly voices: number;
}

export async function writeActions(use: Use, actions: readonly ActionWrite[]): Promise<number> {
  const written = changed(
    await sql`insert into areas_and_officers.action (tenant, id, code, area, title, words, done_on, voices)
      select ${use.tenant}, x.id, x.code, x.area, x.title, x.words, x.done_on, x.voices
      from jsonb_to_recordset(${asRows(actions)})
        as x (id uuid, code text, area uuid, title jsonb, words jsonb, done_on date, voices integer)
      on conflict (tenant, code) do update
        set area = excluded.area, title = excluded.title, words = excluded.words, voices = excluded.voices
      where (action.area, action.title, action.words, action.voices)
        is distinct from (excluded.area, excluded.title, excluded.words, excluded.voices)`.execute(use.db),
  );
  const gone = await sql`delete from areas_and_officers.action where tenant = ${use.tenant}
    and code like 'action-%' and not (code = any(${actions.map((one) => one.code)}::text[]))`.execute(use.db);
  return written + changed(gone);
}

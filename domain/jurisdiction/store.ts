/** The only file that knows the tables of this floor. */
import { sql } from 'kysely';
import type { Db, Id, TenantId, Use } from '#domain/kernel';
import type { Entry } from './gazetteer.ts';
import type { Shape } from './geometry.ts';
import type { LocalText } from './language.ts';
import type { Agency, Category, CategoryKind, CategoryQuestion, Settings } from './place.ts';

export interface TenantRow {
  readonly id: TenantId;
  readonly slug: string;
  readonly version: string;
  readonly hosts: readonly string[] | null;
  readonly name: LocalText | null;
}

/** Every place of the installation, the oldest first: a handful of short rows. */
export async function listTenantRows(db: Db): Promise<TenantRow[]> {
  const { rows } =
    await sql<TenantRow>`select id, slug, version, settings->'hosts' as hosts, settings->'name' as name
    from jurisdiction.tenant order by id`.execute(db);
  return rows;
}

/** Two at the same moment: one row is made, both learn its number. */
export async function makeTenantRow(db: Db, slug: string): Promise<TenantId> {
  await sql`insert into jurisdiction.tenant (slug) values (${slug}) on conflict (slug) do nothing`.execute(
    db,
  );
  const { rows } = await sql<{
    id: TenantId;
  }>`select id from jurisdiction.tenant where slug = ${slug}`.execute(db);
  const row = rows[0];
  if (!row) throw new Error(`The place ${slug} could not be made.`);
  return row.id;
}

export interface AreaRow {
  readonly id: Id<'area'>;
  readonly slug: string;
  readonly name: LocalText;
  readonly shape: Shape;
  readonly active: boolean;
  readonly unit: Id<'unit'> | null;
}

export interface UnitRow {
  readonly id: Id<'unit'>;
  readonly code: string;
  readonly name: LocalText;
  readonly active: boolean;
}

export interface PlaceRows {
  readonly slug: string;
  readonly version: string;
  readonly settings: Settings;
  readonly areas: readonly AreaRow[];
  readonly units: readonly UnitRow[];
  readonly agencies: readonly Agency[];
  readonly categories: readonly Category[];
  readonly places: readonly Entry[];
}

const listOf = (query: ReturnType<typeof sql>) => sql`(select coalesce(json_agg(r), '[]') from (${query}) r)`;

/** All of one place in one statement, so that it is of one moment. */
export async function readPlaceRows(db: Db, tenant: TenantId): Promise<PlaceRows | undefined> {
  const areas = sql`select a.id, a.slug, a.name, a.shape, a.active, u.unit from jurisdiction.area a
    left join jurisdiction.unit_area u on u.tenant = a.tenant and u.area = a.id
    where a.tenant = ${tenant} order by a.position`;
  const units = sql`select id, code, name, active from jurisdiction.unit where tenant = ${tenant} order by code`;
  const agencies = sql`select id, code, name, about, phone, address, active from jurisdiction.agency
    where tenant = ${tenant} order by code`;
  const categories = sql`select id, code, kind, sensitive, name, hint, first_reply_hours as "firstReplyHours",
    outcome_days as "outcomeDays", unit, questions, active from jurisdiction.category
    where tenant = ${tenant} order by position`;
  const places = sql`select code, kind, name, aka, lat, lon, numbers from jurisdiction.place
    where tenant = ${tenant} order by code`;
  const { rows } = await sql<PlaceRows>`select slug, version, settings, ${listOf(areas)} as areas,
    ${listOf(units)} as units, ${listOf(agencies)} as agencies, ${listOf(categories)} as categories,
    ${listOf(places)} as places from jurisdiction.tenant where id = ${tenant}`.execute(db);
  return rows[0];
}

/** The drawing under the maps, as JSON text. */
/** Nothing for a place that brought no drawing: its row is an empty one. */
export async function readBasemap(db: Db, tenant: TenantId): Promise<string | undefined> {
  const { rows } = await sql<{ drawing: string }>`select drawing::text as drawing from jurisdiction.basemap
    where tenant = ${tenant} and drawing -> 'features' <> '[]'`.execute(db);
  return rows[0]?.drawing;
}

/** Rows as they are to be. Ids are proposals: a row that is there already keeps its own. */
export interface UnitWrite extends UnitRow {}

export interface AreaWrite {
  readonly id: Id<'area'>;
  readonly slug: string;
  readonly name: LocalText;
  readonly shape: Shape;
  readonly position: number;
}

export interface CategoryWrite {
  readonly id: Id<'category'>;
  readonly code: string;
  readonly kind: CategoryKind;
  readonly sensitive: boolean;
  readonly name: LocalText;
  readonly hint: LocalText;
  readonly first_reply_hours: number;
  readonly outcome_days: number;
  readonly unit_code: string | null;
  readonly questions: readonly CategoryQuestion[];
  readonly position: number;
}

const changed = (result: { numAffectedRows?: bigint | undefined }) => Number(result.numAffectedRows ?? 0n);
const asRows = (rows: readonly object[]) => sql`${JSON.stringify(rows)}::jsonb`;

/** Each of these answers how many rows it changed: 0 when all was as it should be. */
export async function writeSettings(use: Use, settings: Settings): Promise<number> {
  const json = JSON.stringify(settings);
  return changed(
    await sql`update jurisdiction.tenant set settings = ${json}::jsonb
      where id = ${use.tenant} and settings is distinct from ${json}::jsonb`.execute(use.db),
  );
}

export async function writeUnits(use: Use, units: readonly Omit<UnitWrite, 'active'>[]): Promise<number> {
  const written = await sql`insert into jurisdiction.unit (tenant, id, code, name, active)
    select ${use.tenant}, x.id, x.code, x.name, true
    from jsonb_to_recordset(${asRows(units)}) as x (id uuid, code text, name jsonb)
    on conflict (tenant, code) do update set name = excluded.name, active = true
    where (unit.name, unit.active) is distinct from (excluded.name, true)`.execute(use.db);
  const codes = units.map((unit) => unit.code);
  const ended = await sql`update jurisdiction.unit set active = false
    where tenant = ${use.tenant} and active and not (code = any(${codes}::text[]))`.execute(use.db);
  return changed(written) + changed(ended);
}

export async function writeAreas(use: Use, areas: readonly AreaWrite[]): Promise<number> {
  const written = await sql`insert into jurisdiction.area (tenant, id, slug, name, shape, position, active)
    select ${use.tenant}, x.id, x.slug, x.name, x.shape, x.position, true
    from jsonb_to_recordset(${asRows(areas)}) as x (id uuid, slug text, name jsonb, shape jsonb, position integer)
    on conflict (tenant, slug) do update
      set name = excluded.name, shape = excluded.shape, position = excluded.position, active = true
    where (area.name, area.shape, area.position, area.active)
      is distinct from (excluded.name, excluded.shape, excluded.position, true)`.execute(use.db);
  const slugs = areas.map((area) => area.slug);
  const ended = await sql`update jurisdiction.area set active = false
    where tenant = ${use.tenant} and active and not (slug = any(${slugs}::text[]))`.execute(use.db);
  return changed(written) + changed(ended);
}

export async function writeUnitAreas(
  use: Use,
  pairs: readonly { readonly unit: string; readonly area: string }[],
): Promise<number> {
  const wanted = sql`select a.id as area, u.id as unit
    from jsonb_to_recordset(${asRows(pairs)}) as x (unit text, area text)
    join jurisdiction.area a on a.tenant = ${use.tenant} and a.slug = x.area
    join jurisdiction.unit u on u.tenant = ${use.tenant} and u.code = x.unit`;
  const written = await sql`insert into jurisdiction.unit_area (tenant, area, unit)
    select ${use.tenant}, w.area, w.unit from (${wanted}) w
    on conflict (tenant, area) do update set unit = excluded.unit where unit_area.unit <> excluded.unit`.execute(
    use.db,
  );
  const ended = await sql`delete from jurisdiction.unit_area d
    where d.tenant = ${use.tenant} and not exists (select from (${wanted}) w where w.area = d.area)`.execute(
    use.db,
  );
  return changed(written) + changed(ended);
}

export async function writeAgencies(use: Use, agencies: readonly Omit<Agency, 'active'>[]): Promise<number> {
  const written =
    await sql`insert into jurisdiction.agency (tenant, id, code, name, about, phone, address, active)
    select ${use.tenant}, x.id, x.code, x.name, x.about, x.phone, x.address, true
    from jsonb_to_recordset(${asRows(agencies)})
      as x (id uuid, code text, name jsonb, about jsonb, phone text, address text)
    on conflict (tenant, code) do update set name = excluded.name, about = excluded.about, phone = excluded.phone,
      address = excluded.address, active = true
    where (agency.name, agency.about, agency.phone, agency.address, agency.active)
      is distinct from (excluded.name, excluded.about, excluded.phone, excluded.address, true)`.execute(
      use.db,
    );
  const codes = agencies.map((agency) => agency.code);
  const ended = await sql`update jurisdiction.agency set active = false
    where tenant = ${use.tenant} and active and not (code = any(${codes}::text[]))`.execute(use.db);
  return changed(written) + changed(ended);
}

export async function writeCategories(use: Use, categories: readonly CategoryWrite[]): Promise<number> {
  const written = await sql`insert into jurisdiction.category (tenant, id, code, kind, sensitive, name, hint,
      first_reply_hours, outcome_days, unit, questions, position, active)
    select ${use.tenant}, x.id, x.code, x.kind, x.sensitive, x.name, x.hint, x.first_reply_hours, x.outcome_days, u.id,
      x.questions, x.position, true
    from jsonb_to_recordset(${asRows(categories)}) as x (id uuid, code text, kind text, sensitive boolean, name jsonb,
      hint jsonb, first_reply_hours integer, outcome_days integer, unit_code text, questions jsonb, position integer)
    left join jurisdiction.unit u on u.tenant = ${use.tenant} and u.code = x.unit_code
    on conflict (tenant, code) do update set kind = excluded.kind, sensitive = excluded.sensitive, name = excluded.name,
      hint = excluded.hint, first_reply_hours = excluded.first_reply_hours, outcome_days = excluded.outcome_days,
      unit = excluded.unit, questions = excluded.questions, position = excluded.position, active = true
    where (category.kind, category.sensitive, category.name, category.hint, category.first_reply_hours,
        category.outcome_days, category.unit, category.questions, category.position, category.active)
      is distinct from (excluded.kind, excluded.sensitive, excluded.name, excluded.hint, excluded.first_reply_hours,
        excluded.outcome_days, excluded.unit, excluded.questions, excluded.position, true)`.execute(use.db);
  const codes = categories.map((category) => category.code);
  const ended = await sql`update jurisdiction.category set active = false
    where tenant = ${use.tenant} and active and not (code = any(${codes}::text[]))`.execute(use.db);
  return changed(written) + changed(ended);
}

export async function writePlaces(use: Use, entries: readonly Entry[]): Promise<number> {
  const written = await sql`insert into jurisdiction.place (tenant, code, kind, name, aka, lat, lon, numbers)
    select ${use.tenant}, x.code, x.kind, x.name, x.aka, x.lat, x.lon, x.numbers
    from jsonb_to_recordset(${asRows(entries)}) as x (code text, kind text, name text, aka jsonb,
      lat double precision, lon double precision, numbers jsonb)
    on conflict (tenant, code) do update set kind = excluded.kind, name = excluded.name, aka = excluded.aka,
      lat = excluded.lat, lon = excluded.lon, numbers = excluded.numbers
    where (place.kind, place.name, place.aka, place.lat, place.lon, place.numbers)
      is distinct from (excluded.kind, excluded.name, excluded.aka, excluded.lat, excluded.lon, excluded.numbers)`.execute(
    use.db,
  );
  const codes = entries.map((entry) => entry.code);
  const ended = await sql`delete from jurisdiction.place
    where tenant = ${use.tenant} and not (code = any(${codes}::text[]))`.execute(use.db);
  return changed(written) + changed(ended);
}

export async function writeBasemap(use: Use, drawing: object): Promise<number> {
  return changed(
    await sql`insert into jurisdiction.basemap (tenant, drawing)
      values (${use.tenant}, ${JSON.stringify(drawing)}::jsonb)
      on conflict (tenant) do update set drawing = excluded.drawing
      where basemap.drawing is distinct from excluded.drawing`.execute(use.db),
  );
}

/** From the commit on every process reads the place anew. */
export async function turnVersion(use: Use): Promise<void> {
  await sql`update jurisdiction.tenant set version = gen_random_uuid() where id = ${use.tenant}`.execute(
    use.db,
  );
}

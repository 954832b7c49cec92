-- The places that this installation serves, and what each of them has set: areas, units, services, categories, names.

create schema if not exists jurisdiction;
grant usage on schema jurisdiction to {{app}};

-- Everything here is public, so all may look; a place is changed only
-- from within itself. `version` changes with anything of the place, and is what every process compares.
create table jurisdiction.tenant (
  id integer generated always as identity primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  version uuid not null default gen_random_uuid(),
  settings jsonb not null default '{}'
);
alter table jurisdiction.tenant enable row level security;
alter table jurisdiction.tenant force row level security;
create policy anyone_looks on jurisdiction.tenant for select using (true);
create policy anyone_begins on jurisdiction.tenant for insert with check (settings = '{}');
create policy from_within on jurisdiction.tenant for update
  using (id = (select kernel.tenant())) with check (id = (select kernel.tenant()));
grant select, insert, update on jurisdiction.tenant to {{app}};

create table jurisdiction.unit (
  tenant integer not null,
  id uuid not null,
  code text not null,
  name jsonb not null,
  active boolean not null,
  primary key (tenant, id),
  unique (tenant, code)
);
select kernel.guard('jurisdiction.unit', 'select, insert, update');

create table jurisdiction.area (
  tenant integer not null,
  id uuid not null,
  slug text not null,
  name jsonb not null,
  shape jsonb not null,
  position integer not null,
  active boolean not null,
  primary key (tenant, id),
  unique (tenant, slug)
);
select kernel.guard('jurisdiction.area', 'select, insert, update');

-- Which unit looks after which area. An area has one unit.
create table jurisdiction.unit_area (
  tenant integer not null,
  area uuid not null,
  unit uuid not null,
  primary key (tenant, area)
);
select kernel.guard('jurisdiction.unit_area', 'select, insert, update, delete');

-- Services outside the police to which a report can be handed on by name.
create table jurisdiction.agency (
  tenant integer not null,
  id uuid not null,
  code text not null,
  name jsonb not null,
  about jsonb not null,
  phone text,
  address text,
  active boolean not null,
  primary key (tenant, id),
  unique (tenant, code)
);
select kernel.guard('jurisdiction.agency', 'select, insert, update');

create table jurisdiction.category (
  tenant integer not null,
  id uuid not null,
  code text not null,
  kind text not null check (kind in ('incident', 'hate', 'worry', 'question', 'compliment', 'complaint')),
  sensitive boolean not null,
  name jsonb not null,
  hint jsonb not null,
  first_reply_hours integer not null check (first_reply_hours > 0),
  outcome_days integer not null check (outcome_days > 0),
  unit uuid,
  questions jsonb not null,
  position integer not null,
  active boolean not null,
  primary key (tenant, id),
  unique (tenant, code)
);
select kernel.guard('jurisdiction.category', 'select, insert, update');

-- Streets with their house numbers, squares, stops: the names by which people say where.
create table jurisdiction.place (
  tenant integer not null,
  code text not null,
  kind text not null,
  name text not null,
  aka jsonb not null,
  lat double precision not null,
  lon double precision not null,
  numbers jsonb not null,
  primary key (tenant, code)
);
select kernel.guard('jurisdiction.place', 'select, insert, update, delete');

-- The drawing under the maps, as it came.
create table jurisdiction.basemap (
  tenant integer not null primary key,
  drawing jsonb not null
);
select kernel.guard('jurisdiction.basemap', 'select, insert, update, delete');

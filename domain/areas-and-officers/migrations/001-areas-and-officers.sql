-- Who looks after which area, when they can be met, what is going on there. All of it is public by its nature.

create schema if not exists areas_and_officers;
grant usage on schema areas_and_officers to {{app}};

-- What a member of staff tells residents of themselves. Name and languages stand with their account.
create table areas_and_officers.profile (
  tenant integer not null,
  staff uuid not null,
  hours jsonb not null,
  about jsonb not null,
  -- [{weekday, from, to, place}]
  walks jsonb not null,
  primary key (tenant, staff)
);
select kernel.guard('areas_and_officers.profile', 'select, insert, update');

-- Ended, never deleted: who answered for an area at the time stays known.
create table areas_and_officers.assignment (
  tenant integer not null,
  area uuid not null,
  staff uuid not null,
  role text not null check (role in ('officer', 'cover')),
  from_on date not null,
  until_on date,
  primary key (tenant, area, staff, role, from_on)
);
select kernel.guard('areas_and_officers.assignment', 'select, insert, update');

-- Days on which somebody does not answer, both included; the cover does.
create table areas_and_officers.away (
  tenant integer not null,
  staff uuid not null,
  from_on date not null,
  until_on date not null check (until_on >= from_on),
  primary key (tenant, staff, from_on)
);
select kernel.guard('areas_and_officers.away', 'select, insert, update, delete');

-- What is coming up. `code` names it in the files it came from.
create table areas_and_officers.event (
  tenant integer not null,
  id uuid not null,
  code text not null,
  area uuid not null,
  title jsonb not null,
  words jsonb not null,
  at timestamptz not null,
  primary key (tenant, id),
  unique (tenant, code)
);
create index event_by_area on areas_and_officers.event (tenant, area, at);
select kernel.guard('areas_and_officers.event', 'select, insert, update, delete');

-- What was done here, and how many residents had asked for it.
create table areas_and_officers.action (
  tenant integer not null,
  id uuid not null,
  code text not null,
  area uuid not null,
  title jsonb not null,
  words jsonb not null,
  done_on date not null,
  voices integer not null check (voices >= 0),
  primary key (tenant, id),
  unique (tenant, code)
);
create index action_by_area on areas_and_officers.action (tenant, area, done_on);
select kernel.guard('areas_and_officers.action', 'select, insert, update, delete');

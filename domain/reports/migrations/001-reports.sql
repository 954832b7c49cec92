-- What residents tell. Plain columns route and time a report; everything a person wrote or is stands sealed.

create schema if not exists reports;
grant usage on schema reports to {{app}};

create table reports.report (
  tenant integer not null,
  id uuid not null,
  reference text not null,
  subject uuid not null,
  kind text not null check (kind in ('incident', 'hate', 'worry', 'question', 'compliment', 'complaint')),
  category uuid not null,
  sensitive boolean not null,
  tier text not null check (tier in ('identified', 'pseudonymous')),
  language text not null,
  area uuid,
  -- H3 cell of resolution 9 (about 0.1 km²), for lists and maps; none on sensitive kinds. The exact place is sealed.
  cell text,
  unit uuid,
  assignee uuid,
  status text not null check (status in ('new', 'open', 'waiting', 'referred', 'closed')),
  urgency text not null default 'normal' check (urgency in ('normal', 'soon', 'urgent')),
  -- What is owed to the resident next, and by when. Null when nothing is owed.
  due_kind text check (due_kind in ('reply', 'promise', 'outcome')),
  due_at timestamptz,
  sent_at timestamptz not null,
  outcome_by timestamptz not null,
  replied_at timestamptz,
  closed_at timestamptz,
  outcome text check (outcome in ('solved', 'helped', 'passed-on', 'no-offence', 'not-found', 'cannot', 'withdrawn')),
  agency uuid,
  reopened integer not null default 0,
  version integer not null default 1,
  content bytea not null,
  contact bytea,
  primary key (tenant, id)
);
-- The id is made from the draft, so a form sent twice meets the primary key and stores nothing the second time.
create unique index report_by_reference on reports.report (tenant, reference);
-- The officers' queues: what is due first.
create index report_due_by_unit on reports.report (tenant, unit, due_at, id) where closed_at is null;
create index report_due_by_assignee on reports.report (tenant, assignee, due_at, id) where closed_at is null;
create index report_due on reports.report (tenant, due_at, id) where closed_at is null;
create index report_closed on reports.report (tenant, unit, closed_at, id) where closed_at is not null;
create index report_by_area on reports.report (tenant, area, sent_at);
select kernel.guard('reports.report', 'select, insert, update, delete');

create table reports.token (
  tenant integer not null,
  token bigint not null,
  report uuid not null,
  primary key (tenant, token, report)
);
create index token_by_report on reports.token (tenant, report);
select kernel.guard('reports.token', 'select, insert, delete');

-- What was done, as codes; what was said about it, if anything, sealed under the reporter's key.
create table reports.activity (
  tenant integer not null,
  report uuid not null,
  id uuid not null,
  at timestamptz not null,
  verb text not null,
  actor_kind text not null,
  staff uuid,
  hat text,
  detail jsonb not null default '{}',
  words bytea,
  primary key (tenant, report, id)
);
select kernel.guard('reports.activity', 'select, insert, delete');

-- Public only by decision of a person, who is named here, for a reason. The words are the officer's own.
create table reports.publication (
  tenant integer not null,
  report uuid not null,
  area uuid,
  cell text,
  category uuid not null,
  title jsonb not null,
  words jsonb not null,
  published_at timestamptz not null,
  decided_by uuid,
  reason text not null,
  closed boolean not null,
  outcome text,
  withdrawn_at timestamptz,
  primary key (tenant, report)
);
create index publication_by_area on reports.publication (tenant, area, published_at, report) where withdrawn_at is null;
create index publication_by_time on reports.publication (tenant, published_at, report) where withdrawn_at is null;
select kernel.guard('reports.publication', 'select, insert, update, delete');

-- How many published reports stand in each cell, kept by trigger so that the map costs the same at any size.
create table reports.published_cell (
  tenant integer not null,
  area uuid not null,
  cell text not null,
  published integer not null,
  primary key (tenant, area, cell)
);
select kernel.guard('reports.published_cell', 'select, insert, update, delete');

create function reports.tally_cell() returns trigger language plpgsql as $$
declare
  was boolean := tg_op <> 'INSERT' and old.withdrawn_at is null;
  now boolean := tg_op <> 'DELETE' and new.withdrawn_at is null;
begin
  if was and not now then
    update reports.published_cell set published = published - 1
      where tenant = old.tenant and area = old.area and cell = old.cell;
  elsif now and not was then
    insert into reports.published_cell (tenant, area, cell, published)
      select new.tenant, new.area, new.cell, 1 where new.area is not null and new.cell is not null
      on conflict (tenant, area, cell) do update set published = published_cell.published + 1;
  end if;
  return null;
end $$;
create trigger tally_cell after insert or update or delete on reports.publication
  for each row execute function reports.tally_cell();

-- A report that is being written. The row is found and opened only with the secret in the writer's own cookie.
create table reports.draft (
  tenant integer not null,
  id bytea not null,
  content bytea not null,
  ends_at timestamptz not null,
  primary key (tenant, id)
);
create index draft_by_end on reports.draft (tenant, ends_at);
select kernel.guard('reports.draft', 'select, insert, update, delete');

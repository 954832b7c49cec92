-- The kernel's own tables, and the one function by which every slice guards its tables.

create schema if not exists kernel;
grant usage on schema kernel to {{app}};

-- The tenant of the running transaction; null when none was named, and null equals nothing.
create function kernel.tenant() returns integer language sql stable parallel safe
  as $$ select nullif(current_setting('concord.tenant', true), '')::integer $$;

-- Give the running role these rights on a table, and show it only the rows of the tenant of its transaction.
create function kernel.guard(target regclass, rights text) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy one_tenant on %s using (tenant = (select kernel.tenant())) with check (tenant = (select kernel.tenant()))', target);
  execute format('grant %s on %s to {{app}}', rights, target);
end $$;

-- What happened, for whoever listens. No personal data: topics and ids only.
create table kernel.event (
  tenant integer not null,
  id bigint generated always as identity,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null default now(),
  topic text not null,
  audience text not null,
  payload jsonb not null,
  primary key (tenant, xid, id)
);
create index event_by_age on kernel.event (at);
select kernel.guard('kernel.event', 'select, insert, delete');

-- NOTIFY takes a lock over all commits of the cluster, so there is one short one a transaction at most.
create function kernel.wake() returns trigger language plpgsql as $$
begin
  perform pg_notify('concord_event', new.tenant::text);
  return null;
end $$;
create trigger wake after insert on kernel.event for each row execute function kernel.wake();

-- What a person's browser already sent: the same key again gives the same answer and does nothing.
create table kernel.request (
  tenant integer not null,
  key bytea not null,
  at timestamptz not null,
  answer jsonb not null,
  primary key (tenant, key)
);
create index request_by_age on kernel.request (tenant, at);
select kernel.guard('kernel.request', 'select, insert, update, delete');

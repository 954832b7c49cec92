-- Keys of persons, secrets of tenants, and the log of who saw or did what, and why.

create schema if not exists access;
grant usage on schema access to {{app}};

-- One key a person. Deleting the row is erasing what the person wrote: nothing else can open it.
create table access.subject_key (
  tenant integer not null,
  subject uuid not null,
  wrapped bytea not null,
  created_at timestamptz not null,
  primary key (tenant, subject)
);
select kernel.guard('access.subject_key', 'select, insert, update, delete');

-- Secrets of the tenant itself: the key of the search words and the key of the log.
create table access.tenant_secret (
  tenant integer not null,
  name text not null,
  wrapped bytea not null,
  primary key (tenant, name)
);
select kernel.guard('access.tenant_secret', 'select, insert, update');

-- Append only: the running role may neither change nor remove an entry.
create table access.entry (
  tenant integer not null,
  id uuid not null,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null,
  actor_kind text not null,
  actor_id uuid,
  hat text,
  unit uuid,
  action text not null,
  purpose text not null,
  basis text not null,
  reason text,
  target text,
  subjects uuid[] not null,
  outcome text not null,
  mac bytea not null,
  primary key (tenant, id)
);
create index entry_by_order on access.entry (tenant, xid, id);
select kernel.guard('access.entry', 'select, insert');

-- The same subjects again as rows, so that a person's entries are found by a plain index under row-level security.
create table access.entry_subject (
  tenant integer not null,
  subject uuid not null,
  entry uuid not null,
  primary key (tenant, subject, entry)
);
select kernel.guard('access.entry_subject', 'select, insert');

-- The chain. Each seal names the entries it covers, in order, and binds them to the seal before it.
create table access.seal (
  tenant integer not null,
  number integer not null,
  at timestamptz not null,
  up_to xid8 not null,
  entries uuid[] not null,
  hash bytea not null,
  primary key (tenant, number)
);
select kernel.guard('access.seal', 'select, insert');

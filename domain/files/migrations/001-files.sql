-- Files that people send: first as uploads of a draft, then as files of a report or of a message in it. The bytes lie
-- outside the database, encrypted; here is only what they are.

create schema if not exists files;
grant usage on schema files to {{app}};

-- Before the report is sent there is no person yet. The row is found only with the secret in the writer's own cookie,
-- of which `owner` is the digest. The name is wrapped by the master key until it is sealed under the person's.
create table files.upload (
  tenant integer not null,
  id uuid not null,
  owner bytea not null,
  name bytea not null,
  declared_type text not null,
  size bigint not null check (size >= 0),
  keep_original boolean not null,
  state text not null check (state in ('receiving', 'received', 'refused')),
  media_type text,
  problem text,
  begun_at timestamptz not null,
  primary key (tenant, id)
);
create index upload_by_owner on files.upload (tenant, owner);
create index upload_by_age on files.upload (tenant, begun_at);
select kernel.guard('files.upload', 'select, insert, update, delete');

create table files.file (
  tenant integer not null,
  id uuid not null,
  report uuid not null,
  message uuid,
  -- Whose key seals the bytes and the name.
  subject uuid not null,
  name bytea not null,
  kind text not null check (kind in ('photo', 'audio', 'video', 'document')),
  media_type text not null,
  size bigint not null,
  keep_original boolean not null,
  state text not null check (state in ('cleaning', 'ready', 'refused')),
  problem text,
  -- What can be opened: name of the variant to its type and size.
  variants jsonb not null default '{}',
  sent_at timestamptz not null,
  primary key (tenant, id)
);
create index file_by_report on files.file (tenant, report, sent_at);
select kernel.guard('files.file', 'select, insert, update, delete');

-- Letters between a resident and the officers of one report. What stands in them is sealed under the resident's key.

create schema if not exists conversations;
grant usage on schema conversations to {{app}};

create table conversations.message (
  tenant integer not null,
  report uuid not null,
  -- Time-ordered, so that the order of the key is the order in which the letters were written.
  id uuid not null,
  at timestamptz not null,
  sender text not null check (sender in ('resident', 'officer')),
  staff uuid,
  language text not null,
  words bytea not null,
  files uuid[] not null default '{}',
  -- When the other side opened it for the first time.
  read_at timestamptz,
  primary key (tenant, report, id)
);
select kernel.guard('conversations.message', 'select, insert, update, delete');

-- Names, not keys, of the master keys under which secrets of this database may stand. A start without one of them is
-- refused: with a wrong key nobody could read what came before, and nobody would notice until somebody tried.
create table kernel.master_key (
  name text primary key,
  since timestamptz not null default now()
);
grant select on kernel.master_key to {{app}};

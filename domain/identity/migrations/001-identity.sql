-- Receipts of residents; staff, what they sign in with, and their sessions.

create schema if not exists identity;
grant usage on schema identity to {{app}};

-- The way back to a report. Only a hash of the locator is here: the receipt itself is with the person alone.
create table identity.receipt (
  tenant integer not null,
  locator_hash bytea not null,
  report uuid not null,
  subject uuid not null,
  created_at timestamptz not null,
  primary key (tenant, locator_hash)
);
create index receipt_by_report on identity.receipt (tenant, report);
select kernel.guard('identity.receipt', 'select, insert, delete');

-- The displayed name is public, as an officer's is. The address is sealed under the member's own key and found by a
-- keyed token. `wears` is the hat that was worn last.
create table identity.staff (
  tenant integer not null,
  id uuid not null,
  code text not null,
  display_name text not null,
  subject uuid not null,
  email_token bytea not null,
  email bytea not null,
  unit uuid,
  languages text[] not null,
  wears text,
  active boolean not null default true,
  created_at timestamptz not null,
  primary key (tenant, id),
  unique (tenant, code),
  unique (tenant, email_token)
);
select kernel.guard('identity.staff', 'select, insert, update');

create table identity.hat (
  tenant integer not null,
  staff uuid not null,
  hat text not null check (hat in ('cpo', 'supervisor', 'controlRoom', 'administrator', 'dataProtection')),
  primary key (tenant, staff, hat),
  foreign key (tenant, staff) references identity.staff
);
select kernel.guard('identity.hat', 'select, insert, delete');

-- `demo` marks a passphrase that the demo made and may print.
create table identity.password (
  tenant integer not null,
  staff uuid not null,
  hash text not null,
  demo boolean not null default false,
  changed_at timestamptz not null,
  primary key (tenant, staff),
  foreign key (tenant, staff) references identity.staff
);
select kernel.guard('identity.password', 'select, insert, update, delete');

-- `last_step` is the 30-second step of the newest code that was accepted: neither it nor an older one counts again.
create table identity.totp (
  tenant integer not null,
  staff uuid not null,
  secret bytea not null,
  last_step bigint not null,
  created_at timestamptz not null,
  primary key (tenant, staff),
  foreign key (tenant, staff) references identity.staff
);
select kernel.guard('identity.totp', 'select, insert, update, delete');

create table identity.passkey (
  tenant integer not null,
  credential text not null,
  staff uuid not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  name text not null,
  created_at timestamptz not null,
  used_at timestamptz,
  primary key (tenant, credential),
  foreign key (tenant, staff) references identity.staff
);
create index passkey_by_staff on identity.passkey (tenant, staff);
select kernel.guard('identity.passkey', 'select, insert, update, delete');

create table identity.recovery_code (
  tenant integer not null,
  staff uuid not null,
  hash bytea not null,
  primary key (tenant, staff, hash),
  foreign key (tenant, staff) references identity.staff
);
select kernel.guard('identity.recovery_code', 'select, insert, delete');

-- One open invitation a member: a newer one replaces it.
create table identity.invitation (
  tenant integer not null,
  staff uuid not null,
  token_hash bytea not null,
  ends_at timestamptz not null,
  primary key (tenant, staff),
  unique (tenant, token_hash),
  foreign key (tenant, staff) references identity.staff
);
select kernel.guard('identity.invitation', 'select, insert, update, delete');

-- `device` is a browser and a system from a short list, such as firefox-linux: enough to know one's own session again.
create table identity.session (
  tenant integer not null,
  id uuid not null,
  token_hash bytea not null,
  staff uuid not null,
  hat text not null,
  factors text not null check (factors in ('password', 'password-and-code', 'password-and-recovery', 'passkey')),
  device text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  ends_at timestamptz not null,
  primary key (tenant, id),
  unique (tenant, token_hash),
  foreign key (tenant, staff) references identity.staff
);
create index session_by_staff on identity.session (tenant, staff);
create index session_by_end on identity.session (tenant, ends_at);
select kernel.guard('identity.session', 'select, insert, update, delete');

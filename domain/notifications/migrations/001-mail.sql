-- That a mail was sent, or could not be; never to whom, nor what of. The address is sealed with the report's contact.

create schema if not exists notifications;
grant usage on schema notifications to {{app}};

create table notifications.delivery (
  tenant integer not null,
  report uuid not null,
  -- The job that wrote it: the same job again is the same mail.
  job text not null,
  about text not null check (about in ('received', 'answer', 'closed')),
  outcome text not null check (outcome in ('sent', 'refused')),
  -- Why it was refused, as a code.
  code text,
  at timestamptz not null,
  primary key (tenant, report, job)
);
select kernel.guard('notifications.delivery', 'select, insert, update, delete');

-- Who wants no more mails about a report.
create table notifications.stopped (
  tenant integer not null,
  report uuid not null,
  at timestamptz not null,
  primary key (tenant, report)
);
select kernel.guard('notifications.stopped', 'select, insert, update, delete');

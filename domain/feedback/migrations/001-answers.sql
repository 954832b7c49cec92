-- "Did this help?": one answer to one closing of a report. The word is plain, for figures; what was said is sealed.

create schema if not exists feedback;
grant usage on schema feedback to {{app}};

create table feedback.answer (
  tenant integer not null,
  report uuid not null,
  -- How often the report had been reopened when it was closed: each closing is asked about once.
  closing integer not null,
  helped text not null check (helped in ('yes', 'partly', 'no')),
  words bytea,
  unit uuid,
  given_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant, report, closing)
);
create index answer_by_time on feedback.answer (tenant, given_at);
select kernel.guard('feedback.answer', 'select, insert, update, delete');

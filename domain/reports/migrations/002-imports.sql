-- What was taken over from elsewhere, so that the same row twice is one report. The row's own number stands here only as
-- a keyed hash. A row stays when its report is erased: what a person had erased is not brought back by the next import.
create table reports.import_row (
  tenant integer not null,
  source text not null,
  row_hash bytea not null,
  report uuid not null,
  primary key (tenant, source, row_hash)
);
create index import_row_by_report on reports.import_row (tenant, report);
select kernel.guard('reports.import_row', 'select, insert');

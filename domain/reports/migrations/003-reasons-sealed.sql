-- Why a person decided to make a report public may name whoever wrote it. Such a reason stands sealed under the reporter's
-- key in the report's activity; here stands one only where a rule decided, as an import does.
alter table reports.publication alter column reason drop not null;

-- What has ended, as one person held it and for the whole place, newest first: each order has its index, so that a page
-- costs the same however much has ended.
create index report_closed_by_assignee on reports.report (tenant, assignee, closed_at, id) where closed_at is not null;
create index report_closed_of_place on reports.report (tenant, closed_at, id) where closed_at is not null;

create table reports (
  id uuid primary key,
  reporter_id bigint references people on delete set null,
  kind text not null check (kind in ('note', 'comment', 'person')),
  subject_id bigint not null,
  about_id bigint references people on delete cascade,
  reason text not null,
  words text not null default '',
  -- what it said when it was reported
  excerpt text not null default '',
  state text not null default 'open' check (state in ('open', 'dismissed', 'removed')),
  handled_by bigint references people on delete set null,
  -- in whole milliseconds, as the cursors of its list; the same for all that were decided together
  handled_at timestamptz(3),
  created_at timestamptz(3) not null default now()
);
create index reports_open on reports (created_at, id) where state = 'open';
create index reports_handled on reports (handled_at desc, id desc) where state <> 'open';
create index reports_subject on reports (kind, subject_id, created_at, id);
create index reports_about on reports (about_id);
create index reports_handled_by on reports (handled_by);
create unique index reports_once on reports (reporter_id, kind, subject_id) where state = 'open';

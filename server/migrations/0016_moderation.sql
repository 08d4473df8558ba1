create table reports (
  id uuid primary key,
  reporter_id bigint references people on delete set null,
  kind text not null check (kind in ('note', 'comment', 'person')),
  subject_id bigint not null,
  about_id bigint references people on delete cascade,
  reason text not null,
  words text not null default '',
  excerpt text not null default '',
  state text not null default 'open' check (state in ('open', 'dismissed', 'removed')),
  handled_by bigint references people on delete set null,
  handled_at timestamptz,
  created_at timestamptz not null default now()
);
create index reports_state on reports (state, created_at, id);
create unique index reports_once on reports (reporter_id, kind, subject_id) where state = 'open';

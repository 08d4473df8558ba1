-- Who asks for a name in the other script.
create table name_requests (
  person_id bigint primary key references people on delete cascade,
  script text not null check (script in ('Han', 'Latin')),
  words text not null default '',
  asked_at timestamptz(3) not null default now()
);
create index name_requests_asked on name_requests (asked_at desc, person_id desc);

-- Names that people gave each other.
create table name_proposals (
  id bigint primary key,
  -- to whom
  person_id bigint not null references people on delete cascade,
  author_id bigint not null references people on delete cascade,
  name text not null,
  meaning text not null default '',
  -- as the owner of the name wants it read; before that, as dictionaries do
  reading text not null default '',
  created_at timestamptz(3) not null default now(),
  accepted_at timestamptz
);
create unique index name_proposals_once on name_proposals (person_id, author_id, name);
create index name_proposals_author on name_proposals (author_id);

-- Names can be reported, and who proposed one or took it is told.
alter table reports drop constraint reports_kind_check;
alter table reports add constraint reports_kind_check check (kind in ('note', 'comment', 'person', 'correction', 'name')) not valid;
alter table notices drop constraint notices_kind_check;
alter table notices add constraint notices_kind_check check (kind in (
  'correction', 'correction_accepted',
  'like', 'save', 'comment', 'reply', 'mention', 'comment_like', 'follow', 'taken_down', 'restored',
  'name_proposed', 'name_accepted')) not valid;

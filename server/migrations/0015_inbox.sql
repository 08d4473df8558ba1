-- One line of somebody's inbox. Acts of one kind on one thing share a line until it is read.
create table notices (
  id bigint primary key,
  person_id bigint not null references people on delete cascade,
  kind text not null check (kind in ('like', 'save', 'comment', 'reply', 'mention', 'comment_like', 'follow')),
  note_id bigint references notes on delete cascade,
  comment_id bigint references comments on delete cascade,
  at timestamptz not null default now(),
  read_at timestamptz
);
create index notices_person on notices (person_id, at desc, id desc);
create unique index notices_unread on notices (person_id, kind, note_id, comment_id) nulls not distinct
  where read_at is null and kind in ('like', 'save', 'comment_like');
create index notices_unread_count on notices (person_id, kind) where read_at is null;
create index notices_note on notices (note_id);
create index notices_comment on notices (comment_id);

-- Who did it, once per act: the key makes a handler that runs twice have one effect.
create table notice_acts (
  person_id bigint not null references people on delete cascade,
  act text not null,
  actor_id bigint not null references people on delete cascade,
  notice_id bigint not null references notices on delete cascade,
  at timestamptz not null default now(),
  primary key (person_id, act)
);
create index notice_acts_notice on notice_acts (notice_id, at desc);
create index notice_acts_actor on notice_acts (actor_id);

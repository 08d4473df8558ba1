create table comments (
  id bigint primary key,
  note_id bigint not null references notes on delete cascade,
  author_id bigint not null references people on delete cascade,
  -- the first-level comment of the thread; null on the first level
  parent_id bigint references comments on delete cascade,
  -- the comment it answers inside the thread
  reply_to_id bigint references comments on delete set null,
  body text not null,
  facets jsonb not null default '[]',
  language text not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  edited_at timestamptz,
  removed_at timestamptz,
  removed_by text check (removed_by in ('author', 'moderator')),
  hidden_at timestamptz,
  pinned_at timestamptz
);
create index comments_threads on comments (note_id, id desc) where parent_id is null;
create index comments_replies on comments (parent_id, id) where parent_id is not null;
create index comments_author on comments (author_id, id desc);
create index comments_reply_to on comments (reply_to_id) where reply_to_id is not null;

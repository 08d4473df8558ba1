create table notes (
  id bigint primary key,
  author_id bigint not null references people on delete cascade,
  published_at timestamptz not null,
  title text not null,
  body text not null,
  title_facets jsonb not null default '[]',
  body_facets jsonb not null default '[]',
  language text not null,
  channel text references channels,
  visibility text not null check (visibility in ('public', 'followers', 'mutuals', 'me')),
  form text not null check (form in ('photo', 'text')),
  background text,
  cover_id uuid references media,
  pictures smallint not null default 0,
  place jsonb,
  declarations text[] not null default '{}',
  -- of the words
  version integer not null default 1,
  edited_at timestamptz,
  deleted_at timestamptz
);
create index notes_author on notes (author_id, published_at desc, id desc);
create index notes_public on notes (published_at desc, id desc) where visibility = 'public' and deleted_at is null;
create index notes_channel on notes (channel, published_at desc, id desc) where visibility = 'public' and deleted_at is null;
create index notes_deleted on notes (deleted_at) where deleted_at is not null;

create table note_media (
  note_id bigint not null references notes on delete cascade,
  position smallint not null,
  media_id uuid not null unique references media,
  primary key (note_id, position)
);

create table note_topics (
  topic_id uuid not null references topics,
  note_id bigint not null references notes on delete cascade,
  published_at timestamptz not null,
  -- whether the topic's number of notes has it
  counted boolean not null default false,
  primary key (note_id, topic_id)
);
create index note_topics_time on note_topics (topic_id, published_at desc, note_id desc);

create table drafts (
  id uuid primary key,
  author_id bigint not null references people on delete cascade,
  content jsonb not null,
  saved_at timestamptz not null default now()
);
create index drafts_author on drafts (author_id, saved_at desc, id desc);

create table media (
  id uuid primary key,
  owner_id bigint not null references people on delete cascade,
  state text not null default 'ready' check (state in ('ready', 'removed')),
  -- What it belongs to, set when attached: kind 'note' | 'person'; null while it waits.
  subject_kind text,
  subject_id bigint,
  -- false: only those who may see the subject may fetch the bytes
  open boolean not null default false,
  name text,
  mime text not null,
  animated boolean not null default false,
  width integer not null,
  height integer not null,
  thumbhash text,
  alt text,
  crop jsonb,
  master text,
  -- [{ "role", "name", "width", "height", "bytes" }], widest last
  renditions jsonb not null,
  -- what a card shows, ready to send: { "url", "width", "height", "thumbhash", "sizes": [{ "url", "width", "height" }] }
  cover jsonb,
  bytes bigint not null,
  created_at timestamptz not null default now(),
  removed_at timestamptz
);
create index media_owner on media (owner_id, created_at);
create index media_waiting on media (created_at) where subject_kind is null;
create index media_subject on media (subject_kind, subject_id);

-- Stored file → picture, so that a fetch of bytes finds what it belongs to.
create table media_files (
  name text primary key,
  media_id uuid not null references media on delete cascade
);
create index media_files_media on media_files (media_id);
alter table people add constraint people_avatar foreign key (avatar_id) references media on delete set null;

create table media (
  id uuid primary key,
  owner_id bigint not null references people on delete cascade,
  -- removed: nobody gets its bytes any more, and a job is taking them away
  state text not null default 'ready' check (state in ('ready', 'removed')),
  -- What it belongs to, set when attached: 'note' | 'person'; null while it waits.
  subject_kind text,
  subject_id bigint,
  -- false: only those who may see the subject may fetch the bytes
  open boolean not null default false,
  -- goes up with every new crop: a file's bytes never change under one name
  version integer not null default 1,
  name text,
  mime text not null,
  animated boolean not null default false,
  width integer not null,
  height integer not null,
  thumbhash text,
  alt text,
  crop jsonb,
  -- the sanitised copy that crops are made from; never served
  master text,
  -- As readers get them, made once: a card's cover and a note's picture.
  cover json not null,
  picture json not null,
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
  media_id uuid not null references media on delete cascade,
  mime text not null
);
create index media_files_media on media_files (media_id);
alter table people add constraint people_avatar foreign key (avatar_id) references media on delete set null;

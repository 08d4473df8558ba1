create table saves (
  person_id bigint not null references people on delete cascade,
  note_id bigint not null references notes on delete cascade,
  id bigint not null,
  created_at timestamptz not null default now(),
  primary key (person_id, note_id)
);
create index saves_person on saves (person_id, id desc);
create index saves_note on saves (note_id);

create table boards (
  id uuid primary key,
  owner_id bigint not null references people on delete cascade,
  name text not null,
  language text not null default 'und',
  visibility text not null check (visibility in ('public', 'me')),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index boards_owner on boards (owner_id, updated_at desc);

create table board_notes (
  board_id uuid not null references boards on delete cascade,
  note_id bigint not null references notes on delete cascade,
  -- fractional: a note is put between two others without moving them
  position double precision not null,
  added_at timestamptz not null default now(),
  primary key (board_id, note_id)
);
create index board_notes_order on board_notes (board_id, position desc, note_id);
create index board_notes_note on board_notes (note_id);

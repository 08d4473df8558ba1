-- What one saved is a reaction (0009), so that every card can carry the reader's own mark.
create table boards (
  id uuid primary key,
  owner_id bigint not null references people on delete cascade,
  name text not null,
  -- of the name
  language text not null default 'und',
  about text not null default '',
  visibility text not null check (visibility in ('public', 'me')),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  -- in whole milliseconds, as the cursors of its list
  updated_at timestamptz(3) not null default now()
);
create index boards_owner on boards (owner_id, updated_at desc, id desc);

create table board_notes (
  board_id uuid not null references boards on delete cascade,
  note_id bigint not null references notes on delete cascade,
  -- the highest first; fractional, so that a note is put between two others without moving them
  position double precision not null,
  added_at timestamptz not null default now(),
  primary key (board_id, note_id)
);
create index board_notes_order on board_notes (board_id, position desc, note_id desc);
create index board_notes_note on board_notes (note_id);

-- The ranked list of one visit, paged from there; kept 24 h. A lost row restarts the list without what its cursor says was seen.
create unlogged table feed_lists (
  token uuid primary key,
  viewer_id bigint,
  channel text,
  ids bigint[] not null,
  -- shown by earlier lists of the same visit
  seen bigint[] not null default '{}',
  -- nothing is left to rank after these
  last boolean not null,
  created_at timestamptz not null default now()
);
create index feed_lists_created on feed_lists (created_at);

create table note_hides (
  person_id bigint not null references people on delete cascade,
  note_id bigint not null references notes on delete cascade,
  created_at timestamptz not null default now(),
  primary key (person_id, note_id)
);

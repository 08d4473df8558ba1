-- What the feed knows of notes: one row for each version of what a note says, in the order in which it is learnt.
create sequence feed_order;

create table feed_notes (
  note_id bigint not null,
  -- 0 for the first; a note that was withdrawn has a last version without terms
  revision integer not null,
  author_id bigint not null,
  published_at timestamptz not null,
  language text not null,
  channel text,
  topics uuid[] not null default '{}',
  -- hashes of what it says, and their weights
  terms integer[] not null default '{}',
  weights real[] not null default '{}',
  -- what others had made of it when it came in, for notes that are older than that
  likes integer not null default 0,
  saves integer not null default 0,
  comments integer not null default 0,
  -- which of the note's words it was made from
  version integer not null default 0,
  at timestamptz not null default now(),
  era smallint not null,
  tx xid8 not null default pg_current_xact_id(),
  seq bigint not null default nextval('feed_order'),
  primary key (note_id, revision)
);
create index feed_notes_order on feed_notes (era, tx, seq);

-- What readers did with what they were shown. Partitioned by the day their list was made, so that an act counts once by its key.
create table signals (
  day date not null,
  list uuid not null,
  position smallint not null,
  kind smallint not null,
  -- a person; below zero, a visitor's network under a key of that day
  reader bigint not null,
  note_id bigint not null,
  -- milliseconds of a dwell, pictures of a swipe
  value integer not null default 0,
  -- what the ranking knew of it when it placed it there (feed/shape.ts)
  shape bytea not null,
  model integer not null,
  -- what the act came from: a network and a device, under a key of ours
  network integer,
  device integer,
  at timestamptz not null default now(),
  era smallint not null,
  tx xid8 not null default pg_current_xact_id(),
  seq bigint not null default nextval('feed_order'),
  primary key (day, list, position, kind, reader)
) partition by range (day);
create index signals_order on signals (era, tx, seq);
create index signals_note on signals (note_id, day);

-- Transactions are numbered by the database's cluster: in a copy restored elsewhere a new era begins, so that order goes on.
create table feed_era (
  one boolean primary key default true check (one),
  era smallint not null default 0
);
insert into feed_era default values;

create function feed_era() returns smallint language sql stable as 'select era from feed_era';
alter table feed_notes alter column era set default feed_era();
alter table signals alter column era set default feed_era();

-- The days around now; the rest are made by the clock (feed.days). A day is made apart and then attached: a partition made in
-- place would shut out whoever appends, and wait for whoever reads the log.
create function signals_day(wanted date) returns void language plpgsql as $$
declare
  name text := 'signals_' || to_char(wanted, 'YYYYMMDD');
begin
  if to_regclass(name) is not null then return; end if;
  -- waits for whoever makes days in the same moment, and for nobody who appends or reads
  lock table signals in share update exclusive mode;
  if to_regclass(name) is not null then return; end if;
  execute format('create table %I (like signals including all)', name);
  execute format('alter table signals attach partition %I for values from (%L) to (%L)', name, wanted, wanted + 1);
end $$;
select signals_day(day::date) from generate_series(current_date - 1, current_date + 7, interval '1 day') day;

-- What was dropped, by day and reason.
create table signal_drops (
  day date not null,
  reason text not null,
  count bigint not null default 0,
  primary key (day, reason)
);

-- What a list knew of each of its notes, for signals and for the reason a reader may ask for.
alter table feed_lists add column shapes bytea not null default '';
-- notes the reader acted on last, to which a reason may point
alter table feed_lists add column trail bigint[] not null default '{}';
alter table feed_lists add column model integer not null default 0;
-- the reader did something since: what they have not come to is ranked again
alter table feed_lists add column stale boolean not null default false;
-- they asked for something else of their feed: it is chosen anew
alter table feed_lists add column asked boolean not null default false;
-- up to here it was shown for certain: what stands before is never ranked again
alter table feed_lists add column served smallint not null default 0;
alter table feed_lists set (fillfactor = 70, toast_tuple_target = 8160);

-- What a person asked of their feed in so many words.
create table feed_wishes (
  person_id bigint not null references people on delete cascade,
  kind text not null check (kind in ('topic', 'author', 'channel')),
  key text not null,
  -- −5 … 5: how often more or less was said
  value smallint not null check (value between -5 and 5 and value <> 0),
  changed_at timestamptz not null default now(),
  primary key (person_id, kind, key)
);

create table feed_settings (
  person_id bigint primary key references people on delete cascade,
  -- time order instead of ranking
  off boolean not null default false,
  -- per cent of notes in languages they do not read; null: the house's own
  dial smallint check (dial between 0 and 100),
  -- "my algorithm": sliders, by name
  sliders jsonb not null default '{}',
  -- words whose notes stay away
  words text[] not null default '{}',
  -- what was learnt before is forgotten
  reset_at timestamptz,
  -- what they call their own algorithm when they give it to others
  name text,
  changed_at timestamptz not null default now()
);
-- Asked at every reading of the log: whose learnt interests are to be forgotten.
create index feed_settings_reset on feed_settings (reset_at) where reset_at is not null;

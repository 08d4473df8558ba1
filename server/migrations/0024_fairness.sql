-- The ledger: who is shown, for anyone to check. One row: when it began, and up to where it took in the feed's notes.
create table fairness_ledger (
  one boolean primary key default true check (one),
  begun_at timestamptz not null default now(),
  era smallint not null default 0,
  tx xid8 not null default '0',
  seq bigint not null default 0
);
insert into fairness_ledger default values;

-- Every public note once, with its bands as they were when it was published.
create table fairness_notes (
  note_id bigint primary key,
  author_id bigint not null,
  published_at timestamptz not null,
  -- on whose page it stands: of its publication, unless that was closed when it came
  day date not null,
  followers text not null,
  age text not null,
  language text not null,
  region text not null,
  channel text not null,
  -- whether impressions are promised to it
  admission text not null check (admission in ('eligible', 'author_limit', 'device_limit', 'late')),
  -- how its first 24 hours ended; null: they have not
  outcome text check (outcome in ('kept', 'too_few_readers', 'not_shown', 'withdrawn', 'earlier')),
  -- readers in these hours, once they ended
  given integer
);
create index fairness_notes_day on fairness_notes (day);
create index fairness_notes_author on fairness_notes (author_id, published_at);
create index fairness_notes_published on fairness_notes (published_at);
create index fairness_notes_open on fairness_notes (published_at) where outcome is null and admission = 'eligible';

-- A day's page as it is published. Open ones are made anew; what is final stays as it is, byte by byte.
create table fairness_days (
  day date primary key,
  final boolean not null,
  made_at timestamptz not null,
  file text not null,
  -- what figures need of it
  digest jsonb not null
);

-- A day's pseudonyms are made with its key, which is thrown away when the day closes.
create table fairness_keys (
  day date primary key,
  key bytea not null
);

-- By which weights notes were ordered, from when on.
create table fairness_weights (
  at timestamptz primary key default now(),
  weights jsonb not null
);

-- What authors see of days whose raw signals may be gone: readers by note and source.
create table note_reach (
  note_id bigint not null,
  day date not null,
  source text not null,
  impressions integer not null,
  primary key (note_id, day, source)
);

-- Words that one side knows and the other may not: those that come with the product are in no table until somebody changes them.
create table culture_words (
  id text primary key,
  language text not null,
  -- null: as shipped
  words jsonb,
  hidden boolean not null default false,
  -- of accepted changes
  version integer not null default 0,
  -- the Chinese of it in both scripts
  converted jsonb not null default '{}',
  -- of anything here: more after each writing
  revision bigint not null default 1
);

-- What people proposed and did, newest last; an accepted one is what the word says until the next.
create table culture_changes (
  id uuid primary key,
  word text not null,
  action text not null,
  state text not null default 'waiting',
  -- the version of the word that it changes
  version integer not null,
  before jsonb,
  after jsonb,
  why text not null default '',
  -- null: somebody who has left
  author_id bigint references people (id) on delete set null,
  decided_by_id bigint references people (id) on delete set null,
  reason text not null default '',
  decided_at timestamptz,
  created_at timestamptz not null default now()
);
create index culture_changes_word on culture_changes (word, id);
create index culture_changes_waiting on culture_changes (id) where state = 'waiting';
create index culture_changes_author on culture_changes (author_id, state);
create index culture_changes_decided on culture_changes (decided_by_id) where decided_by_id is not null;

create table culture_votes (
  change_id uuid not null references culture_changes (id) on delete cascade,
  person_id bigint not null references people (id) on delete cascade,
  for_it boolean not null,
  primary key (change_id, person_id)
);
create index culture_votes_person on culture_votes (person_id);

-- What money is worth; the newest row is in force, and the table that comes with the product where there is none.
create table rates (
  id uuid primary key,
  day date not null,
  base text not null,
  source text not null,
  rates jsonb not null,
  created_at timestamptz not null default now()
);

-- How somebody wants texts helped along.
alter table people add column aids jsonb not null default '{}';

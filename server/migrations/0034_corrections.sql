-- A better sentence that somebody gave for a version in another language.
create table corrections (
  id bigint primary key,
  kind text not null,
  text_id text not null,
  field text not null,
  -- of the original, and of the version
  from_language text not null,
  language text not null,
  -- names the original's sentence by a hash of it
  sentence text not null,
  source text not null,
  -- what stood there when it was given, and what made it
  instead text not null,
  instead_state text not null,
  instead_engine text not null,
  text text not null,
  state text not null default 'open' check (state in
    ('open', 'held', 'accepted', 'replaced', 'refused', 'reverted', 'withdrawn', 'gone')),
  giver_id bigint references people on delete set null,
  -- whose text it is
  about_id bigint references people on delete cascade,
  opened_at timestamptz not null,
  accepted_at timestamptz,
  ended_at timestamptz,
  -- the author or those who keep the rules decided, and who
  by_word boolean not null default false,
  decided_by bigint references people on delete set null,
  malicious boolean not null default false
);
create index corrections_text on corrections (kind, text_id, id desc);
create index corrections_giver on corrections (giver_id, id desc);
create index corrections_waiting on corrections (opened_at) where state in ('open', 'held');
create index corrections_about on corrections (about_id);
create index corrections_decided on corrections (decided_by) where decided_by is not null;

create table correction_votes (
  correction_id bigint not null references corrections on delete cascade,
  person_id bigint not null references people on delete cascade,
  vote text not null check (vote in ('for', 'against')),
  at timestamptz not null,
  primary key (correction_id, person_id)
);
create index correction_votes_person on correction_votes (person_id);

-- What somebody's fixes and votes came to, reckoned anew every quarter of an hour.
create table correctors (
  person_id bigint primary key references people on delete cascade,
  stayed integer not null default 0,
  standing integer not null default 0
);
create index correctors_standing on correctors (standing);

-- What a word is in another language here, or in one channel; without a translation it stays as it is.
create table terms (
  id bigint primary key,
  -- null: everywhere
  channel text references channels (slug) on delete cascade,
  from_language text not null,
  language text not null,
  term text not null,
  translation text,
  note text not null default '',
  example text not null default '',
  state text not null default 'open' check (state in
    ('open', 'held', 'accepted', 'replaced', 'refused', 'reverted', 'withdrawn')),
  giver_id bigint references people on delete set null,
  opened_at timestamptz not null,
  accepted_at timestamptz,
  ended_at timestamptz,
  by_word boolean not null default false,
  decided_by bigint references people on delete set null
);
create index terms_word on terms (from_language, language, lower(term));
create index terms_giver on terms (giver_id);
create index terms_decided on terms (decided_by) where decided_by is not null;
create unique index terms_once on terms (channel, from_language, language, lower(term)) nulls not distinct
  where state = 'accepted';

create table term_votes (
  term_id bigint not null references terms on delete cascade,
  person_id bigint not null references people on delete cascade,
  vote text not null check (vote in ('for', 'against')),
  at timestamptz not null,
  primary key (term_id, person_id)
);
create index term_votes_person on term_votes (person_id);

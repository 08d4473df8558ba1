-- What somebody learns: words, with the sentence they came from. A notebook of one's own, seen by nobody else.
create table learning_words (
  id uuid primary key,
  person_id bigint not null references people on delete cascade,
  -- of the word
  language text not null,
  word text not null,
  reading text not null,
  meaning text not null,
  sentence text not null,
  sentence_language text not null,
  -- where it came from, and who wrote it: whoever is erased takes their words along
  note_id bigint references notes on delete set null,
  author_id bigint references people on delete set null,
  known boolean not null default false,
  created_at timestamptz(3) not null default now(),
  removed_at timestamptz,
  -- spaced repetition (FSRS): when it is due, how firmly it is remembered, how hard it is
  due timestamptz not null default now(),
  stability double precision not null default 0,
  difficulty double precision not null default 0,
  reviews integer not null default 0,
  lapses integer not null default 0,
  stage smallint not null default 0,
  reviewed_at timestamptz
);
create unique index learning_words_once on learning_words (person_id, language, word);
create index learning_words_list on learning_words (person_id, created_at desc, id desc) where removed_at is null;
create index learning_words_due on learning_words (person_id, due) where removed_at is null and not known;
create index learning_words_author on learning_words (author_id) where author_id is not null;
create index learning_words_note on learning_words (note_id) where note_id is not null;

-- Every answer, so that none is lost, and a day's can be counted.
create table learning_reviews (
  person_id bigint not null references people on delete cascade,
  word_id uuid not null references learning_words on delete cascade,
  -- how often the word had been reviewed before
  number integer not null,
  -- where the person is
  day date not null,
  rating smallint not null check (rating between 1 and 4),
  at timestamptz not null default now(),
  primary key (word_id, number)
);
create index learning_reviews_day on learning_reviews (person_id, day);

-- Where the person is, for what has no script to say so.
create table learners (
  person_id bigint primary key references people on delete cascade,
  time_zone text not null
);

-- Pinyin above Chinese: never, always, or above words that are not known.
alter table people add column pinyin text not null default 'off';
alter table people add constraint people_pinyin_check check (pinyin in ('off', 'on', 'unknown')) not valid;

-- Whoever asks for help with homework may want hints, not answers; notes say it among what their authors declare.
alter table comments add column hints boolean not null default false;

create table topics (
  id uuid primary key,
  merged_into uuid references topics,
  -- public notes; kept by a job of the notes
  notes integer not null default 0,
  -- logarithm of a sum that weighs every note by its time: orders by what is written about now, without a clock
  heat double precision not null default 0,
  created_at timestamptz not null default now()
);
create index topics_merged on topics (merged_into) where merged_into is not null;
create index topics_used on topics (notes desc, id) where merged_into is null;
create index topics_warm on topics (heat desc, id) where merged_into is null;

-- One topic, many names; the folded form is what a name is looked up by. One fold may be written in several ways (貓, 猫),
-- at most one a language; the row that claims the fold says whose it is.
create table topic_names (
  fold text not null,
  language text not null default 'und',
  name text not null,
  topic_id uuid not null references topics on delete cascade,
  claims boolean not null default true,
  is_primary boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (fold, language)
);
create unique index topic_names_claim on topic_names (fold) where claims;
create index topic_names_topic on topic_names (topic_id);
create index topic_names_prefix on topic_names (fold text_pattern_ops);

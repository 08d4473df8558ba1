create table topics (
  id uuid primary key,
  merged_into uuid references topics,
  notes integer not null default 0,
  created_at timestamptz not null default now()
);

-- One topic, many names; the folded form is what a name is looked up by.
create table topic_names (
  fold text primary key,
  topic_id uuid not null references topics on delete cascade,
  name text not null,
  language text not null default 'und',
  is_primary boolean not null default false,
  created_at timestamptz not null default now()
);
create index topic_names_topic on topic_names (topic_id);
create index topic_names_prefix on topic_names (fold text_pattern_ops);
create index topics_used on topics (notes desc, id) where merged_into is null;

-- What those who keep the rules decided about a thing; visibleTo reads it.
create table verdicts (
  id uuid primary key,
  kind text not null,
  subject_id text not null,
  -- null: everywhere
  region text,
  effect text not null check (effect in ('remove', 'hide_from_minors', 'limit')),
  rule text not null default '',
  version integer not null default 1,
  by_id bigint,
  until timestamptz,
  created_at timestamptz not null default now()
);
create unique index verdicts_subject on verdicts (kind, subject_id, effect, coalesce(region, ''));

-- Other-language versions of any text, addressed as (kind, id, field). States are ordered in the contract.
create table translations (
  kind text not null,
  id text not null,
  field text not null,
  language text not null,
  -- the version of the original that this says; an older one is stale
  source_version integer not null,
  engine text not null,
  glossary_version integer not null default 0,
  state text not null check (state in ('author', 'human', 'phrasebook', 'converted', 'machine', 'phrasebook_slots', 'gloss')),
  text text not null,
  facets jsonb not null default '[]',
  by_id bigint references people on delete set null,
  locked boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (kind, id, field, language, engine, source_version, glossary_version)
);
create index translations_by on translations (by_id) where by_id is not null;

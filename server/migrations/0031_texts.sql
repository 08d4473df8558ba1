-- Every text that can be read in other languages, registered by its owner as it is now.
create table texts (
  kind text not null,
  id text not null,
  field text not null,
  -- of the words; translations of another version are stale
  version integer not null,
  language text not null,
  -- anybody may read it, so any engine may
  open boolean not null,
  characters integer not null,
  -- what it stands on and goes with, as kind:id
  under text,
  -- more is read more
  heat integer not null default 0,
  -- the engines that were asked, and the glossary; another one, or none, and the text is gone through again
  made_by text not null default '',
  written_at timestamptz not null,
  -- counts changes of its versions: who keeps ready what was read of them knows by this row that there are others
  revision integer not null default 0,
  primary key (kind, id, field)
);
create index texts_written on texts (written_at);
-- Texts are gone through as they are read: most first, then the newest.
create index texts_read on texts (heat desc, written_at desc);
create index texts_made on texts (made_by);
create index texts_under on texts (under) where under is not null;

-- For each sentence: a hash of it, how long it and its translation are in code points, and what made it.
alter table translations add column parts jsonb;

-- What each engine was sent in a day.
create table translation_spending (
  day date not null,
  engine text not null,
  characters bigint not null default 0,
  requests integer not null default 0,
  failed integer not null default 0,
  -- sentences whose answers were not taken
  refused integer not null default 0,
  primary key (day, engine)
);

-- Languages whose texts a person never wants to see translated.
alter table people add column untranslated text[] not null default '{}';

create function versions_changed() returns trigger language plpgsql as $$
begin
  update texts t set revision = t.revision + 1
    from (select distinct kind, id, field from changed) c
    where t.kind = c.kind and t.id = c.id and t.field = c.field;
  return null;
end $$;
create trigger versions_added after insert on translations referencing new table as changed
  for each statement execute function versions_changed();
create trigger versions_edited after update on translations referencing new table as changed
  for each statement execute function versions_changed();
create trigger versions_removed after delete on translations referencing old table as changed
  for each statement execute function versions_changed();

-- Jobs that wait for their turn in a lane; they go to the queue a few at a time.
create table waiting_jobs (
  key text primary key,
  lane text not null,
  task text not null,
  payload jsonb not null,
  priority integer not null,
  max_attempts integer not null,
  run_at timestamptz not null
);
create index waiting_jobs_next on waiting_jobs (lane, priority, run_at);

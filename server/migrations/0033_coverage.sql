-- How much of what people wrote can be read in each language of the pages, by the hour it was written in. Counted
-- again for hours in which something changed, so that nobody ever counts all texts.
create table translation_hours (
  hour timestamptz not null,
  -- everybody may read them
  open boolean not null,
  -- the language of the texts, and the one they are wanted in
  source text not null,
  target text not null,
  -- of the best version: a state of `translations`, or `original` (no other is needed), or `missing`
  state text not null,
  -- what made it; '' for `original` and `missing`
  engine text not null,
  texts integer not null,
  characters bigint not null,
  -- how long after they were written, by the classes of coverage/figures.ts
  lags integer[] not null,
  primary key (hour, open, source, target, state, engine)
);

-- Hours to be counted again. Appended only, so that writers never wait for each other.
create table translation_touched (
  n bigint generated always as identity primary key,
  hour timestamptz not null
);
create index translation_touched_hour on translation_touched (hour);

-- Triggers, because whoever writes a text or a version in whichever way changes the figures, and one row each for a whole
-- statement is all it costs.
create function texts_touched() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into translation_touched (hour) select distinct date_trunc('hour', written_at, 'UTC') from after_rows;
  elsif tg_op = 'DELETE' then
    insert into translation_touched (hour) select distinct date_trunc('hour', written_at, 'UTC') from before_rows;
  else
    insert into translation_touched (hour)
    select distinct date_trunc('hour', moment, 'UTC')
    from before_rows b join after_rows a using (kind, id, field) cross join unnest(array[b.written_at, a.written_at]) moment
    where (b.version, b.language, b.open, b.characters, b.written_at)
      is distinct from (a.version, a.language, a.open, a.characters, a.written_at);
  end if;
  return null;
end $$;
create trigger texts_added after insert on texts referencing new table as after_rows
  for each statement execute function texts_touched();
create trigger texts_changed after update on texts referencing old table as before_rows new table as after_rows
  for each statement execute function texts_touched();
create trigger texts_removed after delete on texts referencing old table as before_rows
  for each statement execute function texts_touched();

create function translations_touched() returns trigger language plpgsql as $$
begin
  insert into translation_touched (hour)
  select distinct date_trunc('hour', t.written_at, 'UTC') from changed_rows c join texts t using (kind, id, field);
  return null;
end $$;
create trigger translations_added after insert on translations referencing new table as changed_rows
  for each statement execute function translations_touched();
create trigger translations_changed after update on translations referencing new table as changed_rows
  for each statement execute function translations_touched();
create trigger translations_removed after delete on translations referencing old table as changed_rows
  for each statement execute function translations_touched();

insert into translation_touched (hour) select distinct date_trunc('hour', written_at, 'UTC') from texts;

-- Texts that an engine would have been sent, had there been characters left for the day.
alter table translation_spending add column turned_away integer not null default 0;

-- Models for the translator on this machine that were asked for and are not there yet.
create table translation_models (
  -- zh-en
  pair text primary key,
  state text not null check (state in ('waiting', 'fetching', 'failed', 'stopped')),
  -- the file that travels, and bytes of it as they travel; total is null where nobody said
  file text,
  done bigint not null default 0,
  total bigint,
  -- why it failed, in the words of who found out
  problem text,
  asked_at timestamptz not null default now(),
  changed_at timestamptz not null default now()
);

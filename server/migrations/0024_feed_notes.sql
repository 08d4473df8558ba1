-- When a version of a note came into the log, and which of the note's words it was made from.
alter table feed_notes add column at timestamptz not null default now();
alter table feed_notes add column version integer not null default 0;
-- Asked at every reading of the log: whose learnt interests are to be forgotten.
create index feed_settings_reset on feed_settings (reset_at) where reset_at is not null;

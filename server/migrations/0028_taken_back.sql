-- What a reader asked to be forgotten can be brought back for a while: what was forgotten before that, and when it was.
alter table feed_settings add column reset_before timestamptz;
alter table feed_settings add column reset_undone_at timestamptz;

-- What a new note was written from, as a number under a key of ours: for the limit of notes that are promised readers, and
-- nothing else. Here until the feed has it, there as long as networks and devices of signals.
create table note_devices (
  note_id bigint primary key references notes on delete cascade,
  device integer not null,
  at timestamptz not null default now()
);
create index note_devices_at on note_devices (at);
alter table feed_notes add column device integer;
-- where a note is, as its author said: its name, and the point if there is one
alter table feed_notes add column place text;
alter table feed_notes add column latitude real;
alter table feed_notes add column longitude real;
alter table fairness_notes add column device integer;

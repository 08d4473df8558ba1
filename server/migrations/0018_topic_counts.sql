-- Changes of how many notes a topic has, appended with the note and rolled up into `topics`: a topic that everybody writes
-- about is no row that everybody waits for. No foreign key, for the same reason; what names no topic is dropped.
create table topic_deltas (
  n bigint generated always as identity primary key,
  topic_id uuid not null,
  notes integer not null,
  -- logarithm of what a note adds to `topics.heat`
  heat double precision not null
);

-- What the demo world is made of, by the keys of its data: it goes on where it stopped, and can be taken away.
create table demo_things (
  kind text not null,
  key text not null,
  id text not null,
  primary key (kind, key)
);

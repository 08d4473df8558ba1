create table follows (
  person_id bigint not null references people on delete cascade,
  followed_id bigint not null references people on delete cascade,
  id bigint not null,
  created_at timestamptz not null default now(),
  primary key (person_id, followed_id)
);
create index follows_followed on follows (followed_id, id desc);
create index follows_person on follows (person_id, id desc);

create table blocks (
  person_id bigint not null references people on delete cascade,
  blocked_id bigint not null references people on delete cascade,
  id bigint not null,
  created_at timestamptz not null default now(),
  primary key (person_id, blocked_id)
);
create index blocks_blocked on blocks (blocked_id, person_id);

create table mutes (
  person_id bigint not null references people on delete cascade,
  muted_id bigint not null references people on delete cascade,
  id bigint not null,
  created_at timestamptz not null default now(),
  primary key (person_id, muted_id)
);

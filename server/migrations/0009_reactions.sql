create table reactions (
  person_id bigint not null references people on delete cascade,
  kind text not null,
  subject_id bigint not null,
  id bigint not null,
  created_at timestamptz not null default now(),
  primary key (person_id, kind, subject_id)
);
create index reactions_person on reactions (person_id, kind, id desc);
create index reactions_subject on reactions (kind, subject_id, id desc);

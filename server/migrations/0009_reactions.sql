-- Likes and saves of anything. The key finds a reader's marks on a page of things in one index scan.
create table reactions (
  person_id bigint not null references people on delete cascade,
  -- 'note' | 'comment'
  kind text not null,
  subject_id bigint not null,
  -- 'like' | 'save'
  name text not null,
  id bigint not null,
  created_at timestamptz not null default now(),
  primary key (person_id, kind, subject_id, name)
);
create index reactions_person on reactions (person_id, name, kind, id desc);
create index reactions_subject on reactions (kind, subject_id, name, id desc);

-- What a picture says: its language, and lines with their places in fractions of it; null: not read yet.
alter table media add column words jsonb;
-- A card that we drew says what its note says.
alter table media add column drawn boolean not null default false;

-- What a topic may be called in languages in which nobody named it; whoever names it there is heard first.
create table topic_proposals (
  topic_id uuid not null references topics on delete cascade,
  language text not null,
  name text not null,
  primary key (topic_id, language)
);

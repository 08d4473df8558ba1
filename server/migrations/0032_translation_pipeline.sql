-- outside a transaction
-- Texts are gone through as they are read: most first, then the newest.
drop index concurrently if exists texts_read;
create index concurrently texts_read on texts (heat desc, written_at desc);

-- What a picture says: its language, and lines with their places in fractions of it; null: not read yet.
alter table media add column if not exists words jsonb;
-- A card that we drew says what its note says.
alter table media add column if not exists drawn boolean not null default false;

-- What a topic may be called in languages in which nobody named it; whoever names it there is heard first.
create table if not exists topic_proposals (
  topic_id uuid not null references topics on delete cascade,
  language text not null,
  name text not null,
  primary key (topic_id, language)
);

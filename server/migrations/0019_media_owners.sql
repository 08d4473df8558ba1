-- outside a transaction
-- A picture that is erased is looked for as a cover and as an avatar; without these every row was read for each picture.
drop index concurrently if exists notes_cover;
create index concurrently notes_cover on notes (cover_id) where cover_id is not null;
drop index concurrently if exists people_avatar_id;
create index concurrently people_avatar_id on people (avatar_id) where avatar_id is not null;

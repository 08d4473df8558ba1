-- What a person calls their own algorithm when they give it to others.
alter table feed_settings add column name text;

-- The reader asked for something else of their feed: what they have not come to is chosen anew.
alter table feed_lists add column asked boolean not null default false;

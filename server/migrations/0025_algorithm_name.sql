-- What a person calls their own algorithm when they give it to others.
alter table feed_settings add column name text;

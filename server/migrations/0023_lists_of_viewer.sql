-- outside a transaction
-- What a reader is shown now, to be ranked again when they ask for something else.
drop index concurrently if exists feed_lists_viewer;
create index concurrently feed_lists_viewer on feed_lists (viewer_id, created_at) where viewer_id is not null;

-- outside a transaction
-- The sweeper asks by name whose a file is, and for all of them once the operator keeps none any more.
drop index concurrently if exists media_original;
create index concurrently media_original on media (original) where original is not null;

-- outside a transaction
-- Texts are gone through as they are read: most first, then the newest.
drop index concurrently if exists texts_read;
create index concurrently texts_read on texts (heat desc, written_at desc);

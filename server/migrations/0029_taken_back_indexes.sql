-- outside a transaction
-- Asked at every reading of the log: whose learnt interests are to be brought back.
drop index concurrently if exists feed_settings_undone;
create index concurrently feed_settings_undone on feed_settings (reset_undone_at) where reset_undone_at is not null;
-- Devices that are not to be known any more.
drop index concurrently if exists feed_notes_device;
create index concurrently feed_notes_device on feed_notes (at) where device is not null;
-- How many notes of one device were promised readers of late.
drop index concurrently if exists fairness_notes_device;
create index concurrently fairness_notes_device on fairness_notes (device, published_at) where device is not null;

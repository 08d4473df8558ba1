-- The file as it came, where the operator keeps it (KEEP_ORIGINALS); never served.
alter table media add column original text, add column original_bytes bigint;

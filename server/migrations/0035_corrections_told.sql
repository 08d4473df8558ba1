-- outside a transaction
-- Notices of corrections, and reports about them.
alter table notices drop constraint if exists notices_kind_check;
alter table notices add constraint notices_kind_check check (kind in (
  'like', 'save', 'comment', 'reply', 'mention', 'comment_like', 'follow', 'taken_down', 'restored',
  'correction', 'correction_accepted')) not valid;
alter table reports drop constraint if exists reports_kind_check;
alter table reports add constraint reports_kind_check check (kind in ('note', 'comment', 'person', 'correction')) not valid;

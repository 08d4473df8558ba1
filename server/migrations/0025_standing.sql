-- What those who keep the rules decided about one's things is told by nobody in particular, with the reason.
alter table notices add column reason text;
alter table notices add column rule text not null default '';
alter table notices drop constraint notices_kind_check;
alter table notices add constraint notices_kind_check check (kind in (
  'like', 'save', 'comment', 'reply', 'mention', 'comment_like', 'follow', 'taken_down', 'restored')) not valid;
alter table notice_acts alter column actor_id drop not null;

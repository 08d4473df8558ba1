-- outside a transaction
-- Who proposed a word for the glossary or the word book is told what became of it; and notices say which text or word they are about.
alter table notices add column if not exists about text;
alter table notices drop constraint if exists notices_kind_check;
alter table notices add constraint notices_kind_check check (kind in (
  'correction', 'correction_accepted',
  'like', 'save', 'comment', 'reply', 'mention', 'comment_like', 'follow', 'taken_down', 'restored',
  'name_proposed', 'name_accepted', 'term_accepted', 'term_refused', 'word_accepted', 'word_refused')) not valid;
alter table notices validate constraint notices_kind_check;

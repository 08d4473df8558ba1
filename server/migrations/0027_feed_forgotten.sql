-- Who was erased: what the feed learnt of them is forgotten when it next reads its log. Kept for a month.
create table feed_forgotten (
  reader bigint primary key,
  at timestamptz not null default now()
);

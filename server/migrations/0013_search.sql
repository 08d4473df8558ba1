-- Our own tokens: Chinese is segmented by us before PostgreSQL sees it.
create table search_documents (
  kind text not null,
  id bigint not null,
  owner_id bigint not null references people on delete cascade,
  tokens tsvector not null,
  -- of the words: an older reading never replaces a newer one
  version integer not null,
  published_at timestamptz not null,
  primary key (kind, id)
);
create index search_tokens on search_documents using gin (tokens);
create index search_owner on search_documents (owner_id);

-- Secrets that all processes on one database share (cookie signing, media names, list tokens).
create table secrets (
  name text primary key,
  value text not null,
  created_at timestamptz not null default now()
);

-- Every process that makes ids leases one of 32 node numbers. last_ms is the newest millisecond it may have used.
create table id_nodes (
  node smallint primary key check (node between 0 and 31),
  holder uuid,
  leased_until timestamptz not null default '-infinity',
  last_ms bigint not null default 0
);
insert into id_nodes (node) select generate_series(0, 31);

create table idempotency (
  person_id bigint not null,
  route text not null,
  key text not null,
  body_hash text not null,
  status smallint,
  answer text,
  created_at timestamptz not null default now(),
  primary key (person_id, route, key)
);
create index idempotency_created on idempotency (created_at);

-- Token buckets; unlogged, since a crash may forget a limit but no limit may slow a write.
create unlogged table buckets (
  owner text not null,
  name text not null,
  tokens double precision not null,
  filled_at timestamptz not null,
  primary key (owner, name)
) with (fillfactor = 70);
create index buckets_filled on buckets (filled_at);

-- Takes one token. Answers 0 when it was there, else the seconds until one is.
create function spend(p_owner text, p_name text, p_capacity double precision, p_seconds double precision)
returns double precision language sql as $$
  with spent as (
    insert into buckets as b (owner, name, tokens, filled_at)
    values (p_owner, p_name, p_capacity - 1, clock_timestamp())
    on conflict (owner, name) do update set
      tokens = least(p_capacity, b.tokens
        + extract(epoch from clock_timestamp() - b.filled_at) * p_capacity / p_seconds) - 1,
      filled_at = clock_timestamp()
      where least(p_capacity, b.tokens
        + extract(epoch from clock_timestamp() - b.filled_at) * p_capacity / p_seconds) >= 1
    returning 0::double precision as wait
  )
  select coalesce(
    (select wait from spent),
    (select greatest(1, ceil((1 - tokens) * p_seconds / p_capacity
       - extract(epoch from clock_timestamp() - filled_at)))
     from buckets where owner = p_owner and name = p_name),
    1)
$$;

-- Counters: deltas are appended and rolled up, so that no row is locked by everyone.
create table counters (
  kind text not null,
  id bigint not null,
  name text not null,
  value bigint not null,
  primary key (kind, id, name)
) with (fillfactor = 80);

create table counter_deltas (
  n bigint generated always as identity primary key,
  kind text not null,
  id bigint not null,
  name text not null,
  delta integer not null
);
create index counter_deltas_subject on counter_deltas (kind, id, name);

-- A person is also the accounts library's "user": its field names are mapped in people/accounts.
create table people (
  id bigint primary key,
  handle text not null,
  -- The handle folded so that look-alikes collide.
  handle_skeleton text not null,
  name text not null,
  second_name text,
  -- In lower case; `<id>@none.invalid` for an account without one, which nobody is ever shown.
  email text not null check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  bio jsonb not null default '[]',
  place text,
  avatar_id uuid,
  reads text[] not null default '{}',
  writes text[] not null default '{}',
  interests text[] not null default '{}',
  locale text,
  theme text not null default 'system',
  reading text not null default 'both',
  role text not null default 'member' check (role in ('member', 'moderator', 'administrator')),
  region text,
  -- null: unknown, treated as adult
  age_band text check (age_band in ('child', 'teen', 'adult')),
  suspended_until timestamptz,
  closed_at timestamptz,
  -- 30 days after closing nothing is left of a person but this row's id.
  erased_at timestamptz,
  arrived_at timestamptz,
  demo boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index people_handle on people (lower(handle));
create unique index people_skeleton on people (handle_skeleton);
create unique index people_email on people (email);
create index people_name_prefix on people (lower(name) text_pattern_ops);
create index people_handle_prefix on people (lower(handle) text_pattern_ops);
create index people_staff on people (id) where role <> 'member';
create index people_created on people (created_at);
create index people_demo on people (id) where demo;
-- Few rows, asked about often: is this author's account closed?
create index people_gone on people (id) where closed_at is not null;
create index people_closed on people (closed_at) where closed_at is not null and erased_at is null;

create table sessions (
  id uuid primary key,
  person_id bigint not null references people on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  -- The accounts library wants the column; addresses are not kept.
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sessions_person on sessions (person_id);
create index sessions_expiry on sessions (expires_at);

create table accounts (
  id uuid primary key,
  person_id bigint not null references people on delete cascade,
  account_id text not null,
  provider_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index accounts_person on accounts (person_id);
create unique index accounts_provider on accounts (provider_id, account_id);

create table verifications (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verifications_identifier on verifications (identifier);
create index verifications_expiry on verifications (expires_at);

create table passkeys (
  id uuid primary key,
  person_id bigint not null references people on delete cascade,
  name text,
  public_key text not null,
  credential_id text not null unique,
  -- 32 bits without a sign, which this type holds exactly and hands out as a number.
  counter double precision not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  aaguid text,
  created_at timestamptz default now()
);
create index passkeys_person on passkeys (person_id);

create table recovery_codes (
  person_id bigint not null references people on delete cascade,
  code_hash text not null,
  used_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (person_id, code_hash)
);

create table access_tokens (
  id uuid primary key,
  person_id bigint not null references people on delete cascade,
  name text not null,
  token_hash text not null unique,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  used_at timestamptz
);
create index access_tokens_person on access_tokens (person_id);

-- Names nobody may take, besides those in code.
create table reserved_handles (skeleton text primary key);

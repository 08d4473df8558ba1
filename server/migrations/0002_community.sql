create table community (
  one boolean primary key default true check (one),
  name jsonb not null default '{}',
  languages text[] not null default '{zh-CN,zh-TW,en}',
  rules jsonb not null default '{}',
  sign_up text not null default 'open' check (sign_up in ('open', 'closed')),
  members_only boolean not null default false,
  email_required boolean not null default false,
  region text,
  founder_token_hash text,
  founded_at timestamptz,
  demo_state text not null default 'none' check (demo_state in ('none', 'making', 'present', 'removing', 'removed')),
  demo_progress real not null default 0,
  updated_at timestamptz not null default now()
);
insert into community default values;

create table channels (
  slug text primary key,
  names jsonb not null,
  position integer not null,
  archived_at timestamptz
);
insert into channels (slug, names, position) values
  ('landed',  '{"en": "Just landed", "zh-CN": "初来乍到", "zh-TW": "初來乍到"}', 10),
  ('food',    '{"en": "Food", "zh-CN": "美食", "zh-TW": "美食"}', 20),
  ('home',    '{"en": "Home", "zh-CN": "家居", "zh-TW": "居家"}', 30),
  ('pets',    '{"en": "Pets", "zh-CN": "宠物", "zh-TW": "寵物"}', 40),
  ('travel',  '{"en": "Travel", "zh-CN": "旅行", "zh-TW": "旅行"}', 50),
  ('fashion', '{"en": "Fashion", "zh-CN": "穿搭", "zh-TW": "穿搭"}', 60),
  ('beauty',  '{"en": "Beauty", "zh-CN": "美妆", "zh-TW": "美妝"}', 70),
  ('fitness', '{"en": "Fitness", "zh-CN": "健身", "zh-TW": "健身"}', 80),
  ('study',   '{"en": "Study", "zh-CN": "学习", "zh-TW": "學習"}', 90),
  ('work',    '{"en": "Work", "zh-CN": "工作", "zh-TW": "工作"}', 100),
  ('culture', '{"en": "Culture", "zh-CN": "文化", "zh-TW": "文化"}', 110),
  ('streets', '{"en": "Streets", "zh-CN": "街头", "zh-TW": "街頭"}', 120);

create table audit (
  id uuid primary key,
  at timestamptz not null default now(),
  actor_id bigint,
  action text not null,
  subject text,
  detail jsonb not null default '{}'
);

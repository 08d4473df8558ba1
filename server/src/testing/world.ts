import { createHmac, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type Client } from '@jujube/contract';
import { createApi } from '../api.ts';
import { createProviders, jobContext } from '../app.ts';
import { readConfig } from '../config.ts';
import { handleSkeleton } from '../domains/people/rules/handles.ts';
import { ROLLERS, SUBSCRIPTIONS, TASKS } from '../domains.ts';
import type { Context, Role } from '../kernel/context.ts';
import { makeDays, startFeedThread } from '../domains/feed/index.ts';
import type { Feed, RankedList } from '../providers/feed/feed.ts';
import { createDatabase, createPool } from '../kernel/database.ts';
import { subscriptionsByEvent } from '../kernel/events.ts';
import { leaseNode, uuidv7, type Id } from '../kernel/ids.ts';
import { drain } from '../kernel/jobs.ts';
import { createLog } from '../kernel/log.ts';
import { loadSecrets } from '../kernel/secrets.ts';
import type { Base } from '../state.ts';
import { testDatabase } from './database.ts';

/** Somebody in a test: an id, a cookie and a typed client that uses it. */
export interface Somebody {
  id: Id;
  handle: string;
  cookie: string;
  call: Client;
  /** The API as this person, for what the typed client does not do. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

export interface PersonOptions {
  role?: Role;
  reads?: string[];
  /** Days since sign-up; 60 unless told, so that limits are whole. */
  age?: number;
  name?: string;
  ageBand?: 'child' | 'teen' | 'adult';
  region?: string;
}

export interface World {
  base: Base;
  databaseUrl: string;
  /** A new member with this handle, signed in. */
  person(handle: string, options?: PersonOptions): Promise<Somebody>;
  visitor: Omit<Somebody, 'id' | 'handle' | 'cookie'>;
  /** Runs every waiting job, but those of some names, and rolls counters up. */
  settle(options?: { but?: readonly string[] }): Promise<void>;
  /** A context as a person (or nobody) for calling commands directly. */
  as(person?: Somebody): Context;
  close(): Promise<void>;
}

/**
 * The whole server on a database and folder of its own, without a port: `const { person, settle } = await world()`.
 *
 * @param settings what the operator sets, as in the environment
 */
export async function world(settings: Record<string, string> = {}): Promise<World> {
  const database = await testDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'jujube-world-'));
  const config = readConfig(
    {
      DATA_DIR: folder,
      DATABASE_URL: database.url,
      DEMO: '0',
      LOG_LEVEL: 'error',
      TRANSLATION: '0',
      PICTURE_WORDS: '0',
      ...settings,
    },
    [],
  );
  const log = createLog(config.logLevel);
  const pool = createPool({ url: database.url, max: 8, log });
  const lease = await leaseNode(pool);
  const secrets = await loadSecrets(pool);
  const feed = lazyFeed(() =>
    startFeedThread(
      {
        databaseUrl: database.url,
        logLevel: 'error',
        socketPath: null,
        folder: join(folder, 'feed'),
        firstReaders: config.firstReaders,
      },
      FEED_LIMIT_MS,
    ),
  );
  const base: Base = {
    db: createDatabase(pool),
    pool,
    ids: lease.ids,
    config,
    secrets,
    providers: createProviders({ config, feed, log }),
    subscriptions: subscriptionsByEvent(SUBSCRIPTIONS),
    log,
    now: () => new Date(),
  };
  // The template may be older than the days it was made with.
  await makeDays(base);
  const api = createApi({ base, check: true });
  const as = (headers: Record<string, string>) => clientOf(api, headers);
  return {
    base,
    databaseUrl: database.url,
    visitor: as({}),
    async person(handle, options) {
      const { id, token } = await insertPerson(base, handle, options);
      const cookie = `jujube.session_token=${encodeURIComponent(`${token}.${signToken(token, secrets.accounts)}`)}`;
      return { id, handle, cookie, ...as({ cookie }) };
    },
    settle: ({ but = [] } = {}) =>
      drain({
        pool,
        tasks: TASKS.filter(({ name }) => !but.includes(name)),
        rollers: ROLLERS,
        context: () => jobContext(base),
      }),
    as: (person) => contextOf(base, person),
    async close() {
      await feed.stop();
      const { pictures, cards, translate, reading, words } = base.providers;
      await Promise.all([pictures, cards, translate, reading, words].map((one) => one.close()));
      await base.db.destroy();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A busy machine changes no list: the best of the day is not what tests of the feed ask for. */
const FEED_LIMIT_MS = 20_000;

/** The real feed, started when a test first asks for a list. */
function lazyFeed(start: () => Promise<Feed>): Feed {
  let started: Promise<Feed> | null = null;
  return {
    async list(request): Promise<RankedList> {
      started ??= start();
      return (await started).list(request);
    },
    async stop() {
      await (await started)?.stop();
    },
  };
}

function clientOf(api: ReturnType<typeof createApi>, headers: Record<string, string>) {
  const fetch = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const all = new Headers(init.headers);
    for (const [name, value] of Object.entries(headers)) all.set(name, value);
    return api.request(path, { ...init, headers: all }, { address: '127.0.0.1' });
  };
  return {
    fetch: (path: string, init?: RequestInit) => fetch(path, init),
    call: createClient({ fetch }),
  };
}

async function insertPerson(base: Base, handle: string, options: PersonOptions = {}) {
  const { role = 'member', reads = ['en'], age = 60, name = handle, ageBand = null, region = null } = options;
  const createdAt = new Date(Date.now() - age * 24 * 3600 * 1000);
  // An id tells when it was made.
  const id = base.ids.at(createdAt);
  const token = randomBytes(24).toString('base64url');
  await base.db
    .insertInto('people')
    .values({
      id,
      handle,
      handle_skeleton: handleSkeleton(handle),
      name,
      email: `${id}@none.invalid`,
      reads,
      writes: reads,
      role,
      age_band: ageBand,
      region,
      created_at: createdAt,
    })
    .execute();
  await base.db
    .insertInto('sessions')
    .values({ id: uuidv7(), person_id: id, token, expires_at: new Date(Date.now() + 3600_000) })
    .execute();
  return { id, token };
}

function signToken(token: string, secret: string): string {
  return createHmac('sha256', secret).update(token).digest('base64');
}

function contextOf(base: Base, person?: Somebody): Context {
  const nobody = jobContext(base);
  if (!person) return nobody;
  return { ...nobody, viewer: { ...nobody.viewer, id: person.id, roles: ['member'] } };
}

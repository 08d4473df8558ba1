import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import {
  Kysely,
  PostgresDialect,
  type PostgresCursor,
  type PostgresPool,
  type PostgresPoolClient,
  type PostgresQueryResult,
} from 'kysely';
import pg from 'pg';
import type { DB } from '../generated/tables.ts';
import { quickLanes } from './lanes.ts';
import type { Log } from './log.ts';

export type Database = Kysely<DB>;

/** A statement that begins so is planned anew each time: full-text search needs custom plans. */
export const UNNAMED = '/* unnamed */';
/** A statement that begins so is sent together with the commit of its transaction. */
export const WITH_COMMIT = '/* with commit */';
/** A statement that begins so reads or writes little in any case, and shares a connection with others outside transactions. */
export const QUICK = '/* quick */';

/** Most statements a connection keeps prepared. */
const MAX_PREPARED = 400;

/** A pool of pipelining connections to PostgreSQL. */
export function createPool({ url, max, log }: { url: string; max: number; log: Log }): pg.Pool {
  const config = { connectionString: url, max, pipeline: true, application_name: 'jujube' };
  const pool = new pg.Pool(config);
  const warn = (err: Error) => log.warn({ err }, 'a database connection failed');
  pool.on('error', warn);
  pool.on('connect', (client) => client.on('error', warn));
  return pool;
}

/** Kysely over a pool, with prepared statements and fewer round trips (see `pipelined`). */
export function createDatabase(pool: pg.Pool): Database {
  const quick = quickLanes(pool);
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool: pipelined(pool, quick) }) });
  lanes.set(db, quick);
  return db;
}

const lanes = new WeakMap<Database, ReturnType<typeof quickLanes>>();

/**
 * Sends a quick statement whose text is known as it is, without a connection being sought for it first. Undefined within
 * a transaction, which has a connection of its own.
 */
export function quickly(
  db: Database,
): ((text: string, values: readonly unknown[]) => Promise<pg.QueryResult>) | undefined {
  const quick = lanes.get(db);
  return quick && ((text, values) => quick(named(text, values)));
}

/**
 * The pool as Kysely sees it. Quick statements go by lanes; for all else a connection is taken at the first statement. `begin` is sent without waiting for its answer, statements marked WITH_COMMIT travel with the
 * commit, and every other statement is prepared once per connection: a transaction of one statement and its jobs takes two
 * round trips instead of four.
 */
function pipelined(pool: pg.Pool, quick: ReturnType<typeof quickLanes>): PostgresPool {
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: () => Promise.resolve(lazyClient(pool, quick)),
  };
}

function lazyClient(pool: pg.Pool, quick: ReturnType<typeof quickLanes>): PostgresPoolClient {
  let taken: Promise<ReturnType<typeof pipelinedClient>> | null = null;
  const send = async (text: string, values: readonly unknown[]): Promise<pg.QueryResult> => {
    if (taken === null && text.startsWith(QUICK)) return quick(named(text, values));
    taken ??= pool.connect().then(pipelinedClient);
    return (await taken).query(text, values);
  };
  function query<R>(text: string, values?: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query<R>(
    text: string | PostgresCursor<R>,
    values: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    if (typeof text !== 'string')
      throw new TypeError('A cursor was given, and nothing here reads by cursors');
    // Kysely knows fewer commands by name than PostgreSQL has.
    return send(text, values) as Promise<PostgresQueryResult<R>>;
  }
  return {
    query,
    release() {
      // A connection that could not be made has nothing to give back, and its statement has failed already.
      taken?.then(
        (client) => client.release(),
        () => undefined,
      );
    },
  };
}

function pipelinedClient(client: pg.PoolClient) {
  const wire = wireOf(client);
  let begun: Promise<Error | null> = Promise.resolve(null);
  let withCommit: { text: string; values: readonly unknown[] }[] = [];
  const query = async (text: string, values: readonly unknown[] = []): Promise<pg.QueryResult> => {
    if (text.startsWith('begin') || text.startsWith('start transaction')) {
      wire.hold();
      begun = client.query(text).then(
        () => null,
        (error: Error) => error,
      );
      return NOTHING;
    }
    if (text.startsWith(WITH_COMMIT)) {
      withCommit.push({ text, values });
      return NOTHING;
    }
    if (text === 'commit') return commit();
    if (text === 'rollback') withCommit = [];
    const sent = client.query(named(text, values));
    wire.release();
    return sent;
  };
  const commit = async (): Promise<pg.QueryResult> => {
    const last = withCommit;
    withCommit = [];
    wire.hold();
    const sent = last.map(({ text, values }) => client.query(named(text, values)));
    const committed = client.query('commit');
    wire.release();
    const results = await Promise.allSettled([...sent, committed]);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    const beginError = await begun;
    if (beginError) throw beginError;
    const done = results.at(-1);
    const answer = done?.status === 'fulfilled' ? done.value : NOTHING;
    if (answer.command === 'ROLLBACK') throw new Error('The transaction was rolled back at commit');
    return answer;
  };
  return { query, release: () => client.release() };
}

/** Holds back what is written, so that several statements leave in one packet and PostgreSQL wakes once for them. */
function wireOf(client: pg.PoolClient): { hold(): void; release(): void } {
  const { stream } = (client as pg.PoolClient & { connection: { stream: Socket } }).connection;
  let held = false;
  return {
    hold() {
      if (!held) stream.cork();
      held = true;
    },
    release() {
      if (held) stream.uncork();
      held = false;
    },
  };
}

const NOTHING: pg.QueryResult = { command: 'BEGIN', rowCount: 0, oid: 0, fields: [], rows: [] };

const names = new Map<string, string>();

function named(text: string, values: readonly unknown[]): pg.QueryConfig {
  if (text.startsWith(UNNAMED)) return { text, values: [...values] };
  let name = names.get(text);
  if (name === undefined && names.size < MAX_PREPARED) {
    name = 'q' + createHash('sha1').update(text).digest('hex').slice(0, 16);
    names.set(text, name);
  }
  return { name, text, values: [...values] };
}

import { sql, type RawBuilder } from 'kysely';
import pg from 'pg';
import type { Context } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';

/** The channel on which web processes hear whose inbox changed. */
const CHANNEL = 'inbox';
/** First half of the advisory locks that processes with open streams hold, shared, for groups of people. */
const LISTENING = 7_264_002;
/** A prime, so that ids made together spread; and few enough that thousands of streams hold few locks. */
const GROUPS = 1021;

/**
 * SQL: tells the processes that hold a stream of somebody's that their inbox changed, with the transaction's commit. Most
 * people are not there, and a commit that notifies waits for every other one that does: nobody is told when nobody's
 * group is locked. A process that is killed loses its locks with its connection.
 */
export function tellOf(person: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`case when not pg_try_advisory_xact_lock(${sql.lit(LISTENING)}, (${person}::bigint % ${sql.lit(GROUPS)})::int)
    then pg_notify(${sql.lit(CHANNEL)}, ${person}::text) end`;
}

function groupOf(person: Id): number {
  return Number(BigInt(person) % BigInt(GROUPS));
}

export interface Hub {
  /** Resolves once no change can be missed. Throws nothing: without a database the stream goes on at its heartbeat. */
  join(person: Id, wake: () => void): Promise<void>;
  leave(person: Id, wake: () => void): void;
  streamsOf(person: Id): number;
}

/** One LISTEN connection per process, opened with the first stream; who waits is woken when their inbox changed. */
export function createHub({ pool, log }: Pick<Context, 'pool' | 'log'>): Hub {
  const waiting = new Map<Id, Set<() => void>>();
  /** How many streams each group has. */
  const groups = new Map<number, number>();
  let line: Line | null = null;
  const connect = (): Line => {
    const opened = openLine(pool, {
      hear: (person) => waiting.get(person)?.forEach((wake) => wake()),
      lost(err) {
        if (line !== opened) return;
        line = null;
        if (err) log.warn({ err }, 'the live inbox lost its database connection');
        if (waiting.size > 0) setTimeout(() => void reconnect(), 1000).unref();
      },
    });
    return opened;
  };
  const reconnect = async () => {
    if (line || waiting.size === 0) return;
    line = connect();
    await Promise.all([...groups.keys()].map(line.hold));
    waiting.forEach((wakes) => wakes.forEach((wake) => wake()));
  };
  return {
    async join(person, wake) {
      waiting.set(person, (waiting.get(person) ?? new Set()).add(wake));
      const group = groupOf(person);
      groups.set(group, (groups.get(group) ?? 0) + 1);
      line ??= connect();
      await line.hold(group);
    },
    leave(person, wake) {
      const wakes = waiting.get(person);
      if (!wakes?.delete(wake)) return;
      if (wakes.size === 0) waiting.delete(person);
      const group = groupOf(person);
      const left = groups.get(group)! - 1;
      if (left > 0) return void groups.set(group, left);
      groups.delete(group);
      line?.release(group);
      if (groups.size > 0) return;
      line?.end();
      line = null;
    },
    streamsOf: (person) => waiting.get(person)?.size ?? 0,
  };
}

interface Line {
  /** Locks a group, once; resolves when it is locked, or the line lost. */
  hold(group: number): Promise<void>;
  release(group: number): void;
  end(): void;
}

interface Ears {
  hear(person: Id): void;
  /** The connection ended; without an error it was asked to. */
  lost(error?: Error): void;
}

function openLine(pool: Context['pool'], { hear, lost }: Ears): Line {
  const client = new pg.Client(pool.options);
  const held = new Map<number, Promise<void>>();
  client.on('error', lost);
  client.on('end', () => lost());
  client.on('notification', ({ payload }) => hear(payload ?? ''));
  const ready = client.connect().then(() => client.query(`listen ${CHANNEL}`));
  const ask = (text: string, group: number) => ready.then(() => client.query(text, [LISTENING, group]));
  return {
    hold(group) {
      const known = held.get(group);
      if (known) return known;
      const locked = ask('select pg_advisory_lock_shared($1, $2)', group).then(() => undefined, lost);
      held.set(group, locked);
      return locked;
    },
    release(group) {
      held.delete(group);
      ask('select pg_advisory_unlock_shared($1, $2)', group).catch(lost);
    },
    end: () => void client.end(),
  };
}

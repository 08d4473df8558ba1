import { sql, type RawBuilder } from 'kysely';
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { AppError } from './errors.ts';

/** A 64-bit id as a string of digits; numeric order is time order. */
export type Id = string;

/** 2026-01-01T00:00:00Z: bit 63 is unused, then 41 bits of milliseconds (69 years), 10 of shard, 5 of node, 7 of sequence. */
const EPOCH = Date.UTC(2026, 0, 1);
const SHARDS = 1024;
const LAST_SEQUENCE = 127;
/** A clock may step back this far (NTP slewing); ids then go on from the last millisecond. */
const TOLERANCE_MS = 250;

export interface IdMaker {
  /** An id in the owner's shard: pass the owner's id, or nothing for a new person. */
  next(owner?: Id): Id;
  /** An id for something that happened at another time (demo world, synthetic worlds). */
  at(time: Date, owner?: Id): Id;
  /** The newest millisecond in use, to be stored with the lease. */
  lastMs(): number;
}

/** Makes ids for one leased node. Throws `server.clock` when the clock goes back by more than 250 ms. */
export function idMaker({
  node,
  lastMs = 0,
  clock = Date.now,
}: {
  node: number;
  lastMs?: number;
  clock?: () => number;
}): IdMaker {
  let last = lastMs;
  /** The newest reading of the clock. */
  let newest = lastMs;
  let sequence = 0;
  let past = 0;
  const tick = (): number => {
    const now = clock();
    if (now < newest - TOLERANCE_MS)
      throw new AppError('server.clock', { retryAfter: Math.ceil((newest - now) / 1000) });
    newest = Math.max(newest, now);
    if (now > last) {
      last = now;
      sequence = 0;
    } else if (++sequence > LAST_SEQUENCE) {
      // More than 128 in a millisecond: ids run a little ahead of the clock, which is not the clock going back.
      last += 1;
      sequence = 0;
    }
    return last;
  };
  return {
    next(owner) {
      const ms = tick();
      return pack(ms, shardOf(owner), (node << 7) | sequence);
    },
    at(time, owner) {
      past = (past + 1) % (LAST_SEQUENCE + 1);
      return pack(Math.max(EPOCH, time.getTime()), shardOf(owner), (node << 7) | past);
    },
    lastMs: () => last,
  };
}

/** The moment an id was made, in milliseconds since 1970. */
export function timeOf(id: Id): number {
  return Number(BigInt(id) >> 22n) + EPOCH;
}

/** The lowest id that can be made at a moment (in milliseconds since 1970), for questions about a time. */
export function lowestId(ms: number): Id {
  return (BigInt(Math.max(0, ms - EPOCH)) << 22n).toString();
}

/** The logical shard of an id's owner; a new owner gets one at random. */
export function shardOf(owner?: Id): number {
  return owner === undefined ? randomInt(SHARDS) : Number((BigInt(owner) >> 12n) & 1023n);
}

/** Ids as PostgreSQL writes an array: `any(${idArray(ids)}::bigint[])` costs the driver nothing, an array of strings a lot. */
export function idArray(ids: readonly Id[]): string {
  return `{${ids.join(',')}}`;
}

/**
 * SQL: many values at once, as in `any(${given('bigint', ids)})`. The planner cannot see how many there are. If it could, it
 * would plan the statement anew for each short list, at several times what running it costs.
 */
export function given(type: 'bigint' | 'uuid' | 'text', values: readonly string[]): RawBuilder<string[]> {
  const array = sql.raw(`${type}[]`);
  return sql<string[]>`(select ${values}::${array})::${array}`;
}

/** The ids in what `array_to_string(…, ',')` gives: one row of many ids costs the driver less than many rows of one. */
export function idsOf(joined: string | undefined): Id[] {
  return joined ? joined.split(',') : [];
}

/** UUIDv7 (RFC 9562 §5.7): sorts by its millisecond. */
export function uuidv7(time: number = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(time, 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The moment a UUIDv7 was made, in milliseconds since 1970. */
export function timeOfUuid(uuid: string): number {
  return Number.parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16);
}

function pack(ms: number, shard: number, low: number): Id {
  return ((BigInt(ms - EPOCH) << 22n) | BigInt((shard << 12) | low)).toString();
}

const LEASE_SECONDS = 30;

export interface NodeLease {
  ids: IdMaker;
  renew(): Promise<void>;
  release(): Promise<void>;
}

/** Leases a node number in the database, so that no two processes make the same id. Throws when all 32 are taken. */
export async function leaseNode(pool: pg.Pool): Promise<NodeLease> {
  const holder = randomUUID();
  const { rows } = await pool.query<{ node: number; last_ms: string }>(
    `update id_nodes set holder = $1, leased_until = now() + make_interval(secs => $2)
     where node = (select node from id_nodes where leased_until < now() order by last_ms, node limit 1 for update skip locked)
     returning node, last_ms`,
    [holder, LEASE_SECONDS],
  );
  const leased = rows[0];
  if (!leased) throw new Error('All 32 id nodes are in use: more processes than one database may have');
  const ids = idMaker({ node: leased.node, lastMs: Number(leased.last_ms) });
  const hold = (seconds: number) =>
    pool.query(
      `update id_nodes set leased_until = now() + make_interval(secs => $2), last_ms = greatest(last_ms, $3)
       where holder = $1`,
      [holder, seconds, ids.lastMs()],
    );
  return {
    ids,
    async renew() {
      const { rowCount } = await hold(LEASE_SECONDS);
      if (rowCount !== 1) throw new Error('The lease of this id node was lost');
    },
    async release() {
      await hold(-1);
    },
  };
}

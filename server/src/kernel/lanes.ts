import { availableParallelism } from 'node:os';
import type { Socket } from 'node:net';
import type pg from 'pg';

/**
 * Most connections that carry quick statements: one more than what can run at once. On two cores three carried more pages
 * than two, four or six did.
 */
const MOST = availableParallelism() + 1;

interface Lane {
  client: Promise<pg.PoolClient>;
  waiting: number;
  held: boolean;
}

/**
 * A few connections on which quick statements of many requests travel together: all that are asked for in one turn of the
 * event loop leave in one packet, and PostgreSQL wakes once for them. Each stands in a transaction of its own, so one that
 * fails leaves the others alone. A slow statement would hold up those behind it; it takes a connection for itself instead.
 */
export function quickLanes(pool: pg.Pool): (query: pg.QueryConfig) => Promise<pg.QueryResult> {
  const most = Math.min(MOST, Math.max(1, (pool.options.max ?? 10) >> 1));
  const lanes = new Set<Lane>();
  const free = (): Lane => {
    let best: Lane | null = null;
    for (const lane of lanes) if (best === null || lane.waiting < best.waiting) best = lane;
    if (best !== null && lanes.size >= most) return best;
    const lane: Lane = { client: pool.connect(), waiting: 0, held: false };
    lanes.add(lane);
    return lane;
  };
  const leave = (lane: Lane) => {
    lane.waiting -= 1;
    if (lane.waiting > 0) return;
    lanes.delete(lane);
    // A connection that could not be made has nothing to give back, and its statements have failed already.
    lane.client.then(
      (client) => client.release(),
      () => undefined,
    );
  };
  return async (query) => {
    const lane = free();
    lane.waiting += 1;
    try {
      const client = await lane.client;
      gather(lane, client);
      return await client.query(query);
    } finally {
      leave(lane);
    }
  };
}

/** Holds back what is written until this turn of the event loop has brought all it brings. */
function gather(lane: Lane, client: pg.PoolClient): void {
  if (lane.held) return;
  const { stream } = (client as pg.PoolClient & { connection: { stream: Socket } }).connection;
  lane.held = true;
  stream.cork();
  setImmediate(() => {
    lane.held = false;
    stream.uncork();
  });
}

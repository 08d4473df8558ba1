import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { lockFolder } from '../launch/folder-lock.ts';
import { startEmbedded, type Embedded } from '../providers/sql/embedded.ts';

const FOLDER = join(tmpdir(), `jujube-test-pg-${userInfo().uid}`);

/**
 * The one PostgreSQL that all test processes of this machine user share. The first that asks starts it; it outlives
 * that process, and `stopTestPostgres` ends it.
 *
 * @returns a connection string for its maintenance database
 */
export async function testPostgres(): Promise<string> {
  return (await underLock()).url;
}

/** Ends it, unless another test run is using it. */
export async function stopTestPostgres(): Promise<void> {
  const running = await underLock();
  const client = new pg.Client(running.url);
  await client.connect();
  const used = await client.query(
    `select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1`,
  );
  await client.end();
  if (used.rowCount === 0) await running.stop();
}

async function underLock(): Promise<Embedded> {
  for (;;) {
    const lock = lockFolder(FOLDER);
    if ('heldBy' in lock) {
      await pause(25);
      continue;
    }
    try {
      return await startEmbedded({ dataDir: FOLDER, log: { info: () => {} }, fast: true, outlive: true });
    } finally {
      lock.release();
    }
  }
}

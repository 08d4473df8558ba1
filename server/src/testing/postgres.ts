import { rm } from 'node:fs/promises';
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
  return underLock(async () => (await start()).url);
}

/** Ends it and removes its folder, unless another test run is using it. */
export async function stopTestPostgres(): Promise<void> {
  await underLock(async () => {
    const running = await start();
    if (await isUsed(running.url)) return;
    await running.stop();
    await rm(join(FOLDER, 'pg'), { recursive: true });
  });
}

function start(): Promise<Embedded> {
  return startEmbedded({ dataDir: FOLDER, log: { info: () => {} }, fast: true, outlive: true });
}

async function isUsed(url: string): Promise<boolean> {
  const client = new pg.Client(url);
  await client.connect();
  const others = await client.query(
    `select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1`,
  );
  await client.end();
  return others.rowCount !== 0;
}

async function underLock<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    const lock = lockFolder(FOLDER);
    if ('heldBy' in lock) {
      await pause(25);
      continue;
    }
    try {
      return await work();
    } finally {
      lock.release();
    }
  }
}

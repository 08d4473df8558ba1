import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ownFolder } from '../../testing/launched.ts';

// PostgreSQL refuses who stands in no list of users, and comes up for them all the same.

const folder = ownFolder();
chmodSync(folder.path, 0o755);
after(() => folder.remove());

/** In no list of users. */
const NAMELESS = 54_321;
const EMBEDDED = join(import.meta.dirname, 'embedded.ts');

/** Starts a cluster in a folder, asks it something and stops it, in a process of its own. */
function startAs(uid: number, dataDir: string): { status: number | null; said: string } {
  const script = `
    const { startEmbedded } = await import(${JSON.stringify(EMBEDDED)});
    const { default: pg } = await import('pg');
    const { url, stop } = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, log: { info() {} }, fast: true });
    const client = new pg.Client(url);
    await client.connect();
    console.log((await client.query('select 6 * 7 as answer')).rows[0].answer);
    await client.end();
    await stop();`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    uid,
    gid: uid,
    cwd: import.meta.dirname,
    encoding: 'utf8',
  });
  return { status, said: `${stdout}${stderr}`.trim() };
}

const isRoot = process.getuid?.() === 0;
const mayMap = spawnSync('unshare', ['-U', '--map-user=65534', '--map-group=65534', 'true']).status === 0;
/** What is run must be in reach of somebody else at all. */
const inReach =
  isRoot && spawnSync(process.execPath, ['-e', ''], { uid: NAMELESS, gid: NAMELESS }).status === 0;

test(
  'somebody without a name, as in containers that are told a number',
  { skip: (!inReach || !mayMap) && 'needs root, user namespaces and a place that others may read' },
  () => {
    const dataDir = join(folder.path, 'nameless');
    mkdirSync(dataDir);
    chownSync(dataDir, NAMELESS, NAMELESS);
    assert.deepEqual(startAs(NAMELESS, dataDir), { status: 0, said: '42' });
    assert.equal(statSync(join(dataDir, 'pg')).uid, NAMELESS);
  },
);

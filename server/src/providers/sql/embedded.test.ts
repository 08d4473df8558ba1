import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import pg from 'pg';
import { isRunning, ownFolder, postgresOf } from '../../testing/launched.ts';
import { startEmbedded, type Embedded, type EmbeddedOptions } from './embedded.ts';

const folder = ownFolder();
chmodSync(folder.path, 0o755);
const started: Embedded[] = [];
after(async () => {
  for (const { stop } of started) await stop();
  folder.remove();
});

async function start(name: string, options: Partial<EmbeddedOptions> = {}) {
  const embedded = await startEmbedded({
    dataDir: join(folder.path, name),
    log: { info: () => {} },
    ...options,
  });
  started.push(embedded);
  return embedded;
}

async function ask(url: string, text: string): Promise<unknown> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return Object.values((await client.query<Record<string, unknown>>(text)).rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

describe('a cluster of our own', () => {
  test('keeps every commit, and its password to its owner', async () => {
    const { url, stop } = await start('plain');
    assert.equal(await ask(url, 'show fsync'), 'on');
    assert.equal(await ask(url, 'show synchronous_commit'), 'on');
    assert.equal(await ask(url, 'show full_page_writes'), 'on');
    assert.equal(statSync(join(folder.path, 'plain/pg-password')).mode & 0o777, 0o600);
    await stop();
    assert.equal(postgresOf(join(folder.path, 'plain')), null);
  });

  test('is reached over a socket and over 127.0.0.1, with the password only', async () => {
    const { url, stop } = await start('plain');
    const local = new URL(url);
    local.search = '';
    local.hostname = '127.0.0.1';
    assert.equal(await ask(local.href, 'select 1'), 1);
    for (const way of [url, local.href]) {
      const wrong = way.replace(/:[^:@/]+@/, ':wrong@');
      await assert.rejects(ask(wrong, 'select 1'), { code: '28P01' });
    }
    await stop();
  });

  test('finds Chinese by trigrams and sorts it', async () => {
    const { url, stop } = await start('plain');
    await ask(url, 'create extension if not exists pg_trgm');
    assert.ok(Number(await ask(url, `select cardinality(show_trgm('猫税完税证明'))`)) > 2);
    const sorted = `select string_agg(w, '' order by w collate "zh-x-icu") from unnest('{猫,阿,税}'::text[]) w`;
    assert.equal(await ask(url, sorted), '阿猫税');
    await stop();
  });
});

test('a folder may have a long name with spaces, quotes and Han', async () => {
  const name = `数据 "one" it's ${'x'.repeat(80)}`;
  const first = await start(name);
  assert.equal(await ask(first.url, 'select 1'), 1);
  const again = await start(name);
  assert.equal(again.adopted, true);
  await again.stop();
});

test('what an older version started with other settings is stopped and started anew', async () => {
  const first = await start('other', { fast: true });
  const before = postgresOf(join(folder.path, 'other'))!;
  const next = await start('other');
  assert.equal(next.adopted, false);
  assert.equal(isRunning(before), false);
  assert.equal(await ask(next.url, 'show fsync'), 'on');
  assert.equal(await first.ended, 'code 0');
  await next.stop();
});

test('a cluster that was cut off while it was made counts as none', async () => {
  mkdirSync(join(folder.path, 'cut/pg.new/base'), { recursive: true });
  writeFileSync(join(folder.path, 'cut/pg.new/PG_VERSION'), '18');
  const { url, stop } = await start('cut');
  assert.equal(await ask(url, 'select 1'), 1);
  assert.equal(existsSync(join(folder.path, 'cut/pg.new')), false);
  await stop();
});

test('a making that is given up leaves nothing that counts', async () => {
  const signal = AbortSignal.timeout(60);
  await assert.rejects(start('given-up', { signal }));
  assert.equal(existsSync(join(folder.path, 'given-up/pg')), false);
  const { url, stop } = await start('given-up');
  assert.equal(await ask(url, 'select 1'), 1);
  await stop();
});

test('a number in postmaster.pid that is now another process does not stop the start', async () => {
  const first = await start('reused');
  const path = join(folder.path, 'reused/pg/postmaster.pid');
  const [, ...rest] = readFileSync(path, 'utf8').split('\n');
  process.kill(postgresOf(join(folder.path, 'reused'))!, 'SIGKILL');
  assert.equal(await first.ended, 'SIGKILL');
  writeFileSync(path, [process.pid, ...rest].join('\n'));
  const { url, stop } = await start('reused');
  assert.equal(await ask(url, 'select 1'), 1);
  await stop();
});

test(
  'root starts it where others may not look',
  { skip: process.getuid?.() !== 0 && 'not root' },
  async () => {
    mkdirSync(join(folder.path, 'private'), { mode: 0o700 });
    const { url, stop } = await start('private/data');
    assert.equal(await ask(url, 'select 1'), 1);
    await stop();
    const again = await start('private/data');
    assert.equal(await ask(again.url, 'select 1'), 1);
    await again.stop();
  },
);

test(
  'a cluster changes hands when a folder opens or closes to others',
  { skip: process.getuid?.() !== 0 && 'not root' },
  async () => {
    mkdirSync(join(folder.path, 'moved'), { mode: 0o755 });
    for (const mode of [0o755, 0o700, 0o755]) {
      chmodSync(join(folder.path, 'moved'), mode);
      const { url, stop } = await start('moved/data');
      assert.equal(await ask(url, 'select 1'), 1);
      await stop();
    }
  },
);

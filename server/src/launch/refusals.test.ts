import assert from 'node:assert/strict';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { DatabaseHeld } from '../kernel/migrate.ts';
import { testDatabase } from '../testing/database.ts';
import { launch, ownFolder } from '../testing/launched.ts';
import { sentenceOf } from './sentence.ts';

const MAIN = join(import.meta.dirname, '../main.ts');
const folder = ownFolder();
chmodSync(folder.path, 0o755);
after(() => folder.remove());

let count = 0;
const fresh = () => join(folder.path, `data-${count++}`);

/** Starts, and answers what it said when it ended with code 1. */
async function refusal(options: Parameters<typeof launch>[0]): Promise<string> {
  const started = launch(options);
  const { code } = await started.ended();
  assert.equal(code, 1, started.said());
  return started.said();
}

/** A refusal is one sentence for the operator, not a stack of ours. */
function assertSentence(said: string, expected: RegExp): void {
  assert.match(said, expected);
  assert.doesNotMatch(said, /\n +at |node:internal/);
}

describe('a start that cannot be says why, and changes nothing', () => {
  test('a wrong setting', async () => {
    const DATA_DIR = fresh();
    const said = await refusal({ env: { DATA_DIR, PORT: 'abc' } });
    assertSentence(said, /PORT is "abc", which does not work\. Allowed: a whole number/);
    assertSentence(await refusal({ env: { DATA_DIR }, args: ['--roles=web,chef'] }), /--roles is "web,chef"/);
    assert.equal(existsSync(DATA_DIR), false);
  });

  test('a port that is taken', async () => {
    const DATA_DIR = fresh();
    const { server, port } = await somebody();
    assertSentence(
      await refusal({ env: { DATA_DIR, PORT: String(port) } }),
      new RegExp(`Port ${port} on 127.0.0.1 is taken`),
    );
    assert.equal(existsSync(DATA_DIR), false);
    server.close();
  });

  test('a HOST that is not here', async () => {
    const env = { DATA_DIR: fresh(), HOST: '192.0.2.1', PORT: '3999' };
    assertSentence(await refusal({ env }), /HOST is "192\.0\.2\.1", which is no address of this machine/);
  });
});

describe('a data folder that cannot be used', () => {
  test('a data folder that is a file', async () => {
    const DATA_DIR = fresh();
    writeFileSync(DATA_DIR, 'mine');
    assertSentence(await refusal({ env: { DATA_DIR } }), /is not a folder/);
  });

  test('a data folder that may not be written', async () => {
    const DATA_DIR = fresh();
    mkdirSync(DATA_DIR);
    chmodSync(DATA_DIR, 0o555);
    const who = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;
    assertSentence(
      await refusal({ env: { DATA_DIR }, ...(who && { who }) }),
      /cannot be written by user \d+ .*DATA_DIR/,
    );
    assert.deepEqual(readdirSync(DATA_DIR), []);
  });

  test('a data folder that another user has', { skip: process.getuid?.() !== 0 && 'not root' }, async () => {
    const DATA_DIR = fresh();
    mkdirSync(DATA_DIR);
    chmodSync(DATA_DIR, 0o777);
    writeFileSync(join(DATA_DIR, 'pg-password'), 'secret', { mode: 0o600 });
    const said = await refusal({ env: { DATA_DIR }, who: { uid: 65534, gid: 65534 } });
    assertSentence(said, /was used by another user \(number 0\)/);
  });

  test(
    'a disk with too little room',
    { skip: !canMount() && 'no small disk can be mounted here' },
    async () => {
      const DATA_DIR = fresh();
      mkdirSync(DATA_DIR);
      const mount = 'mount -t tmpfs -o size=40m tmpfs "$1" && shift && exec "$@"';
      const through = ['unshare', '-rm', 'sh', '-c', mount, 'sh', DATA_DIR, process.execPath, MAIN];
      assertSentence(
        await refusal({ env: { DATA_DIR }, through }),
        /Only \d+ MB are free on the disk .* at least 1 GB/,
      );
    },
  );
});

describe('a database that cannot be used', () => {
  test('a database that does not answer, without showing its password', async () => {
    const env = { DATA_DIR: fresh(), DATABASE_URL: 'postgres://ann:hunter2@127.0.0.1:1/jujube' };
    const said = await refusal({ env });
    assertSentence(said, /The database at ann@127\.0\.0\.1:1\/jujube cannot be reached: .*ECONNREFUSED/);
    assert.ok(!said.includes('hunter2'));
    assert.equal(existsSync(env.DATA_DIR), false);
  });

  test('a database made by a newer version', async () => {
    const database = await testDatabase();
    const client = new pg.Client(database.url);
    await client.connect();
    await client.query(`insert into migrations (name) values ('9999_future.sql')`);
    const said = await refusal({
      env: { DATA_DIR: fresh(), DATABASE_URL: database.url },
      args: ['--roles=worker'],
    });
    assertSentence(said, /has migration 9999_future\.sql, which this version .* Nothing was changed/);
    await client.end();
    await database.drop();
  });
});

test('a database whose user may make nothing in it', async () => {
  const database = await testDatabase();
  const client = new pg.Client(database.url);
  await client.connect();
  const role = `guest_${process.pid}`;
  await client.query(`create role ${role} login password 'guest'`);
  const url = new URL(database.url);
  url.username = role;
  url.password = 'guest';
  const env = { DATA_DIR: fresh(), DATABASE_URL: url.href };
  const said = await refusal({ env, args: ['--roles=worker'] });
  assertSentence(said, /The database refuses: permission denied .* must own the database/);
  await client.query(`drop role ${role}`);
  await client.end();
  await database.drop();
});

describe('a program that is not whole', () => {
  const root = join(folder.path, 'program');
  const through = [process.execPath, join(root, 'server/src/main.ts')];
  const who = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;

  before(() => {
    const made = /(^|\/)(node_modules|build|\.svelte-kit|data)$/;
    for (const part of ['server', 'web', 'packages', 'messages', 'package.json', 'package-lock.json']) {
      cpSync(join(MAIN, '../../..', part), join(root, part), {
        recursive: true,
        filter: (path) => !made.test(path),
      });
    }
  });

  test('pages that must be built where they may not be', async () => {
    symlinkSync(join(MAIN, '../../../node_modules'), join(root, 'node_modules'));
    chmodSync(join(root, 'web'), 0o555);
    const DATA_DIR = fresh();
    chmodSync(folder.path, 0o777);
    const said = await refusal({ env: { DATA_DIR }, through, ...(who && { who }) });
    chmodSync(join(root, 'web'), 0o755);
    assertSentence(said, /pages must be built, but \S+\/web may not be written by this user/);
    assert.equal(existsSync(DATA_DIR), false);
  });

  test('a package that was never installed', () => {
    const missing = Object.assign(new Error(`Cannot find package 'hono' imported from /srv/app.ts`), {
      code: 'ERR_MODULE_NOT_FOUND',
    });
    assert.equal(
      sentenceOf(missing),
      'The package hono is not installed. Run "npm install", then start again.',
    );
    assert.equal(sentenceOf(new DatabaseHeld('Somebody holds it.')), 'Somebody holds it.');
    assert.match(sentenceOf(new Error('something of ours')), /\n +at /);
  });
});

test('an old Node says which one is needed', { skip: !oldNode() && 'no older Node is here' }, async () => {
  const said = await refusal({ through: [oldNode()!, join(MAIN, '../../../bin/run.js'), MAIN] });
  assertSentence(said, /This needs Node 24 or newer, and runs on v\d+/);
});

async function somebody(): Promise<{ server: Server; port: number }> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { server, port: (server.address() as AddressInfo).port };
}

function canMount(): boolean {
  const mount = ['-rm', 'sh', '-c', `mount -t tmpfs -o size=1m tmpfs "$1"`, 'sh', folder.path];
  return spawnSync('unshare', mount).status === 0;
}

/** The system's own Node, where it is an old one. */
function oldNode(): string | null {
  const places = ['/usr/bin/node', '/usr/local/bin/node'];
  const old = places.find((place) => {
    const { stdout, status } = spawnSync(place, ['-p', 'process.versions.node'], { encoding: 'utf8' });
    return status === 0 && Number(stdout.split('.')[0]) < 24;
  });
  return old ?? null;
}

import assert from 'node:assert/strict';
import { chmodSync, chownSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import {
  databaseOf,
  isRunning,
  launch,
  ownFolder,
  postgresOf,
  until,
  type Launched,
} from '../testing/launched.ts';

const MAIN = join(import.meta.dirname, '../main.ts');
const RUN = join(import.meta.dirname, '../../../bin/run.js');
const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n';
const folder = ownFolder();
const dataDir = join(folder.path, 'data');

/** All that a test starts ends with it, however it goes. */
const running: Launched[] = [];
function start(options: Parameters<typeof launch>[0] = {}): Launched {
  const launched = launch({ ...options, env: { DATA_DIR: dataDir, ...options.env } });
  running.push(launched);
  return launched;
}

after(() => {
  for (const { pid } of running) if (isRunning(pid)) process.kill(pid, 'SIGKILL');
  for (const name of ['data', 'npm', 'early', 'ordinary/data']) {
    const postgres = postgresOf(join(folder.path, name));
    if (postgres !== null && isRunning(postgres)) process.kill(postgres, 'SIGKILL');
  }
  folder.remove();
});

describe('a fresh start', () => {
  let first: Launched;
  let url: string;
  before(async () => {
    first = start();
    url = await first.ready();
  });

  test('serves, says what it did and how long it took, and offers the administration once', async () => {
    assert.equal((await fetch(`${url}/healthz`)).status, 200);
    assert.match(first.said(), /^ +\d+\.\d s {2}making the database$/m);
    assert.match(first.said(), /^ +\d+\.\d s {2}PostgreSQL is up$/m);
    assert.ok(first.said().includes(`  ${url}/welcome?token=`));
  });

  test('a second start on the same data says who holds it, since when, and changes nothing', async () => {
    const second = start();
    assert.equal((await second.ended()).code, 1);
    assert.match(second.said(), new RegExp(`in use by another Jujube: process ${first.pid}, since \\d{4}-`));
    assert.match(second.said(), /DATA_DIR.*DATABASE_URL/);
    assert.equal((await fetch(`${url}/healthz`)).status, 200);
  });

  test('a synthetic world is not made in a folder that somebody holds', async () => {
    const command = join(import.meta.dirname, '../testing/synthetic/command.ts');
    const second = start({ through: [process.execPath, command] });
    assert.equal((await second.ended()).code, 1);
    assert.match(second.said(), /in use by a Jujube that runs/);
    assert.equal((await fetch(`${url}/readyz`)).status, 200);
  });

  test('SIGTERM finishes the request in flight, then ends everything within five seconds', async () => {
    const postgres = postgresOf(dataDir)!;
    const half = await halfRequest(url);
    first.child.kill('SIGTERM');
    await until(() => first.said().includes('stopping'));
    assert.match(await half.finish(), /^HTTP\/1\.1 [1-4]\d\d /);
    const { code, ms } = await first.ended();
    assert.equal(code, 0);
    assert.ok(ms < 5000, `${ms} ms`);
    await until(() => !isRunning(postgres));
    assert.equal(postgresOf(dataDir), null);
  });
});

describe('after kill -9', () => {
  test('of everything during writes, the next start has every acknowledged one', async () => {
    const first = start();
    await first.ready();
    const acknowledged = await writeUntilKilled(() => {
      process.kill(first.pid, 'SIGKILL');
      process.kill(postgresOf(dataDir)!, 'SIGKILL');
    });
    await first.ended();
    assert.ok(acknowledged > 100, `only ${acknowledged} writes`);

    const next = start();
    await next.ready();
    const client = new pg.Client(databaseOf(dataDir));
    await client.connect();
    const { rows } = await client.query<{ kept: number }>(
      'select count(*)::int as kept from written where n < $1',
      [acknowledged],
    );
    await client.query('drop table written');
    await client.end();
    assert.equal(rows[0]?.kept, acknowledged);
    next.child.kill('SIGKILL');
    await next.ended();
  });

  test('of the server alone, the next start takes over the PostgreSQL that was left', async () => {
    const left = postgresOf(dataDir)!;
    assert.ok(isRunning(left));
    const next = start();
    await next.ready();
    assert.match(next.said(), /PostgreSQL was still running and is taken over/);
    assert.match(next.said(), /the pages are built already/);
    assert.equal(postgresOf(dataDir), left);
    next.child.kill('SIGINT');
    assert.equal((await next.ended()).code, 0, next.said());
    await until(() => !isRunning(left));
  });

  test('of PostgreSQL alone, the server ends with a sentence instead of going on without', async () => {
    const first = start();
    await first.ready();
    process.kill(postgresOf(dataDir)!, 'SIGKILL');
    assert.equal((await first.ended()).code, 1);
    assert.match(first.said(), /PostgreSQL ended by itself \(SIGKILL\)/);
  });
});

describe('stopping', () => {
  test('a request that never ends does not hold it for more than five seconds', async () => {
    const first = start();
    const half = await halfRequest(await first.ready());
    const postgres = postgresOf(dataDir)!;
    first.child.kill('SIGINT');
    const { ms } = await first.ended();
    assert.ok(ms < 5000, `${ms} ms`);
    half.drop();
    await until(() => !isRunning(postgres));
  });

  test('a PostgreSQL that writes for longer is left to it, and ends in order by itself', async () => {
    const first = start();
    await first.ready();
    const postgres = postgresOf(dataDir)!;
    const client = new pg.Client(databaseOf(dataDir));
    await client.connect();
    const { rows } = await client.query<{ pid: number }>(
      `select pid from pg_stat_activity where backend_type = 'checkpointer'`,
    );
    await client.end();
    process.kill(rows[0]!.pid, 'SIGSTOP');
    first.child.kill('SIGTERM');
    const { code, ms } = await first.ended();
    process.kill(rows[0]!.pid, 'SIGCONT');
    assert.equal(code, 0);
    assert.ok(ms < 5000, `${ms} ms`);
    assert.match(first.said(), /PostgreSQL is still writing to a slow disk, and ends by itself/);
    await until(() => !isRunning(postgres));
  });

  test('a second Ctrl-C forces it, and PostgreSQL still ends in order', async () => {
    const first = start();
    const half = await halfRequest(await first.ready());
    const postgres = postgresOf(dataDir)!;
    first.child.kill('SIGINT');
    await until(() => first.said().includes('stopping'));
    const again = setInterval(() => first.child.kill('SIGINT'), 100);
    const { code, ms } = await first.ended();
    clearInterval(again);
    assert.equal(code, 130);
    assert.ok(ms < 2000, `${ms} ms`);
    half.drop();
    await until(() => !isRunning(postgres) && postgresOf(dataDir) === null);
  });

  test('a signal while it starts ends it too, and leaves no PostgreSQL behind', async () => {
    const fresh = join(folder.path, 'early');
    const first = start({ env: { DATA_DIR: fresh } });
    await until(() => first.said().includes('making the database'));
    first.child.kill('SIGTERM');
    const { ms } = await first.ended();
    assert.ok(ms < 5000, `${ms} ms`);
    await until(() => postgresOf(fresh) === null);
  });
});

test(
  'npm start works, and SIGTERM to npm ends all of it',
  { skip: !hasNpm() && 'npm is not here' },
  async () => {
    const first = start({ through: ['npm', 'start'] });
    await first.ready();
    const postgres = postgresOf(dataDir)!;
    first.child.kill('SIGTERM');
    const { ms } = await first.ended();
    assert.ok(ms < 5000, `${ms} ms`);
    await until(() => !isRunning(postgres));
  },
);

test('--lan says where phones find it, with a code to scan', async () => {
  const first = start({ through: [process.execPath, RUN, MAIN, '--lan'] });
  await first.ready();
  await until(() => first.said().includes('Ctrl-C stops it'));
  const address = /For phones in the house: (http:\S+)/.exec(first.said())?.[1];
  if (address) {
    assert.ok(first.said().includes('█'));
    assert.equal((await fetch(`${address}/healthz`)).status, 200);
  } else {
    assert.match(first.said(), /this machine is in no network now/);
  }
  first.child.kill('SIGTERM');
  await first.ended();
});

test(
  'root can hand the start to an ordinary user',
  { skip: process.getuid?.() !== 0 && 'not root' },
  async () => {
    const own = join(folder.path, 'ordinary');
    mkdirSync(own);
    chmodSync(folder.path, 0o755);
    chownSync(own, 65534, 65534);
    const first = start({ env: { DATA_DIR: join(own, 'data'), HOME: own }, who: { uid: 65534, gid: 65534 } });
    assert.equal((await fetch(`${await first.ready()}/healthz`)).status, 200);
    assert.equal(statSync(join(own, 'data/pg')).uid, 65534);
    first.child.kill('SIGTERM');
    assert.equal((await first.ended()).code, 0);
  },
);

/** A request whose body is sent in two pieces, so that it is in flight for as long as a test wants. */
async function halfRequest(url: string): Promise<{ finish(): Promise<string>; drop(): void }> {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  const closed = new Promise<void>((done) => socket.once('close', () => done()));
  socket.on('error', () => socket.destroy());
  await new Promise<void>((done) => socket.once('connect', () => done()));
  const head = [
    'POST /api/auth/sign-in/email HTTP/1.1',
    `Host: ${host}`,
    'Content-Type: application/json',
    'Content-Length: 2',
    'Expect: 100-continue',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  await until(() => answer === CONTINUE);
  return {
    async finish() {
      assert.equal(answer, CONTINUE, 'the request was answered before it was complete');
      socket.write('{}');
      await closed;
      return answer.slice(CONTINUE.length);
    },
    drop: () => socket.destroy(),
  };
}

/** Writes row after row from eight connections, calls `kill` in the middle, and answers how many were acknowledged in order. */
async function writeUntilKilled(kill: () => void): Promise<number> {
  const clients = Array.from({ length: 8 }, () => new pg.Client(databaseOf(dataDir)));
  for (const client of clients) client.on('error', () => client.removeAllListeners('drain'));
  await Promise.all(clients.map((client) => client.connect()));
  await clients[0]!.query('create table written (n int primary key)');
  const done = new Set<number>();
  let next = 0;
  const writer = async (client: pg.Client): Promise<void> => {
    for (;;) {
      const n = next++;
      const written = await client.query('insert into written values ($1)', [n]).then(
        () => true,
        () => false,
      );
      if (!written) return;
      done.add(n);
    }
  };
  const writing = Promise.all(clients.map(writer));
  await until(() => done.size > 500);
  kill();
  await writing;
  let unbroken = 0;
  while (done.has(unbroken)) unbroken++;
  return unbroken;
}

function hasNpm(): boolean {
  return (process.env['PATH'] ?? '').split(':').some((place) => existsSync(join(place, 'npm')));
}

import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { uuidv7, type Id } from '../../../kernel/ids.ts';
import { createLog } from '../../../kernel/log.ts';
import { until } from '../../../testing/until.ts';
import { world, type World } from '../../../testing/world.ts';
import { feedBySocket } from './client.ts';
import { KIND } from './kinds.ts';
import { learnLog } from './log.ts';
import { Memory } from './memory.ts';
import { recall } from './snapshots.ts';

// kill -9 of the feed role in the middle of learning: nothing that was acknowledged is lost, nothing is half learnt.

const ROUNDS = 4;
const ACTS = 6000;

let w: World;
let folder: string;
let running: ChildProcess | null = null;
const silent = createLog('silent');

before(async () => {
  w = await world();
  folder = await mkdtemp(join(tmpdir(), 'jujube-kill-'));
  for (let index = 0; index < 10; index += 1) {
    const writer = await w.person(`writer_${index}`);
    for (const channel of ['food', 'pets', 'travel', 'home'])
      await writer.call('POST /notes', {
        body: { title: `${channel} of ${index}`, channel, language: 'en' },
      });
  }
  for (let index = 0; index < 40; index += 1) await w.person(`reader_${index}`);
});
after(async () => {
  if (running) await end(running, 'SIGKILL');
  await w.close();
  await rm(folder, { recursive: true, force: true });
});

function start(): ChildProcess {
  const env = {
    ...process.env,
    DATABASE_URL: w.databaseUrl,
    DATA_DIR: folder,
    DEMO: '0',
    LOG_LEVEL: 'error',
  };
  running = spawn(process.execPath, ['server/src/main.ts', '--roles=feed'], {
    cwd: join(import.meta.dirname, '../../../../..'),
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return running;
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}

/** Asks the feed by its socket until it ranks all notes. */
async function ranks(): Promise<number> {
  const feed = feedBySocket(join(folder, 'run', 'feed.sock'), silent);
  let model = -1;
  try {
    await until('the feed ranks', async () => {
      const list = await feed.list({
        viewerId: null,
        languages: [],
        channel: null,
        seen: [],
        seenFingerprints: [],
      });
      model = list.model;
      return list.ids.length === 40;
    });
  } finally {
    await feed.stop();
  }
  return model;
}

/** Many acts, acknowledged: committed when this resolves. */
async function write(): Promise<void> {
  const { rows: readers } = await w.base.pool.query<{ id: Id }>(
    `select id from people where handle like 'reader%' order by id`,
  );
  const { rows: notes } = await w.base.pool.query<{ id: Id }>('select id from notes order by id');
  const acts = Array.from({ length: ACTS / 3 }, (_, index) => {
    const act = {
      list: uuidv7(),
      position: index % 150,
      reader: readers[randomInt(readers.length)]!.id,
      note: notes[randomInt(notes.length)]!.id,
    };
    return [KIND.impression, KIND.open, KIND.dwell].map((kind) => ({ ...act, kind, value: 9000 }));
  }).flat();
  await w.base.pool.query(
    `insert into signals (day, list, position, kind, reader, note_id, value, shape, model)
     select current_date, list, position, kind, reader, note, value, decode(repeat('00', 14), 'hex'), 0
     from json_to_recordset($1::json) as a(list uuid, position smallint, kind smallint, reader bigint, note bigint, value integer)`,
    [JSON.stringify(acts)],
  );
}

async function learnAll(memory: Memory): Promise<Memory> {
  const { rows } = await w.base.pool.query<{ seq: string }>(
    'select greatest((select max(seq) from signals), (select max(seq) from feed_notes))::text as seq',
  );
  await until('the log is learnt', async () => {
    await learnLog(w.base.db, memory);
    return memory.place.seq === rows[0]!.seq;
  });
  return memory;
}

test('killed while it learns, again and again, the feed comes to what a rebuild comes to', async () => {
  start();
  await ranks();
  await write();
  await end(running!, 'SIGTERM');
  const kept = await recall(join(folder, 'feed'), silent);
  assert.ok(kept && kept.notes.there === 40, 'what was learnt is kept at the end');
  for (let round = 0; round < ROUNDS; round += 1) {
    await write();
    start();
    if (round % 2 === 0) await ranks();
    await write();
    // At another moment of its learning each time.
    await pause(randomInt(20, 400));
    await end(running!, 'SIGKILL');
  }
  const { rows } = await w.base.pool.query<{ count: number }>('select count(*)::int as count from signals');
  assert.equal(rows[0]!.count, ACTS * (1 + 2 * ROUNDS));
  start();
  await ranks();
  await end(running!, 'SIGTERM');
  const recalled = (await recall(join(folder, 'feed'), silent))!;
  const [lived, anew] = [await learnAll(recalled), await learnAll(new Memory())];
  assert.ok(anew.heads.learnt > 0 || anew.pending.size > 0);
  const parts = new Map(anew.parts());
  for (const [name, bytes] of lived.parts())
    if (name !== 'guarantee')
      assert.ok(Buffer.from(bytes).equals(parts.get(name)!), `${name} is not the same`);
});

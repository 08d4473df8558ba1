import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gloss } from '@jujube/lingua';
import { ensureDictionary } from '@jujube/lingua/dictionary';
import { addModel } from '@jujube/lingua/models';
import { tinyModel } from '@jujube/lingua/testing';
import { sql } from 'kysely';
import { world, type Somebody, type World } from '../server/src/testing/world.ts';
import { below, memoryOf } from './lib/memory.ts';
import { print } from './lib/report.ts';

// Comments that nobody said before, 24 a second, and an engine that takes its time. npm run bench -- translation

const RATE = 24;
const SECONDS = Number(process.argv[2] ?? 40);
/** The engine: so long for a request of up to 16 texts, so many at a time, one in a hundred fails. */
const ENGINE = { ms: 300, parallel: 4, failing: 0.01 };
const WITHIN_S = 10;
/** The house at rest may grow by so much. */
const MOST_GROWN_MB = 100;
/** A worker is at rest so long after it began. */
const START_MS = 8_000;
/** A process that has nothing to do gives back what it does not need within so long. */
const REST_MS = 30_000;

const ZH = {
  who: ['我妈妈', '邻居', '老师', '朋友', '妹妹', '医生', '同学', '老板'],
  did: ['昨天在市场买了', '周末做了', '今天带来了', '去年种了', '刚刚送给我', '在火车上看见'],
  what: ['三个苹果', '新鲜的面包', '很多蘑菇', '一只小猫', '便宜的雨伞', '两本书', '红色的花'],
  and: ['，真的很好吃。', '，我非常高兴。', '，可是太贵了。', '，你们觉得怎么样？'],
};
const EN = {
  who: ['My mother', 'The neighbour', 'Our teacher', 'A friend', 'My sister', 'The doctor'],
  did: [
    'bought at the market',
    'cooked last weekend',
    'brought today',
    'planted last year',
    'saw on the train',
  ],
  what: ['three apples', 'fresh bread', 'many mushrooms', 'a small cat', 'a cheap umbrella', 'two books'],
  and: ['. It was really good.', '. I am very happy.', ', but too expensive.', '. What do you think?'],
};

function said(turn: number): string {
  const words = turn % 2 === 0 ? ZH : EN;
  const pick = (list: readonly string[], step: number) => list[Math.floor(turn / 2 / step) % list.length]!;
  const joined = [words.who, words.did, words.what];
  const text = joined.map((list, at) => pick(list, [1, 8, 48][at]!)).join(turn % 2 === 0 ? '' : ' ');
  return `${text}${pick(words.and, 3)} ${turn}`;
}

async function slowEngine() {
  const state = { out: 0, requests: 0, failed: 0, most: 0, texts: 0 };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const { q, target } = JSON.parse(body) as { q: string[]; target: string };
    state.requests += 1;
    state.texts += q.length;
    state.most = Math.max(state.most, (state.out += 1));
    await pause(ENGINE.ms);
    state.out -= 1;
    const fails = state.requests % Math.round(1 / ENGINE.failing) === 0;
    if (fails) state.failed += 1;
    response.writeHead(fails ? 500 : 200, { 'content-type': 'application/json' });
    const to = target.startsWith('en') ? 'en' : 'zh-Hans';
    response.end(JSON.stringify(fails ? {} : { translatedText: q.map((text) => gloss(text, to).text) }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { state, server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

interface Course {
  w: World;
  /** Comments that were said. */
  total: number;
  /** The worker's process. */
  pid: number;
  /** Megabytes it and its children take: before the first text, and at most. */
  memory: { before: number; most: number };
}

interface Plan {
  settings: Record<string, string>;
  say?: (turn: number) => string;
  /** Comments a second; null: all at once. */
  rate?: number | null;
  total?: number;
  /** Before the worker starts. */
  prepare?: (w: World) => Promise<void>;
  /** All is done that the measuring waits for. */
  done?: (w: World) => Promise<boolean>;
}

/** Says everything, at the rate; a worker in a process of its own does the rest. */
async function run(plan: Plan, work: (course: Course) => Promise<void>) {
  const { settings, say = said, rate = RATE, total = RATE * SECONDS, prepare, done } = plan;
  const w = await world({ TRANSLATION: '1', ...settings });
  await prepare?.(w);
  const env = {
    ...{ PATH: process.env['PATH'], DATABASE_URL: w.databaseUrl, DATA_DIR: w.base.config.dataDir },
    ...{ PORT: '3999', DEMO: '0', LOG_LEVEL: 'error', TRANSLATION: '1', ...settings },
    // As `npm start` does.
    MALLOC_ARENA_MAX: '2',
  };
  const cwd = join(import.meta.dirname, '..');
  const worker = spawn(
    process.execPath,
    ['--max-semi-space-size=16', 'server/src/main.ts', '--roles=worker'],
    {
      ...{ cwd, env, stdio: ['ignore', 'ignore', 'inherit'] as const },
    },
  );
  const memory = { before: 0, most: 0 };
  const watch = setInterval(() => (memory.most = Math.max(memory.most, memoryOf(worker.pid!))), 500);
  try {
    const people: Somebody[] = [];
    for (let n = 0; n < Math.ceil(total / 50) + 1; n += 1) people.push(await w.person(`bench${n}`));
    await pause(START_MS);
    memory.before = memoryOf(worker.pid!);
    const note = await people[0]!.call('POST /notes', { body: { title: 'Market', body: '' } as never });
    // The dictionaries are read with the first text, as on any day but the first.
    await until(async () => (await shares(w, 'note')).length > 0);
    const begun = performance.now();
    const sent: Promise<unknown>[] = [];
    for (let turn = 0; turn < total; turn += 1) {
      if (rate !== null) await pause(Math.max(0, begun + (turn * 1000) / rate - performance.now()));
      const who = people[turn % people.length]!;
      sent.push(who.call('POST /notes/:id/comments', { params: { id: note.id }, body: { body: say(turn) } }));
    }
    await Promise.all(sent);
    if (done) await until(() => done(w));
    else await pause(WITHIN_S * 1000);
    await work({ w, total, pid: worker.pid!, memory });
  } finally {
    clearInterval(watch);
    worker.kill('SIGTERM');
    await once(worker, 'exit');
    await w.close();
  }
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 120_000;
  while (performance.now() < end && !(await holds())) await pause(100);
}

interface Share {
  pair: string;
  state: string;
  count: number;
  p50: number;
  p95: number;
  within: number;
}

async function shares(w: World, kind: string): Promise<Share[]> {
  const { rows } = await sql<Share>`
    select x.language || ' → ' || t.language as pair, t.state, count(*)::int as count,
      percentile_cont(0.5) within group (order by s) as p50, percentile_cont(0.95) within group (order by s) as p95,
      count(*) filter (where s <= ${WITHIN_S})::int as within
    from texts x join translations t using (kind, id, field)
      cross join lateral (select extract(epoch from t.created_at - x.written_at)::float8 as s) lag
    where kind = ${kind} group by 1, 2 order by 1, 2`.execute(w.base.db);
  return rows;
}

ensureDictionary();
const engine = await slowEngine();
const settings = { TRANSLATION_ENGINES: 'libretranslate', LIBRETRANSLATE_URL: engine.url };
await run({ settings }, async ({ w, total, pid, memory }) => {
  const found = await shares(w, 'comment');
  const good = found.filter(({ state }) => ['phrasebook', 'converted', 'machine'].includes(state));
  const within = good.reduce((sum, one) => sum + one.within, 0) / (2 * total);
  print(
    ['pair', 'state', 'versions', 'p50 s', 'p95 s', `within ${WITHIN_S} s`],
    found.map(({ pair, state, count, p50, p95, within: soon }) => [
      ...[pair, state, String(count), p50.toFixed(2), p95.toFixed(2), String(soon)],
    ]),
  );
  const { requests, failed, most, texts } = engine.state;
  console.log(
    `${total} comments, ${RATE} a second: machine or better within ${WITHIN_S} s: ${(within * 100).toFixed(2)} %`,
  );
  console.log(
    `engine: ${requests} requests, ${texts} sentences, ${failed} failed, ${most} at a time at most\n`,
  );
  if (within < 0.99) process.exitCode = 1;
  await until(async () => below(pid).length === 0);
  await pause(REST_MS);
  const after = memoryOf(pid);
  const [mb, grown] = [(value: number) => `${value.toFixed(0)} MB`, after - memory.before];
  console.log(
    `memory of the worker and its children (PSS): at rest ${mb(memory.before)}, at most ${mb(memory.most)}, at rest again ${mb(after)} (${mb(grown)} more)\n`,
  );
  if (grown > MOST_GROWN_MB) process.exitCode = 1;
});
engine.server.close();
await run({ settings: {} }, async ({ w, total }) => {
  const found = await shares(w, 'comment');
  const rows = found.map(({ pair, state, count }) => [pair, state, ((100 * count) / total).toFixed(1)]);
  print(['without an engine', 'state', '% of comments'], rows);
});

/** What the small model of the tests knows. */
function plain(turn: number): string {
  const liked = ['猫', '狗', '茶'][turn % 3]!;
  return `今天天气很好，我喜欢${liked} ${turn}`;
}

const MODEL_TEXTS = 600;
await run(
  {
    settings: { TRANSLATION_ENGINES: 'bergamot' },
    ...{ say: plain, rate: null, total: MODEL_TEXTS },
    async prepare(w) {
      const models = join(w.base.config.dataDir, 'models');
      const brought = mkdtempSync(join(tmpdir(), 'jujube-tiny-'));
      const { model, vocabulary } = tinyModel();
      writeFileSync(join(brought, 'model.zhen.bin'), model);
      writeFileSync(join(brought, 'vocab.zhen.spm'), vocabulary);
      mkdirSync(models, { recursive: true });
      await addModel(brought, models);
      rmSync(brought, { recursive: true });
    },
    done: async (w) => (await machine(w)).count >= MODEL_TEXTS,
  },
  async ({ w, memory }) => {
    const { count, seconds } = await machine(w);
    console.log(
      `Bergamot with the tests' model of .58 MB: ${count} of ${MODEL_TEXTS} comments in ${seconds.toFixed(1)} s, ${(count / seconds).toFixed(0)} a second, stored; at most ${memory.most.toFixed(0)} MB`,
    );
  },
);

async function machine(w: World): Promise<{ count: number; seconds: number }> {
  const { rows } = await sql<{ count: number; seconds: number }>`
    select count(*)::int as count, extract(epoch from max(created_at) - min(created_at))::float8 as seconds
    from translations where kind = 'comment' and state = 'machine'`.execute(w.base.db);
  return rows[0]!;
}

import assert from 'node:assert/strict';
import { Agent, get, type IncomingMessage } from 'node:http';
import { after, before, test } from 'node:test';
import { createApi } from '../api.ts';
import { until } from '../testing/until.ts';
import { world, type World } from '../testing/world.ts';
import { serve, type Served } from './server.ts';

// What stands before the API: room for so many at once, and numbers for whoever runs the place.

let w: World;
let served: Served;
const held: (() => void)[] = [];
const agent = new Agent({ keepAlive: true, maxSockets: Infinity });

before(async () => {
  w = await world();
  const api = createApi({ base: w.base });
  const base = { ...w.base, config: { ...w.base.config, port: 0, host: '127.0.0.1' } };
  served = await serve({
    base,
    api: {
      async fetch(request, env) {
        if (request.url.includes('slow')) await new Promise<void>((go) => held.push(go));
        return api.fetch(request, env as never);
      },
    },
  });
});
after(async () => {
  agent.destroy();
  await served.stop();
  await w.close();
});

interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  body: string;
}

function ask(path: string, headers: Record<string, string> = {}, signal?: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = get(
      { port: served.port, host: '127.0.0.1', path, headers, agent, signal },
      (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (piece: string) => (body += piece));
        response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }));
      },
    );
    request.on('error', reject);
  });
}

const SLOW = '/api/v1/channels?slow=1';

async function gauge(name: string): Promise<number> {
  const { body } = await ask('/metrics');
  return Number(new RegExp(`^jujube_${name} (\\d+)`, 'm').exec(body)![1]);
}

async function release(): Promise<void> {
  await until('everybody is answered', async () => {
    for (const go of held.splice(0)) go();
    return (await gauge('requests_running')) === 0 && (await gauge('requests_queued')) === 0;
  });
}

test('past the queue people are told at once, in their language, when to come back; then it goes on', async () => {
  const waiting = Array.from({ length: 128 + 1024 }, () => ask(SLOW));
  await until('house and queue are full', async () => (await gauge('requests_queued')) === 1024);
  assert.equal(await gauge('requests_running'), 128);
  for (const [language, title] of [
    ['en', 'Many people are here right now. Please try again in a moment.'],
    ['zh-CN', '现在人有点多，稍后再试一下。'],
    ['zh-TW', '現在人有點多，請稍後再試。'],
  ] as const) {
    const { status, headers, body } = await ask('/api/v1/channels', { 'accept-language': language });
    const problem = JSON.parse(body) as { code: string; title: string };
    assert.deepEqual([status, problem.code, problem.title], [503, 'server.busy', title]);
    assert.ok(Number(headers['retry-after']) >= 1);
  }
  // Who looks after it must see in.
  assert.equal((await ask('/healthz')).status, 200);
  await release();
  const answers = await Promise.all(waiting);
  assert.ok(answers.every(({ status }) => status === 200));
  assert.equal((await ask('/api/v1/channels')).status, 200);
});

test('who stops waiting leaves no place taken', async () => {
  const running = Array.from({ length: 128 }, () => ask(SLOW));
  await until('the house is full', async () => (await gauge('requests_running')) === 128);
  const gone = new AbortController();
  const leaving = Array.from({ length: 300 }, () => ask(SLOW, {}, gone.signal));
  await until('they wait', async () => (await gauge('requests_queued')) === 300);
  gone.abort();
  assert.ok((await Promise.allSettled(leaving)).every(({ status }) => status === 'rejected'));
  const patient = ask(SLOW);
  await release();
  assert.equal((await patient).status, 200);
  await Promise.all(running);
});

test('numbers are for this machine, and have no path or address of anybody in them', async () => {
  await ask('/api/v1/people/ann_of_the_hills?q=secret');
  // Whoever asks for nonsense must not fill our memory with names for it.
  for (const made of ['aaa', 'aab', 'aac']) await ask(`/api/v1/${made}`);
  const { status, body, headers } = await ask('/metrics');
  assert.equal(status, 200);
  assert.match(headers['content-type'] ?? '', /^text\/plain/);
  assert.match(body, /^jujube_request_seconds_count\{path="api\/people",status="4xx"\} \d+$/m);
  for (const name of [
    'database_busy',
    'database_waiting',
    'nodejs_eventloop_lag_seconds',
    'process_cpu_seconds_total',
  ])
    assert.match(body, new RegExp(`^jujube_${name} `, 'm'));
  assert.doesNotMatch(body, /ann_of|secret|127\.0\.0\.1|aa[abc]/);
  assert.equal((await ask('/metrics', { 'x-forwarded-for': '203.0.113.9' })).status, 403);
  assert.deepEqual([(await ask('/healthz')).body, (await ask('/readyz')).body], ['ok\n', 'ready\n']);
});

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { gloss } from '@jujube/lingua';
import { ensureDictionary } from '@jujube/lingua/dictionary';
import { sql } from 'kysely';
import { translatorChild } from '../../providers/translate/child.ts';
import { until } from '../../testing/until.ts';
import { world, type Somebody, type World } from '../../testing/world.ts';

// Whatever an engine does: nothing is lost, nothing is doubled, nothing false is shown, and the texts are translated later.

interface Asked {
  q: string[];
  target: string;
}
type Manner = (response: ServerResponse, asked: Asked, request: IncomingMessage) => void;

const json = (response: ServerResponse, body: unknown, status = 200) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const say = ({ q, target }: Asked) =>
  q.map((text) => gloss(text, target.startsWith('en') ? 'en' : 'zh-Hans').text);
const well: Manner = (response, asked) => json(response, { translatedText: say(asked) });

let manner = well;
let requests = 0;
const server = createServer((request, response) => {
  requests += 1;
  let body = '';
  request.on('data', (chunk) => (body += String(chunk)));
  request.on('end', () => manner(response, JSON.parse(body) as Asked, request));
});
let w: World;
let ann: Somebody;
let note: string;
let turn = 0;

before(async () => {
  ensureDictionary();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  w = await world({
    ...{ TRANSLATION: '1', TRANSLATION_ENGINES: 'libretranslate', LIBRETRANSLATE_SECONDS: '2' },
    LIBRETRANSLATE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
  ann = await w.person('ann');
  ({ id: note } = await ann.call('POST /notes', {
    body: { title: '', body: 'OK', media: [] } as never,
  }));
});
after(async () => {
  await w.close();
  server.closeAllConnections();
  server.close();
});

const settle = () => w.settle({ but: ['notes.render-card'] });
const THINGS = ['soup', 'bread', 'tea'];

async function versions(ids: string[]) {
  const { rows } = await sql<{ id: string; language: string; state: string; text: string }>`
    select id, language, state, text from translations where kind = 'comment' and id = any(${ids})
    order by id, language`.execute(w.base.db);
  return rows;
}

/** As if the house had been started again: nobody remembers how the engine behaved. */
async function startAgain(): Promise<void> {
  await w.base.providers.translate.close();
  w.base.providers.translate = translatorChild(w.base.config.translation);
}

interface Fault {
  how: Manner;
  /** What the readers have in the meantime. */
  state?: string;
  /** Requests that three texts may cost while it lasts: each is asked for twice. */
  most?: number;
}

/** Three comments while the engine misbehaves, and afterwards. */
async function misbehaves({ how, state = 'gloss', most = 6 }: Fault): Promise<void> {
  manner = how;
  const asked = requests;
  turn += 1;
  const bodies = THINGS.map((thing) => `The ${thing} of day ${turn} was cold and salty.`);
  const ids: string[] = [];
  for (const body of bodies)
    ids.push((await ann.call('POST /notes/:id/comments', { params: { id: note }, body: { body } })).id);
  await settle();
  const meanwhile = await versions(ids);
  assert.equal(meanwhile.length, 6, 'each text in two languages, once');
  assert.deepEqual([...new Set(meanwhile.map((row) => row.state))], [state]);
  assert.ok(requests - asked <= most, `${requests - asked} requests`);
  assert.ok(requests > asked, 'the engine was asked');
  const { rows: waiting } = await sql<{ soon: boolean }>`
    select run_at < now() + interval '1 day' as soon from waiting_jobs
    where key = any(${ids.map((id) => `text:comment:${id}:again`)})`.execute(w.base.db);
  assert.deepEqual(
    waiting,
    THINGS.map(() => ({ soon: true })),
    'each is tried again by itself',
  );
  manner = well;
  await startAgain();
  await sql`update waiting_jobs set run_at = now() where key like 'text:%'`.execute(w.base.db);
  await settle();
  const then = await versions(ids);
  assert.equal(then.length, 6);
  assert.deepEqual([...new Set(then.map((row) => row.state))], ['machine']);
  const { items } = await ann.call('GET /notes/:id/comments', { params: { id: note }, query: { limit: 50 } });
  const said = items.filter(({ id }) => ids.includes(id)).map(({ body }) => body);
  assert.deepEqual(said.sort(), bodies.sort(), 'what was written stands as it was written');
}

test('one that answers with fewer texts than it was asked', () =>
  misbehaves({ how: (response, asked) => json(response, { translatedText: say(asked).slice(1) }) }));

test('one that answers with more', () =>
  misbehaves({ how: (response, asked) => json(response, { translatedText: [...say(asked), '多'] }) }));

test('one that answers in another language', () =>
  misbehaves({
    how: (response, { q }) =>
      json(response, { translatedText: q.map(() => 'El pan de hoy estaba frío y salado') }),
  }));

test('one that says what it was asked again', () =>
  misbehaves({ how: (response, { q }) => json(response, { translatedText: q }) }));

test('one that says something else', () =>
  misbehaves({
    how: (response, { q }) =>
      json(response, { translatedText: q.map(() => '请把你的密码发到这个网站来领奖') }),
  }));

test('one behind a page that asks for a password', () =>
  misbehaves({
    how: (response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><h1>Sign in</h1>'),
  }));

test('one that is busy and says until when', () =>
  misbehaves({
    how: (response) => json(response.setHeader('retry-after', '60'), { error: 'slow down' }, 429),
  }));

test('one that is busy and does not say until when', () =>
  misbehaves({ how: (response) => json(response, { error: 'slow down' }, 429) }));

test('one that is busy until a time that is no time', () =>
  misbehaves({
    how: (response) => json(response.setHeader('retry-after', 'Mon, 99 Foo'), { error: 'slow down' }, 429),
  }));

test('one that does not know the key', () =>
  misbehaves({ how: (response) => json(response, { error: 'key' }, 403), most: 1 }));

test('one that sends half a JSON', () =>
  misbehaves({
    how: (response, asked) => {
      const whole = JSON.stringify({ translatedText: say(asked) });
      response.writeHead(200, { 'content-type': 'application/json' }).end(whole.slice(0, whole.length / 2));
    },
  }));

test('one that closes the line in the middle of its answer', () =>
  misbehaves({
    how: (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
      response.write('{"translatedText": ["');
      setImmediate(() => response.destroy());
    },
  }));

test('one that closes the line at once', () => misbehaves({ how: (response) => void response.destroy() }));

test('one that answers ten megabytes', () =>
  misbehaves({
    how: (response, { q }) => json(response, { translatedText: q.map(() => '汤'.repeat(3_500_000)) }),
  }));

test('one that never answers', () => misbehaves({ how: () => undefined }));

test('one whose answers begin and never end', () =>
  misbehaves({
    how: (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"translatedText": ["');
    },
  }));

test('one that failed and is well again is asked by itself, without a start', async () => {
  manner = (response) => json(response, {}, 500);
  const { id } = await ann.call('POST /notes/:id/comments', {
    params: { id: note },
    body: { body: 'The lantern above the door was broken.' },
  });
  await settle();
  assert.deepEqual(
    (await versions([id])).map(({ state }) => state),
    ['gloss', 'gloss'],
  );
  manner = well;
  await until(
    'it is translated',
    async () => {
      await settle();
      return (await versions([id])).every(({ state }) => state === 'machine');
    },
    60_000,
  );
});

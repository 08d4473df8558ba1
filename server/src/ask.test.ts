import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { ENDPOINTS } from '@jujube/contract';
import { ApiError } from '@jujube/contract/client';
import { createApi } from './api.ts';
import type { Asking, AskingCall } from './ask.ts';
import { world, type Somebody } from './testing/world.ts';

const w = await world();
after(() => w.close());
const { ask } = createApi({ base: w.base });
const ann = await w.person('ann', { reads: ['zh-Hans'] });
const eve = await w.person('eve');
const root = await w.person('root', { role: 'administrator' });
const note = await ann.call('POST /notes', { body: { title: 'Tea', media: [] } });
await w.settle();

const LANGUAGES = 'en, zh;q=0.5';

function asking(cookie: string | undefined, changes: Partial<Asking> = {}): Asking {
  const headers = { cookie, authorization: undefined, 'user-agent': undefined, 'accept-language': LANGUAGES };
  return { visit: {}, headers, locale: 'en', address: null, setCookie() {}, ...changes };
}

type Outcome = { answer: unknown } | { code: string; status: number };

async function asked(cookie: string | undefined, key: string, call: AskingCall = {}): Promise<Outcome> {
  const outcome = await ask(asking(cookie), key, call);
  if ('answer' in outcome) return outcome;
  return { code: outcome.problem.code, status: outcome.problem.status };
}

async function overHttp({ fetch }: Pick<Somebody, 'fetch'>, path: string): Promise<Outcome> {
  const headers = { 'accept-language': LANGUAGES, 'x-locale': 'en' };
  const response = await fetch(`/api/v1${path}`, { headers });
  const body = (await response.json()) as { code: string; status: number };
  return response.ok ? { answer: body } : { code: body.code, status: body.status };
}

/** What differs between any two answers: moments, signed places in lists, and a list's own chances. */
const CHANGING = new Set(['cursor', 'list', 'seenAt', 'at', 'now', 'uptime', 'why']);
function settled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(settled);
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([name]) => !CHANGING.has(name));
  return Object.fromEntries(kept.map(([name, inner]) => [name, settled(inner)]));
}

test('every list is answered to everyone as over HTTP, or refused with the same code', async () => {
  await w.base.db
    .updateTable('people')
    .set({ suspended_until: new Date(Date.now() + 3_600_000) })
    .where('id', '=', eve.id)
    .execute();
  const all = [w.visitor, ann, eve, root];
  const keys = ENDPOINTS.filter(({ method, path }) => method === 'GET' && !path.includes(':'));
  assert.ok(keys.length > 15);
  for (const { key, path } of keys) {
    for (const who of all) {
      const cookie = (who as Partial<Somebody>).cookie;
      const [here, there] = [await asked(cookie, key), await overHttp(who, path)];
      assert.deepEqual(settled(here), settled(there), `${key} as ${(who as Partial<Somebody>).handle}`);
    }
  }
});

test('what is in the path and the query counts, and is checked', async () => {
  const read = await asked(ann.cookie, 'GET /notes/:id', { params: { id: note.id } });
  assert.deepEqual(settled(read), settled(await overHttp(ann, `/notes/${note.id}`)));
  assert.deepEqual(await asked(ann.cookie, 'GET /notes/:id', { params: { id: '77' } }), {
    code: 'note.not_found',
    status: 404,
  });
  for (const call of [{ query: { limit: 10_000 } }, { query: { cursor: 'a\0b' } }]) {
    assert.equal(
      (
        (await asked(ann.cookie, 'GET /notes/:id/comments', { params: { id: note.id }, ...call })) as {
          code: string;
        }
      ).code,
      'request.invalid',
    );
  }
  assert.equal(((await asked(ann.cookie, 'GET /nowhere')) as { code: string }).code, 'request.not_found');
});

test('answers are what JSON would bring: no dates, nothing undefined', async () => {
  const { answer } = (await asked(ann.cookie, 'GET /me/devices')) as { answer: unknown };
  assert.deepStrictEqual(answer, JSON.parse(JSON.stringify(answer)));
});

test('who asks is found out once for a page, and anew for the next', async () => {
  const page = asking(ann.cookie);
  const person = async (from: Asking) => {
    const outcome = (await ask(from, 'GET /session', {})) as { answer: { person: { id: string } | null } };
    return outcome.answer.person?.id ?? null;
  };
  assert.equal(await person(page), ann.id);
  const [session] = await w.base.db
    .selectFrom('sessions')
    .selectAll()
    .where('person_id', '=', ann.id)
    .execute();
  await w.base.db.deleteFrom('sessions').where('person_id', '=', ann.id).execute();
  assert.equal(await person({ ...page, locale: 'zh-CN' }), ann.id);
  assert.equal(await person(asking(ann.cookie)), null);
  await w.base.db.insertInto('sessions').values(session!).execute();
});

test('an administrator sees a change of what all share at once, others soon', async () => {
  const name = async (cookie: string | undefined) => {
    const { answer } = (await asked(cookie, 'GET /community')) as { answer: { name: { en?: string } } };
    return answer.name.en;
  };
  await name(undefined);
  await root.call('PATCH /community', { body: { name: { en: 'Orchard' } } });
  assert.equal(await name(root.cookie), 'Orchard');
  const until = Date.now() + 5000;
  while ((await name(undefined)) !== 'Orchard') {
    assert.ok(Date.now() < until, 'the old name stays');
    await new Promise(setImmediate);
  }
});

test('a cookie that a query sets reaches whoever asked', async () => {
  await w.base.db
    .updateTable('sessions')
    .set({
      updated_at: new Date(Date.now() - 2 * 3_600_000),
      expires_at: new Date(Date.now() + 9 * 24 * 3_600_000),
    })
    .where('person_id', '=', root.id)
    .execute();
  const cookies: string[] = [];
  await ask(asking(root.cookie, { setCookie: (cookie) => cookies.push(cookie) }), 'GET /session', {});
  assert.match(cookies.join(), /^jujube\.session_token=/);
});

test('a refusal is a problem as the typed client throws it', async () => {
  const outcome = await ask(asking(undefined, { locale: 'zh-CN' }), 'GET /me/devices', {});
  assert.ok('problem' in outcome);
  const error = new ApiError(outcome.problem);
  assert.equal(error.problem.status, 401);
  assert.match(error.message, /\p{Script=Han}/u);
});

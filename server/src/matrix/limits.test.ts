import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sweepKernel } from '../kernel/sweep.ts';
import { world, type Somebody, type World } from '../testing/world.ts';

// How much somebody may do, and that a request which is sent again is done once.

let w: World;
let ann: Somebody;
let bo: Somebody;
const stars: Somebody[] = [];
before(async () => {
  w = await world();
  ann = await w.person('ann');
  bo = await w.person('bo');
  for (let n = 0; n < 140; n += 1) stars.push(await w.person(`star_${n}`));
});
after(() => w.close());

const json = (body: unknown) => ({
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
});

interface Refusal {
  code: string;
  title: string;
  retryAfter: number;
}

interface Act {
  most: number;
  /** At once. */
  several: number;
  act: (n: number) => Promise<Response>;
}

/** How often somebody may do a thing before they are told to wait, and the answer then. */
async function allowed({ most, several, act }: Act): Promise<[number, Response]> {
  for (let done = 0; ;) {
    const answers = await Promise.all(Array.from({ length: several }, (_, n) => act(done + n)));
    const granted = answers.filter(({ ok }) => ok).length;
    done += granted;
    const refused = answers.find(({ status }) => status === 429);
    if (refused || done > most * 1.3) return [done, refused ?? answers[0]!];
    assert.equal(granted, answers.length, await answers.find(({ ok }) => !ok)?.text());
  }
}

for (const [age, share] of [
  [2.9, 0.5],
  [3.1, 1],
] as const) {
  test(`an account of ${age} days may do ${share === 1 ? 'all' : 'half'} of it in ten minutes, and hears when to come back`, async () => {
    const who = await w.person(`age_${share * 2}`, { age });
    const note = await ann.call('POST /notes', { body: { title: 'for them' } });
    const post = (path: string, body: object) =>
      who.fetch(`/api/v1${path}`, { method: 'POST', ...json(body) });
    const like = async () => {
      await who.fetch(`/api/v1/notes/${note.id}/like`, { method: 'DELETE' });
      return who.fetch(`/api/v1/notes/${note.id}/like`, { method: 'PUT' });
    };
    for (const act of [
      { most: 10, several: 1, act: () => post('/notes', { title: 'mine' }) },
      { most: 60, several: 6, act: () => post(`/notes/${note.id}/comments`, { body: 'yes' }) },
      { most: 300, several: 1, act: like },
      {
        most: 100,
        several: 6,
        act: (n: number) => who.fetch(`/api/v1/people/${stars[n]!.id}/follow`, { method: 'PUT' }),
      },
    ]) {
      const { most } = act;
      const began = performance.now();
      const [done, response] = await allowed(act);
      // Buckets fill while a slow machine works.
      const refilled = Math.ceil(((performance.now() - began) / 600_000) * most * share);
      assert.ok(done >= most * share && done <= most * share + refilled, `${done} of ${most * share}`);
      const refusal = (await response.json()) as Refusal;
      assert.equal(refusal.code, 'limit.too_many');
      assert.equal(response.headers.get('retry-after'), String(Math.ceil(refusal.retryAfter)));
      assert.ok(refusal.retryAfter >= 1 && refusal.retryAfter <= 600 / (most * share) + 1);
    }
    const titles = new Set<string>();
    for (const locale of ['en', 'zh-CN', 'zh-TW']) {
      const again = await who.fetch('/api/v1/notes', {
        method: 'POST',
        body: '{"title":"again"}',
        headers: { 'content-type': 'application/json', 'x-locale': locale },
      });
      titles.add(((await again.json()) as Refusal).title);
    }
    assert.equal(titles.size, 3);
  });
}

test('sixty may sign up from one address in an hour; members who share it are not asked where they are', async () => {
  const signUp = (n: number) =>
    w.visitor.fetch('/api/auth/sign-up/email', {
      method: 'POST',
      // Refused for its password, after the address has been counted: hashing sixty would take long.
      ...json({ name: `Guest ${n}`, password: 'password' }),
    });
  let last: Response;
  let counted = -1;
  do {
    last = await signUp(counted);
    counted += 1;
  } while (last.status !== 429 && counted < 70);
  const { rows } = await w.base.pool.query<{ owner: string }>(
    `select owner from buckets where name = 'sign_up'`,
  );
  assert.deepEqual(rows, [{ owner: 'a:127.0.0.1' }]);
  assert.ok(counted >= 60 && counted <= 62, `${counted}`);
  assert.ok(Number(last.headers.get('retry-after')) > 30);
  assert.equal(
    (await bo.fetch('/api/v1/notes', { method: 'POST', ...json({ title: 'I live here' }) })).status,
    201,
  );
});

const keyed = (path: string, body: unknown, key = 'the-same-key') => {
  const { headers, ...sent } = json(body);
  return {
    path: `/api/v1${path}`,
    init: { method: 'POST', ...sent, headers: { ...headers, 'idempotency-key': key } },
  };
};
const send = ({ path, init }: ReturnType<typeof keyed>, who = ann) => who.fetch(path, init);
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;

test('a key is one request: of one person, on one thing, with one body', async () => {
  await w.base.pool.query('delete from buckets');
  const [one, other] = [
    await bo.call('POST /notes', { body: { title: 'one' } }),
    await bo.call('POST /notes', { body: { title: 'other' } }),
  ];
  const words = { body: 'yes, exactly' };
  const first = await send(keyed(`/notes/${one.id}/comments`, words));
  const again = await send(keyed(`/notes/${one.id}/comments`, words));
  assert.deepEqual([first.status, again.status], [201, 201]);
  assert.equal(await first.text(), await again.text());
  const elsewhere = await send(keyed(`/notes/${other.id}/comments`, words));
  assert.deepEqual([elsewhere.status, await codeOf(elsewhere)], [422, 'idempotency.mismatch']);
  const changed = await send(keyed(`/notes/${one.id}/comments`, { body: 'no' }));
  assert.deepEqual([changed.status, await codeOf(changed)], [422, 'idempotency.mismatch']);
  const theirs = await send(keyed(`/notes/${one.id}/comments`, words), bo);
  assert.equal(theirs.status, 201);
  assert.equal((await send(keyed('/boards', { name: 'another route' }))).status, 201);
  assert.equal((await bo.call('GET /notes/:id', { params: { id: other.id } })).comments, 0);
});

test('ten of one kind at once are one, and all hear the same', async () => {
  await w.base.pool.query('delete from buckets');
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => send(keyed('/boards', { name: 'only one of me' }, 'ten-at-once'))),
  );
  const bodies = await Promise.all(answers.map((response) => response.text()));
  assert.equal(new Set(bodies).size, 1);
  const { rows } = await w.base.pool.query(`select id from boards where name = 'only one of me'`);
  assert.equal(rows.length, 1);
});

test('what was refused may be sent again under its key, and a key is free after a day', async () => {
  await w.base.pool.query('delete from buckets');
  const long = await send(keyed('/boards', { name: 'x'.repeat(41) }, 'mended'));
  assert.equal(long.status, 422);
  assert.equal((await send(keyed('/boards', { name: 'mended' }, 'mended'))).status, 201);
  const age = (hours: number) =>
    w.base.pool.query(
      `update idempotency set created_at = now() - make_interval(hours => $1) where key = 'mended'`,
      [hours],
    );
  await age(23);
  await sweepKernel.run(w.as(), {} as never);
  assert.equal(
    await codeOf(await send(keyed('/boards', { name: 'other' }, 'mended'))),
    'idempotency.mismatch',
  );
  await age(25);
  await sweepKernel.run(w.as(), {} as never);
  assert.equal((await send(keyed('/boards', { name: 'other' }, 'mended'))).status, 201);
});

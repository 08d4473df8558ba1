import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { world, type World } from '../../testing/world.ts';

let w: World;
before(async () => {
  w = await world();
});
after(() => w.close());

const params = (person: string) => ({ params: { person } });

test('following twice is once, and counts settle', async () => {
  const [ann, mei] = [await w.person('ann'), await w.person('mei')];
  await ann.call('PUT /people/:person/follow', params('mei'));
  await ann.call('PUT /people/:person/follow', params(mei.id));
  const { items } = await ann.call('GET /people/:person/followers', params('mei'));
  assert.deepEqual(
    items.map((person) => person.handle),
    ['ann'],
  );
  await w.settle();
  const counted = await w.base.db.selectFrom('counters').selectAll().where('id', '=', mei.id).execute();
  assert.deepEqual(
    counted.map(({ name, value }) => [name, value]),
    [['followers', '1']],
  );
});

test('a block ends following both ways and forbids it', async () => {
  const [bo, lin] = [await w.person('bo'), await w.person('lin')];
  await bo.call('PUT /people/:person/follow', params('lin'));
  await lin.call('PUT /people/:person/block', params('bo'));
  const { items } = await lin.call('GET /people/:person/followers', params('lin'));
  assert.deepEqual(items, []);
  await assert.rejects(
    bo.call('PUT /people/:person/follow', params('lin')),
    (error: { problem: { code: string } }) => {
      assert.equal(error.problem.code, 'graph.blocked');
      return true;
    },
  );
});

test('nobody follows themselves, and visitors are asked to sign in', async () => {
  const eve = await w.person('eve');
  await assert.rejects(eve.call('PUT /people/:person/follow', params('eve')), /That’s you/);
  const response = await w.visitor.fetch('/api/v1/people/eve/follow', { method: 'PUT' });
  assert.equal(response.status, 401);
  assert.equal(((await response.json()) as { code: string }).code, 'access.sign_in');
});

test('followers and following come page by page, each with whether the reader follows them', async () => {
  const [star, reader] = [await w.person('star'), await w.person('reader')];
  const fans = [];
  for (let index = 0; index < 5; index += 1) fans.push(await w.person(`fan_${index}`));
  for (const fan of [...fans, reader]) await fan.call('PUT /people/:person/follow', params('star'));
  await reader.call('PUT /people/:person/follow', params('fan_1'));
  const seen: [string, boolean | null][] = [];
  let cursor: string | undefined;
  let pages = 0;
  do {
    const page = await reader.call('GET /people/:person/followers', {
      params: { person: 'star' },
      query: { limit: 2, ...(cursor && { cursor }) },
    });
    seen.push(...page.items.map(({ handle, following }): [string, boolean | null] => [handle, following]));
    // Somebody who comes meanwhile moves nothing.
    if (pages === 0) await (await w.person('late')).call('PUT /people/:person/follow', params('star'));
    cursor = page.cursor ?? undefined;
    pages += 1;
  } while (cursor);
  assert.deepEqual(seen, [
    ['reader', null],
    ['fan_4', false],
    ['fan_3', false],
    ['fan_2', false],
    ['fan_1', true],
    ['fan_0', false],
  ]);
  const { items } = await w.visitor.call('GET /people/:person/following', params('fan_1'));
  assert.deepEqual(
    items.map(({ handle, following }) => [handle, following]),
    [['star', false]],
  );
  await star.call('PUT /people/:person/block', params('fan_2'));
  await assert.rejects(
    fans[2]!.call('GET /people/:person/followers', params('star')),
    (error: { problem: { code: string } }) => error.problem.code === 'person.not_found',
  );
  await fans[3]!.call('DELETE /me');
  const left = await star.call('GET /people/:person/followers', params('star'));
  assert.deepEqual(
    left.items.map(({ handle }) => handle),
    ['late', 'reader', 'fan_4', 'fan_1', 'fan_0'],
  );
});

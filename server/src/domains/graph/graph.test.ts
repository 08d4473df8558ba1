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

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { world, type Somebody, type World } from '../../testing/world.ts';
import { notify, type Act } from './commands.ts';

let w: World;
let [ann, bob, lin, mei]: Somebody[] = [];
let note: string;
before(async () => {
  w = await world();
  [ann, bob, lin, mei] = [
    await w.person('ann'),
    await w.person('bob'),
    await w.person('lin'),
    await w.person('mei'),
  ];
  note = (await ann.call('POST /notes', { body: { title: 'Snow again', body: '雪又下了' } })).id;
  await w.settle();
});
after(() => w.close());

const likeOf = (actor: Somebody, noteId = note): Act => ({
  personId: ann!.id,
  kind: 'like',
  actorId: actor.id,
  act: `like:note:${noteId}:${actor.id}`,
  noteId,
});
const lines = async (of: Somebody) =>
  (await of.call('GET /inbox', {})).items.map(({ kind, count, people }) => ({
    kind,
    count,
    people: people.map(({ handle }) => handle).sort(),
  }));

test('what many do at once is one line with all of them, and the same again changes nothing', async () => {
  const all = [bob!, lin!, mei!];
  await Promise.all(all.map((actor) => notify(w.as(), [likeOf(actor)])));
  const once = [{ kind: 'like', count: 3, people: ['bob', 'lin', 'mei'] }];
  assert.deepEqual(await lines(ann!), once);
  await Promise.all([...all, ...all].map((actor) => notify(w.as(), [likeOf(actor)])));
  assert.deepEqual(await lines(ann!), once);
  assert.equal((await ann!.call('GET /inbox/unread', {})).likes, 1);
});

test('of acts told together, one about something erased is dropped and the others arrive', async () => {
  const follow = (person: Somebody, actor: Somebody): Act => ({
    personId: person.id,
    kind: 'follow',
    actorId: actor.id,
    act: `follow:${actor.id}`,
  });
  await Promise.all([
    notify(w.as(), [follow(bob!, lin!)]),
    notify(w.as(), [{ ...likeOf(mei!, '123456789'), personId: bob!.id }]),
    notify(w.as(), [follow(bob!, mei!), follow(lin!, mei!)]),
    notify(w.as(), [follow(mei!, mei!)]),
  ]);
  const one = (handle: string) => ({ kind: 'follow', count: 1, people: [handle] });
  assert.deepEqual(
    (await lines(bob!)).sort((a, b) => a.people[0]!.localeCompare(b.people[0]!)),
    [one('lin'), one('mei')],
  );
  assert.deepEqual(await lines(lin!), [one('mei')]);
  assert.deepEqual(await lines(mei!), [], 'nobody hears of their own acts');
});

test('once read, the next like begins a line of its own', async () => {
  await ann!.call('PUT /inbox/read', { body: {} });
  const later = await w.person('later');
  await notify(w.as(), [likeOf(later)]);
  assert.deepEqual((await lines(ann!))[0], { kind: 'like', count: 1, people: ['later'] });
});

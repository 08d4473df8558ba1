import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { world, type Somebody, type World } from '../../testing/world.ts';

let w: World;
let [ann, mei, keeper]: Somebody[] = [];
before(async () => {
  w = await world();
  [ann, mei] = [await w.person('ann'), await w.person('mei')];
  keeper = await w.person('keeper', { role: 'moderator' });
});
after(() => w.close());
beforeEach(() => w.base.pool.query('delete from buckets; delete from notices'));

type Kind = 'note' | 'comment' | 'person';
const write = async (title: string) => (await mei!.call('POST /notes', { body: { title, media: [] } })).id;
const say = async (id: string, body: string) =>
  (await mei!.call('POST /notes/:id/comments', { params: { id }, body: { body } })).id;
const report = async (kind: Kind, id: string) =>
  (await ann!.call('POST /reports', { body: { subject: { kind, id }, reason: 'abuse', words: '' } })).id;
/** Decides, and waits until everybody heard. */
async function decide(id: string, state: 'open' | 'removed', rule?: string) {
  await keeper!.call('PATCH /admin/reports/:id', { params: { id }, body: { state, ...(rule && { rule }) } });
  await heard();
}
const heard = () => w.settle({ but: ['notes.render-card'] });

async function notices(of: Pick<Somebody, 'call'> = mei!) {
  const { items } = await of.call('GET /inbox', { query: { kind: 'notices' } });
  return items;
}

/** Why, and by which rule. */
const told = (line: Awaited<ReturnType<typeof notices>>[number] | undefined) =>
  line?.decision ? [line.decision.reason, line.decision.rule] : null;

test('whoever wrote a note is told that it was taken down and why, once, and not by whom', async () => {
  const id = await write('rude');
  const reported = await report('note', id);
  await decide(reported, 'removed', 'Be kind');
  const [line, ...more] = await notices();
  assert.deepEqual(more, []);
  assert.deepEqual(
    [line?.kind, line?.note?.id, line?.note?.title, told(line), line?.people, line?.read],
    ['taken_down', id, 'rude', ['abuse', 'Be kind'], [], false],
  );
  assert.equal((await mei!.call('GET /notes/:id', { params: { id } })).title, 'rude', 'it is there to open');
  const { total, notices: unread } = await mei!.call('GET /inbox/unread');
  assert.deepEqual([total, unread], [1, 1]);
  await decide(reported, 'removed', 'Be kind');
  // As a job that died after its commit, and is run again.
  await w.base.pool.query(
    `select graphile_worker.add_job('moderation.tell', json_build_object('kind', 'note', 'id', $1::text, 'ownerId', $2::text))`,
    [id, mei!.id],
  );
  await heard();
  assert.deepEqual(
    (await notices()).map((one) => one.id),
    [line!.id],
  );
  const read = await mei!.call('PUT /inbox/read', { body: { kind: 'notices' } });
  assert.deepEqual([read.total, read.notices], [0, 0]);
  for (const other of [ann!, keeper!]) assert.deepEqual(await notices(other), []);
});

test('a decision that is taken back takes its line away and says so; a second one is told in its place', async () => {
  const id = await write('misjudged');
  const reported = await report('note', id);
  await decide(reported, 'removed');
  await decide(reported, 'open');
  const heardOf = async () => (await notices()).map((line) => [line.kind, told(line)]);
  assert.deepEqual(await heardOf(), [['restored', null]]);
  await decide(reported, 'removed', 'No rumours');
  assert.deepEqual(await heardOf(), [['taken_down', ['abuse', 'No rumours']]]);
  await decide(reported, 'open');
  assert.deepEqual(await heardOf(), [['restored', null]]);
});

test('of a decision taken back before anybody heard of it nobody is told', async () => {
  const reported = await report('note', await write('a slip'));
  const patch = (state: 'open' | 'removed') =>
    keeper!.call('PATCH /admin/reports/:id', { params: { id: reported }, body: { state } });
  await patch('removed');
  await patch('open');
  await heard();
  assert.deepEqual(await notices(), []);
});

test('blocking those who keep the rules hides no notice; comments and profiles are told of too', async () => {
  await mei!.call('PUT /people/:person/block', { params: { person: keeper!.id } });
  const note = await write('a talk');
  const [judged, erased] = [await say(note, 'unkind'), await say(note, 'worse')];
  await decide(await report('comment', judged), 'removed');
  const byHand = await w.person('by_hand', { role: 'moderator' });
  await byHand.call('DELETE /comments/:id', { params: { id: erased } });
  await decide(await report('person', mei!.id), 'removed');
  const told = (await notices()).map(({ kind, note: about, comment, decision }) => [
    kind,
    about?.id ?? null,
    comment?.body ?? null,
    decision?.reason ?? null,
  ]);
  assert.deepEqual(told, [
    ['taken_down', null, null, 'abuse'],
    ['taken_down', note, 'worse', null],
    ['taken_down', note, 'unkind', 'abuse'],
  ]);
  await mei!.call('DELETE /people/:person/block', { params: { person: keeper!.id } });
});

test('its author finds on the note itself that it was taken down, by which rule, since and until when; nobody else does', async () => {
  const id = await write('judged on its page');
  const noteFor = (of: Pick<Somebody, 'call'>) => of.call('GET /notes/:id', { params: { id } });
  assert.equal((await noteFor(mei!)).takenDown, null);
  const reported = await report('note', id);
  await decide(reported, 'removed', 'Be kind');
  const { takenDown: told } = await noteFor(mei!);
  assert.ok(told);
  assert.deepEqual([told.rule, told.reason, told.until, told.regions], ['Be kind', 'abuse', null, []]);
  const [since, kept] = [Date.parse(told.since), Date.parse(told.picturesUntil!)];
  assert.ok(Math.abs(Date.now() - since) < 60_000);
  assert.equal(kept - since, 30 * 24 * 3600_000);
  assert.ok(!JSON.stringify(told).includes(keeper!.id), 'not by whom');
  assert.equal((await noteFor(keeper!)).takenDown, null, 'told to its author only');
  await decide(reported, 'open');
  assert.equal((await noteFor(mei!)).takenDown, null);
});

test('of a removal in some regions only, its author is told where, and that nothing of it goes', async () => {
  const id = await write('not there');
  const reported = await report('note', id);
  const regions = ['SG', 'DE'];
  await keeper!.call('PATCH /admin/reports/:id', {
    params: { id: reported },
    body: { state: 'removed', rule: 'Their law', regions },
  });
  const { takenDown } = await mei!.call('GET /notes/:id', { params: { id } });
  assert.deepEqual([takenDown?.regions, takenDown?.picturesUntil], [['DE', 'SG'], null]);
});

test('whose comment was taken down sees it in its thread, by decision or by hand; others see nothing of that', async () => {
  const note = await write('a long talk');
  const [judged, erased] = [await say(note, 'unkind'), await say(note, 'worse')];
  await decide(await report('comment', judged), 'removed', 'Be kind');
  await keeper!.call('DELETE /comments/:id', { params: { id: erased } });
  const said = async (of: Pick<Somebody, 'call'>) => {
    const { items } = await of.call('GET /notes/:id/comments', { params: { id: note } });
    return new Map(items.map(({ id, body, takenDown }) => [id, { body, takenDown }]));
  };
  const mine = await said(mei!);
  assert.deepEqual(
    [mine.get(judged)?.body, mine.get(judged)?.takenDown?.rule, mine.get(judged)?.takenDown?.reason],
    ['unkind', 'Be kind', 'abuse'],
  );
  assert.deepEqual([mine.get(erased)?.body, mine.get(erased)?.takenDown?.rule], ['', '']);
  assert.equal(mine.get(judged)?.takenDown?.picturesUntil, null);
  for (const other of [ann!, keeper!]) {
    assert.deepEqual(
      [...(await said(other)).values()].filter(({ takenDown }) => takenDown !== null),
      [],
    );
  }
});

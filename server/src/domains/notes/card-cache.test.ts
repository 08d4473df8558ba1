import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { transact } from '../../kernel/transaction.ts';
import { picture } from '../../testing/pictures.ts';
import { world, type Somebody, type World } from '../../testing/world.ts';
import { putVersions } from '../translation/index.ts';
import { cardViews, cardsFor, cardsJson } from './index.ts';

let w: World;
let ann: Somebody;
let bo: Somebody;
before(async () => {
  w = await world();
  ann = await w.person('ann', { name: 'Ann' });
  bo = await w.person('bo');
});
after(() => w.close());

async function shown(who: Somebody, id: string) {
  const ctx = w.as(who);
  const languages = who === bo ? ['zh-Hans', 'en'] : ['en'];
  return (await cardsFor({ ...ctx, viewer: { ...ctx.viewer, languages } }, [id])).get(id);
}

test('whatever changes on a card is on the next one, for whoever reads it', async () => {
  const media = [await picture(w.base, ann)];
  const { id } = await ann.call('POST /notes', {
    body: { title: 'Snow', body: 'It snowed.', language: 'en', media },
  });
  const params = { id };
  const later = [await picture(w.base, ann)];
  const version = { kind: 'note', id, sourceVersion: 2, engine: 'author', state: 'author' } as const;
  const steps: Record<string, () => Promise<unknown>> = {
    'a new title': () => ann.call('PATCH /notes/:id', { params, body: { title: 'More snow' } }),
    'a version in the reader’s language': () =>
      transact(w.as(ann), (tx) =>
        putVersions(tx, [{ ...version, field: 'title', language: 'zh-Hans', text: '又下雪了' }]),
      ),
    'another wording of that': () =>
      transact(w.as(ann), (tx) =>
        putVersions(tx, [{ ...version, field: 'title', language: 'zh-Hans', text: '雪又下了' }]),
      ),
    'what the picture shows': () =>
      ann.call('PATCH /media/:id', { params: { id: media[0]! }, body: { alt: 'A white lane' } }),
    'another picture': () => ann.call('PATCH /notes/:id', { params, body: { media: later } }),
    'the name of its author': () => ann.call('PATCH /me', { body: { name: 'Ann 安' } }),
    'a like': () => bo.call('PUT /notes/:id/like', { params }),
    'a save': () => bo.call('PUT /notes/:id/save', { params }),
  };
  let before = await shown(bo, id);
  for (const [what, change] of Object.entries(steps)) {
    await shown(ann, id);
    await change();
    await w.settle();
    const now = await shown(bo, id);
    assert.notDeepEqual(now, before, what);
    assert.deepEqual(await shown(bo, id), now, `${what}: the same again`);
    before = now;
  }
  assert.equal(before!.shown.title, '雪又下了');
  assert.equal(before!.author.name, 'Ann 安');
  assert.deepEqual([before!.likes, before!.liked, before!.saved], [1, true, true]);
  assert.deepEqual(
    [(await shown(ann, id))!.liked, (await shown(ann, id))!.shown.title],
    [false, 'More snow'],
  );
  const person = { params: { person: bo.handle } };
  await ann.call('PUT /people/:person/block', person);
  assert.equal(await shown(bo, id), undefined, 'no row of the card changes with a block');
  await ann.call('DELETE /people/:person/block', person);
  assert.deepEqual(await shown(bo, id), before);
  await ann.call('DELETE /notes/:id', { params });
  assert.equal(await shown(bo, id), undefined);
});

test('what a transaction changes and gives up is on no card of others, nor kept', async () => {
  const media = [await picture(w.base, ann)];
  const { id } = await ann.call('POST /notes', { body: { title: 'Tea', body: '', language: 'en', media } });
  const retitle = (tx: Parameters<typeof putVersions>[0], title: string) =>
    tx.db.updateTable('notes').set({ title }).where('id', '=', id).execute();
  const seen: unknown[] = [];
  await assert.rejects(
    transact(w.as(ann), async (tx) => {
      await retitle(tx, 'Given up');
      seen.push((await cardsFor(tx, [id])).get(id)?.title, (await shown(bo, id))?.title);
      throw new Error('given up');
    }),
    /given up/,
  );
  await transact(w.as(ann), async (tx) => {
    await retitle(tx, 'First');
    seen.push((await cardsFor(tx, [id])).get(id)?.title);
    await retitle(tx, 'Second');
  });
  seen.push((await shown(bo, id))?.title, (await shown(ann, id))?.title);
  assert.deepEqual(seen, ['Given up', 'Tea', 'First', 'Second', 'Second']);
});

test('the JSON of a page is what its cards say, none and many', async () => {
  const ids: string[] = [];
  for (const title of ['“quotes” and \\ and \u2028', '早市，七点', '']) {
    const media = [await picture(w.base, ann)];
    ids.push((await ann.call('POST /notes', { body: { title, body: 'words 🥟', media } })).id);
  }
  for (const asked of [[], ids.slice(0, 1), ids]) {
    const views = [...(await cardViews(w.as(bo), asked)).values()];
    assert.equal(views.length, asked.length);
    const items = views.map((view, position) => ({ ...view, more: { position } }));
    for (const cursor of [null, 'a"b']) {
      const expected = { items: items.map(({ card, more }) => ({ ...card, ...more })), cursor };
      assert.deepEqual(JSON.parse(cardsJson(items, { cursor }).toString()), expected);
    }
  }
});

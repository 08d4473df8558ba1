import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { refused } from '../../testing/refused.ts';
import { world, type Somebody, type World } from '../../testing/world.ts';

let w: World;
let [ann, bo, cy]: Somebody[] = [];
let note: string;
before(async () => {
  w = await world();
  [ann, bo, cy] = [await w.person('ann'), await w.person('bo'), await w.person('cy')];
  note = (await ann.call('POST /notes', { body: { title: 'A card', body: '说点什么' } })).id;
});
after(() => w.close());

const say = (who: Somebody, body: string, parent?: string) =>
  who.call('POST /notes/:id/comments', { params: { id: note }, body: { body, ...(parent && { parent }) } });
const threads = (who: Pick<Somebody, 'call'>, sort: 'best' | 'newest' = 'best') =>
  who.call('GET /notes/:id/comments', { params: { id: note }, query: { sort } });

test('two levels: an answer to an answer stands under the same comment and says whom it answers', async () => {
  const first = await say(bo!, '第一条 first!');
  const answer = await say(ann!, 'thank you', first.id);
  const deeper = await say(cy!, '@ann 我也是', answer.id);
  assert.equal(deeper.parent, first.id);
  assert.equal(deeper.replyTo?.handle, 'ann');
  assert.equal(answer.replyTo, null);
  assert.equal(deeper.facets[0]?.kind, 'mention');
  await w.settle();
  const thread = (await threads(bo!)).items.find((item) => item.id === first.id)!;
  assert.equal(thread.replies, 2);
  assert.deepEqual(
    thread.firstReplies.map((reply) => reply.byAuthor),
    [true, false],
  );
});

test('whom words mention is called by the name of today, in notes and under them; who has left is as typed', async () => {
  const dora = await w.person('dora', { name: 'Dora' });
  const said = await say(bo!, 'ask @dora or @nobody');
  const about = await ann!.call('POST /notes', {
    body: { title: 'With @dora', body: 'and @dora', versions: [{ language: 'zh-Hans', title: '和 @dora' }] },
  });
  await dora.call('PATCH /me', { body: { name: '朵拉', handle: 'dora_dances' } });
  const called = async () => {
    const read = await bo!.call('GET /notes/:id', { params: { id: about.id } });
    const { items } = await threads(bo!, 'newest');
    const comment = items.find(({ id }) => id === said.id)!;
    const facets = read.versions.flatMap(({ titleFacets, bodyFacets }) => [...titleFacets, ...bodyFacets]);
    return [...facets, ...read.bodyFacets, ...comment.facets].map(({ id, name }) => [id === dora.id, name]);
  };
  assert.deepEqual(
    await called(),
    Array.from({ length: 5 }, () => [true, '朵拉']),
  );
  await w.settle();
  const { items } = await dora.call('GET /inbox', { query: { kind: 'comments' } });
  assert.ok(items.some(({ comment }) => comment?.body === 'ask @朵拉 or @nobody'));
  await dora.call('DELETE /me');
  assert.deepEqual(
    await called(),
    Array.from({ length: 5 }, () => [true, undefined]),
  );
});

test('best first: likes lift a comment, newest by time, the pinned one above all', async () => {
  const [one, two, three] = [await say(bo!, 'one'), await say(bo!, 'two'), await say(bo!, 'three')];
  const liked = await cy!.call('PUT /comments/:id/like', { params: { id: one.id } });
  assert.deepEqual(liked, { liked: true, likes: 1 });
  await ann!.call('PUT /comments/:id/like', { params: { id: one.id } });
  await w.settle();
  const ids = (await threads(cy!)).items.map((item) => item.id);
  assert.ok(ids.indexOf(one.id) < ids.indexOf(three.id));
  assert.equal((await threads(cy!)).items.find((item) => item.id === one.id)?.likedByAuthor, true);
  assert.equal((await threads(cy!, 'newest')).items[0]?.id, three.id);
  await ann!.call('PUT /comments/:id/pin', { params: { id: two.id } });
  assert.equal((await threads(cy!)).items[0]?.id, two.id);
  await assert.rejects(
    bo!.call('PUT /comments/:id/pin', { params: { id: one.id } }),
    refused('access.denied'),
  );
});

test('pages of threads hold each comment once', async () => {
  const other = (await ann!.call('POST /notes', { body: { title: 'many' } })).id;
  const all = [];
  for (let index = 0; index < 7; index++) {
    all.push(
      (await bo!.call('POST /notes/:id/comments', { params: { id: other }, body: { body: `n${index}` } })).id,
    );
  }
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: { id: string }[]; cursor: string | null } = await cy!.call(
      'GET /notes/:id/comments',
      {
        params: { id: other },
        query: { limit: 3, ...(cursor && { cursor }) },
      },
    );
    seen.push(...page.items.map((item) => item.id));
    cursor = page.cursor;
  } while (cursor);
  assert.deepEqual([...seen].sort(), [...all].sort());
});

test('a hidden comment is seen by its writer and the note’s author; a removed one leaves its place', async () => {
  const rude = await say(bo!, 'rude');
  await ann!.call('PUT /comments/:id/hide', { params: { id: rude.id } });
  const shows = async (who: Pick<Somebody, 'call'>) =>
    (await threads(who, 'newest')).items.some((item) => item.id === rude.id);
  assert.deepEqual(
    [await shows(bo!), await shows(ann!), await shows(cy!), await shows(w.visitor)],
    [true, true, false, false],
  );
  await bo!.call('DELETE /comments/:id', { params: { id: rude.id } });
  const place = (await threads(ann!, 'newest')).items.find((item) => item.id === rude.id)!;
  assert.deepEqual([place.removed, place.body], [true, '']);
  await assert.rejects(say(ann!, 'too late', rude.id), refused('comment.parent_gone'));
});

test('words are counted as people count them, and changed for 15 minutes', async () => {
  const family = '👨‍👩‍👧‍👦';
  const kept = await say(bo!, family.repeat(1000));
  assert.equal(kept.body, family.repeat(1000));
  await assert.rejects(say(bo!, family.repeat(1001)), refused('comment.long'));
  await assert.rejects(say(bo!, ' \u200b '), refused('comment.empty'));
  const edited = await bo!.call('PATCH /comments/:id', {
    params: { id: kept.id },
    body: { body: 'shorter' },
  });
  assert.ok(edited.editedAt);
  await w.base.pool.query(`update comments set created_at = now() - interval '16 minutes' where id = $1`, [
    kept.id,
  ]);
  await assert.rejects(
    bo!.call('PATCH /comments/:id', { params: { id: kept.id }, body: { body: 'x' } }),
    refused('comment.edit_over'),
  );
  await assert.rejects(
    cy!.call('DELETE /comments/:id', { params: { id: kept.id } }),
    refused('access.denied'),
  );
});

test('the inbox hears of each act once, of the nearest reason, and never of one’s own', async () => {
  const fresh = (await ann!.call('POST /notes', { body: { title: 'inbox' } })).id;
  const comment = await bo!.call('POST /notes/:id/comments', {
    params: { id: fresh },
    body: { body: 'hi @ann' },
  });
  await ann!.call('POST /notes/:id/comments', { params: { id: fresh }, body: { body: 'own' } });
  await ann!.call('POST /notes/:id/comments', {
    params: { id: fresh },
    body: { body: 'back to you', parent: comment.id },
  });
  for (const who of [bo!, cy!]) await who.call('PUT /notes/:id/like', { params: { id: fresh } });
  await bo!.call('DELETE /notes/:id/like', { params: { id: fresh } });
  await bo!.call('PUT /notes/:id/like', { params: { id: fresh } });
  await w.settle();
  const mine = (await ann!.call('GET /inbox')).items.filter((item) => item.note?.id === fresh);
  assert.deepEqual(mine.map((item) => [item.kind, item.count]).sort(), [
    ['comment', 1],
    ['like', 2],
  ]);
  const theirs = (await bo!.call('GET /inbox', { query: { kind: 'comments' } })).items.filter(
    (item) => item.note?.id === fresh,
  );
  assert.deepEqual(
    theirs.map((item) => item.kind),
    ['reply'],
  );
  assert.ok((await ann!.call('GET /inbox/unread')).total > 0);
  assert.equal((await ann!.call('PUT /inbox/read', { body: {} })).total, 0);
});

test('whoever asks may want hints and not answers, in a comment or a note; only they say so', async () => {
  const [kid, pal] = [await w.person('kid'), await w.person('pal')];
  const note = await kid.call('POST /notes', { body: { title: '这题怎么做', declarations: ['hints'] } });
  assert.deepEqual(note.declarations, ['hints']);
  const said = await kid.call('POST /notes/:id/comments', {
    params: { id: note.id },
    body: { body: '第二问呢' },
  });
  assert.equal(said.hints, false);
  const params = { params: { id: said.id } };
  await assert.rejects(pal.call('PUT /comments/:id/hints', params), refused('access.denied'));
  const seen = async () =>
    (await pal.call('GET /notes/:id/comments', { params: { id: note.id } })).items[0]!.hints;
  await kid.call('PUT /comments/:id/hints', params);
  assert.equal(await seen(), true);
  await kid.call('DELETE /comments/:id/hints', params);
  assert.equal(await seen(), false);
});

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { exactCounter } from '../../kernel/counters.ts';
import { transact } from '../../kernel/transaction.ts';
import { picture } from '../../testing/pictures.ts';
import { refused } from '../../testing/refused.ts';
import { world, type Somebody, type World } from '../../testing/world.ts';
import { topicMerged } from '../topics/index.ts';
import { eraseNotesOf, eraseTrash } from './commands/remove.ts';
import type { ShownFacet } from '@jujube/contract';
import { publishNoteAt } from './index.ts';

let w: World;
let ann: Somebody;
let bo: Somebody;
before(async () => {
  w = await world();
  [ann, bo] = [await w.person('ann'), await w.person('bo')];
});
after(() => w.close());
beforeEach(() => w.base.pool.query('delete from buckets'));

const at = (id: string) => ({ params: { id } });
const notesOf = (person: Somebody) => exactCounter(w.base, { kind: 'person', id: person.id, name: 'notes' });

async function topicNotes(name: string): Promise<number> {
  await w.settle();
  return (await w.visitor.call('GET /topics/:topic', { params: { topic: name } })).notes;
}

async function mediaOf(ids: string[]) {
  const { rows } = await w.base.pool.query<{ id: string; state: string; open: boolean }>(
    'select id, state, open from media where id = any($1::uuid[])',
    [ids],
  );
  return new Map(
    rows.map(({ id, state, open }) => [id, state === 'removed' ? 'removed' : open ? 'open' : 'closed']),
  );
}

test('editing words keeps the author’s other versions, unless they are given anew', async () => {
  const versions = [{ language: 'en', title: 'Hot pot #hotpot', body: 'Today' }];
  const { id } = await ann.call('POST /notes', {
    body: { title: '火锅 #火锅', body: '今天', language: 'zh', versions },
  });
  const fixed = await ann.call('PATCH /notes/:id', { ...at(id), body: { title: '火锅！ #火锅' } });
  assert.deepEqual(
    fixed.versions.map(({ title }) => title),
    ['火锅！ #火锅', 'Hot pot #hotpot'],
  );
  assert.ok(fixed.editedAt);
  const again = await ann.call('PATCH /notes/:id', {
    ...at(id),
    body: { versions: [{ language: 'ja', title: '火鍋', body: '' }] },
  });
  assert.deepEqual(
    again.versions.map(({ language, title }) => [language, title]),
    [
      ['zh-Hans', '火锅！ #火锅'],
      ['ja', '火鍋'],
    ],
  );
  assert.deepEqual(
    again.topics.map(({ name }) => name),
    ['火锅'],
    'topics follow the words that are there',
  );
  await assert.rejects(
    ann.call('PATCH /notes/:id', { ...at(id), body: { language: 'ja' } }),
    refused('note.language_twice'),
  );
  await assert.rejects(
    ann.call('PATCH /notes/:id', { ...at(id), body: { title: 'a'.repeat(61) } }),
    refused('note.title_long'),
  );
  await assert.rejects(
    ann.call('PATCH /notes/:id', { ...at(id), body: { title: '', body: '' } }),
    refused('note.empty'),
  );
  assert.deepEqual(await ann.call('GET /notes/:id', at(id)), again);
});

test('whoever was mentioned stays so through edits, whatever they are called since and whoever has that name now', async () => {
  const [dora, zoe] = [await w.person('dora'), await w.person('zoe')];
  const { id } = await ann.call('POST /notes', {
    body: {
      title: 'With @dora',
      body: 'and @Dora, and',
      language: 'en',
      versions: [{ language: 'zh', title: '和 @zoe' }],
    },
  });
  const said = await ann.call('POST /notes/:id/comments', { ...at(id), body: { body: 'hey @dora' } });
  await dora.call('PATCH /me', { body: { handle: 'dora_dances' } });
  await zoe.call('PATCH /me', { body: { handle: 'zoe_zooms' } });
  const other = await w.person('usurper');
  await w.base.pool.query(`update people set handle = 'dora', handle_skeleton = 'dora' where id = $1`, [
    other.id,
  ]);
  const meant = (note: { versions: { titleFacets: ShownFacet[]; bodyFacets: ShownFacet[] }[] }) =>
    note.versions.flatMap(({ titleFacets, bodyFacets }) =>
      [...titleFacets, ...bodyFacets].map((one) => one.id),
    );
  const read = await ann.call('GET /notes/:id', at(id));
  const edited = await ann.call('PATCH /notes/:id', {
    ...at(id),
    body: { title: read.title, body: `${read.body} a word more` },
  });
  assert.deepEqual(meant(edited), [dora.id, dora.id, zoe.id]);
  // As the page sends it: everything, versions too.
  const versions = edited.versions.slice(1).map(({ language, title, body }) => ({ language, title, body }));
  const again = await ann.call('PATCH /notes/:id', {
    ...at(id),
    body: { title: 'With @dora_dances', body: edited.body, versions },
  });
  assert.deepEqual(meant(again), [dora.id, dora.id, zoe.id]);
  const gone = await ann.call('PATCH /notes/:id', { ...at(id), body: { title: 'Alone', body: '' } });
  assert.deepEqual(meant(gone), [zoe.id]);
  const back = await ann.call('PATCH /notes/:id', { ...at(id), body: { body: 'now @dora' } });
  assert.deepEqual(meant(back), [other.id, zoe.id], 'a name that is written anew is whose it is today');
  const comment = await ann.call('PATCH /comments/:id', {
    params: { id: said.id },
    body: { body: 'hey, hey @dora' },
  });
  assert.deepEqual(
    comment.facets.map((one) => one.id),
    [dora.id],
  );
});

test('a machine’s translation of older words is not shown for newer ones', async () => {
  const { id } = await ann.call('POST /notes', { body: { title: '早上好', language: 'zh' } });
  await w.base.pool.query(
    `insert into translations (kind, id, field, language, source_version, engine, state, text) values
     ('note', $1, 'title', 'en', 1, 'engine', 'machine', 'Good morning'), ('note', $1, 'title', 'en', 1, 'words', 'gloss', 'early up good')`,
    [id],
  );
  assert.equal((await bo.call('GET /notes/:id', at(id))).shown.title, 'Good morning');
  await ann.call('PATCH /notes/:id', { ...at(id), body: { title: '晚上好' } });
  assert.equal((await bo.call('GET /notes/:id', at(id))).shown.title, '晚上好');
});

test('pictures are reordered, added and taken away for good; without any it becomes a text card, and back', async () => {
  const [one, two, three] = [
    await picture(w.base, ann),
    await picture(w.base, ann),
    await picture(w.base, ann),
  ];
  const { id } = await ann.call('POST /notes', { body: { title: 'Rooms', media: [one, two] } });
  const changed = await ann.call('PATCH /notes/:id', {
    ...at(id),
    body: { media: [three, one], alts: { [one]: 'a door' } },
  });
  assert.deepEqual(
    changed.media.map((shown) => [shown.id, shown.alt]),
    [
      [three, null],
      [one, 'a door'],
    ],
  );
  assert.match(changed.cover!.url, new RegExp(three));
  assert.deepEqual(
    [...(await mediaOf([one, two, three]))].sort(),
    [
      [one, 'open'],
      [two, 'removed'],
      [three, 'open'],
    ].sort(),
  );
  await assert.rejects(
    ann.call('PATCH /notes/:id', { ...at(id), body: { media: [two] } }),
    refused('note.media_missing'),
  );
  const text = await ann.call('PATCH /notes/:id', { ...at(id), body: { media: [] } });
  assert.deepEqual([text.media, text.cover, text.text], [[], null, 'Rooms']);
  await w.settle();
  const [drawn] = (await ann.call('GET /notes/:id', at(id))).media;
  assert.ok(drawn, 'its picture is drawn by a job');
  const four = await picture(w.base, ann);
  const photo = await ann.call('PATCH /notes/:id', { ...at(id), body: { media: [four] } });
  assert.deepEqual([photo.text, photo.background, photo.pictures], [null, null, 1]);
  assert.equal((await mediaOf([drawn.id])).get(drawn.id), 'removed');
});

test('changes at the same moment leave no picture without a note, and none removed that is shown', async () => {
  const first = await picture(w.base, ann);
  const { id } = await ann.call('POST /notes', { body: { title: 'Busy', media: [first] } });
  const added = await Promise.all(Array.from({ length: 6 }, () => picture(w.base, ann)));
  const change = (media: string[], n: number) =>
    ann.call('PATCH /notes/:id', { ...at(id), body: { title: `Busy ${n}`, media } });
  await Promise.all(added.map((one, n) => change([one], n)));
  const { media, versions } = await ann.call('GET /notes/:id', at(id));
  const states = await mediaOf([first, ...added]);
  assert.equal(media.length, 1);
  for (const [picture, state] of states) assert.equal(state, picture === media[0]!.id ? 'open' : 'removed');
  assert.match(versions[0]!.title, /^Busy \d$/);
});

test('a text card is drawn anew when its words or background change, not for anything else', async () => {
  const { id } = await ann.call('POST /notes', { body: { title: 'Sunday. Who’s staying?' } });
  await w.settle();
  const first = (await ann.call('GET /notes/:id', at(id))).cover!.url;
  const moved = await ann.call('PATCH /notes/:id', {
    ...at(id),
    body: { channel: 'culture', visibility: 'followers' },
  });
  assert.equal(moved.cover?.url, first);
  const undrawn = await ann.call('PATCH /notes/:id', { ...at(id), body: { title: 'Monday. Who’s back?' } });
  assert.equal(undrawn.cover, null);
  await w.settle();
  const second = (await ann.call('GET /notes/:id', at(id))).cover;
  assert.equal(second?.alt, 'Monday. Who’s back?');
  assert.notEqual(second?.url, first);
  assert.equal((await w.visitor.fetch(first)).status, 404, 'the old picture is gone');
  assert.equal((await w.visitor.fetch(second!.url)).status, 404, 'followers only');
  const mine = await ann.fetch(second!.url);
  assert.equal(mine.status, 200);
  assert.match(mine.headers.get('cache-control')!, /private/);
  await mine.body?.cancel();
});

test('only the author changes, deletes or restores; what one may not see is not there', async () => {
  const { id } = await ann.call('POST /notes', { body: { title: 'mine', visibility: 'public' } });
  const { id: secret } = await ann.call('POST /notes', { body: { title: 'secret', visibility: 'me' } });
  await assert.rejects(
    bo.call('PATCH /notes/:id', { ...at(id), body: { title: 'yours' } }),
    refused('access.denied'),
  );
  await assert.rejects(bo.call('DELETE /notes/:id', at(id)), refused('access.denied'));
  await assert.rejects(
    bo.call('PATCH /notes/:id', { ...at(secret), body: { title: 'x' } }),
    refused('note.not_found'),
  );
  await assert.rejects(bo.call('DELETE /notes/:id', at(secret)), refused('note.not_found'));
  await ann.call('DELETE /notes/:id', at(id));
  await assert.rejects(bo.call('DELETE /me/trash/:id', at(id)), refused('note.not_found'));
});

test('a deleted note is gone for everybody but its author, who brings it back whole within 30 days', async () => {
  const one = await picture(w.base, ann);
  const before = await notesOf(ann);
  const note = await ann.call('POST /notes', { body: { title: 'Gone #soon', media: [one] } });
  await bo.call('PUT /notes/:id/like', at(note.id));
  assert.deepEqual([await topicNotes('soon'), await notesOf(ann)], [1, before + 1]);
  await ann.call('DELETE /notes/:id', at(note.id));
  for (const who of [bo, w.visitor])
    await assert.rejects(who.call('GET /notes/:id', at(note.id)), refused('note.not_found'));
  await assert.rejects(bo.call('PUT /notes/:id/like', at(note.id)), refused('note.not_found'));
  assert.deepEqual((await bo.call('GET /me/likes')).items, []);
  assert.deepEqual([await topicNotes('soon'), await notesOf(ann)], [0, before]);
  assert.equal((await mediaOf([one])).get(one), 'closed');
  const { items } = await ann.call('GET /me/trash');
  assert.deepEqual([items[0]?.id, items[0]?.title], [note.id, 'Gone #soon']);
  assert.ok((await ann.call('GET /notes/:id', at(note.id))).deletedAt);
  await assert.rejects(
    ann.call('PATCH /notes/:id', { ...at(note.id), body: { title: 'x' } }),
    refused('note.not_found'),
  );
  const back = await ann.call('DELETE /me/trash/:id', at(note.id));
  assert.deepEqual([back.likes, back.deletedAt, back.media.length], [1, null, 1]);
  assert.deepEqual([await topicNotes('soon'), await notesOf(ann)], [1, before + 1]);
  assert.equal((await mediaOf([one])).get(one), 'open');
  await assert.rejects(ann.call('DELETE /me/trash/:id', at(note.id)), refused('note.not_found'));
});

test('after 30 days nothing of it is left', async () => {
  const one = await picture(w.base, ann);
  const versions = [{ language: 'zh', title: '再见', body: '' }];
  const { id } = await ann.call('POST /notes', {
    body: { title: 'Bye', language: 'en', media: [one], versions },
  });
  await bo.call('PUT /notes/:id/like', at(id));
  await ann.call('DELETE /notes/:id', at(id));
  await eraseTrash(w.as());
  assert.ok(
    (await ann.call('GET /me/trash')).items.some((card) => card.id === id),
    'not a day early',
  );
  await w.base.pool.query(`update notes set deleted_at = now() - interval '30 days 1 second' where id = $1`, [
    id,
  ]);
  assert.ok(!(await ann.call('GET /me/trash')).items.some((card) => card.id === id));
  await assert.rejects(ann.call('DELETE /me/trash/:id', at(id)), refused('note.not_found'));
  await eraseTrash(w.as());
  await eraseTrash(w.as());
  await w.settle();
  const left = await w.base.pool.query(
    `select 1 from notes where id = $1 union all select 1 from note_media where note_id = $1
     union all select 1 from reactions where subject_id = $1 union all select 1 from translations where id = $1::bigint::text`,
    [id],
  );
  assert.equal(left.rowCount, 0);
  assert.equal((await mediaOf([one])).get(one), 'removed');
  const gone = await w.person('gone');
  await gone.call('POST /notes', { body: { title: 'All of it' } });
  await eraseNotesOf(w.as(), { personId: gone.id });
  assert.deepEqual(
    (await w.visitor.call('GET /people/:person/notes', { params: { person: 'gone' } })).items,
    [],
  );
});

test('topics count public notes, once, however often jobs run, and follow edits and merges', async () => {
  const post = (body: object) => ann.call('POST /notes', { body: { title: 'x', ...body } });
  const first = await post({ body: '#tea #oolong' });
  await post({ body: '#茶 #tea' });
  await post({ body: '#tea', visibility: 'followers' });
  assert.deepEqual([await topicNotes('tea'), await topicNotes('茶'), await topicNotes('oolong')], [2, 1, 1]);
  await w.base.pool.query(
    `select graphile_worker.add_job('notes.count-topics', json_build_object('noteId', $1::text))`,
    [first.id],
  );
  assert.equal(await topicNotes('tea'), 2);
  await ann.call('PATCH /notes/:id', { ...at(first.id), body: { body: 'no topic any more #pu-erh' } });
  assert.deepEqual(
    [await topicNotes('tea'), await topicNotes('oolong'), await topicNotes('pu-erh')],
    [1, 0, 1],
  );
  const keeper = await w.person('keeper', { role: 'moderator' });
  const { id: into } = await w.visitor.call('GET /topics/:topic', { params: { topic: 'tea' } });
  const { id: from } = await w.visitor.call('GET /topics/:topic', { params: { topic: '茶' } });
  await keeper.call('PUT /topics/:topic/names/:name', { params: { topic: into, name: '茶' }, body: {} });
  assert.equal(await topicNotes('茶'), 1, 'the note that had both counts once');
  const { items } = await w.visitor.call('GET /topics/:topic/notes', { params: { topic: '茶' } });
  assert.equal(items.length, 1);
  await transact(w.as(ann), async (tx) => tx.emit(topicMerged, { fromId: from, intoId: into }));
  assert.equal(await topicNotes('tea'), 1, 'moving twice moves once');
});

test('the demo world publishes in the past through the same door, without limits', async () => {
  const lupe = await w.person('lupe');
  const past = new Date('2026-03-01T08:00:00.000Z');
  const ids: string[] = [];
  for (let n = 0; n < 12; n += 1) {
    const note = {
      title: `Tamale ${n} #tamales`,
      media: [await picture(w.base, lupe)],
      at: new Date(past.getTime() + n * 60_000),
    };
    ids.push(await transact(w.as(lupe), (tx) => publishNoteAt(tx, note)));
  }
  const { items } = await w.visitor.call('GET /people/:person/notes', { params: { person: 'lupe' } });
  assert.deepEqual(
    items.map(({ id }) => id),
    [...ids].reverse(),
  );
  assert.equal(items.at(-1)?.publishedAt, past.toISOString());
  assert.equal(await topicNotes('tamales'), 12);
});

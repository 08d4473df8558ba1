import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { refused } from '../../testing/refused.ts';
import { world, type Somebody, type World } from '../../testing/world.ts';
import { transact } from '../../kernel/transaction.ts';
import { insertBoard } from './index.ts';
import { MOST_BOARDS, MOST_NOTES } from './rules.ts';

let w: World;
let ann: Somebody;
let mei: Somebody;
before(async () => {
  w = await world();
  ann = await w.person('ann');
  mei = await w.person('mei', { reads: ['zh-Hans'] });
});
after(() => w.close());
// Limits are tested elsewhere; what earlier tests left to be drawn is not waited for.
beforeEach(() => w.base.pool.query('delete from buckets; delete from graphile_worker._private_jobs'));

async function write(person: Somebody, title: string, visibility: 'public' | 'followers' | 'me' = 'public') {
  return (await person.call('POST /notes', { body: { title, media: [], visibility } })).id;
}

async function make(person: Somebody, name: string, visibility: 'public' | 'me' = 'public') {
  return (await person.call('POST /boards', { body: { name, visibility } })).id;
}

const put = (
  person: Somebody,
  [id, note]: [string, string],
  body: { before?: string; after?: string; from?: string } = {},
) => person.call('PUT /boards/:id/notes/:note', { params: { id, note }, body });

async function titles(person: Pick<Somebody, 'call'>, id: string) {
  const { items } = await person.call('GET /boards/:id/notes', { params: { id } });
  return items.map(({ title }) => title);
}

async function savesOf(person: Somebody) {
  return (await person.call('GET /me/saves', {})).items.map(({ title }) => title);
}

test('a board keeps its name as written, its language, and who may see it', async () => {
  const name = ' 阿嬤想吃的 <script>alert(1)</script> ';
  const board = await ann.call('POST /boards', {
    body: { name, about: '她看圖，\n我按收藏。', visibility: 'public' },
  });
  assert.equal(board.name, '阿嬤想吃的 <script>alert(1)</script>');
  assert.equal(board.about, '她看圖，\n我按收藏。');
  assert.equal(board.language, 'zh-Hant');
  assert.deepEqual([board.mine, board.notes, board.covers, board.has], [true, 0, [], null]);
  const seen = await mei.call('GET /boards/:id', { params: { id: board.id } });
  assert.deepEqual([seen.mine, seen.owner.handle], [false, 'ann']);
  const changed = await ann.call('PATCH /boards/:id', {
    params: { id: board.id },
    body: { name: 'Cabbage, mostly', visibility: 'me' },
  });
  assert.deepEqual(
    [changed.name, changed.language, changed.visibility, changed.about],
    ['Cabbage, mostly', 'en', 'me', board.about],
  );
  await assert.rejects(mei.call('GET /boards/:id', { params: { id: board.id } }), refused('board.not_found'));
  await assert.rejects(
    w.visitor.call('GET /boards/:id/notes', { params: { id: board.id } }),
    refused('board.not_found'),
  );
});

test('names and words about it are measured in characters', async () => {
  const create = (name: string, about = '') => ann.call('POST /boards', { body: { name, about } });
  await assert.rejects(create(' \u200b '), refused('board.name_invalid'));
  await assert.rejects(create('字'.repeat(41)), refused('board.name_invalid'));
  await assert.rejects(create('ok', '字'.repeat(201)), refused('board.about_long'));
  const { name, visibility } = await create('👩‍👩‍👧'.repeat(40));
  assert.deepEqual([name, visibility], ['👩‍👩‍👧'.repeat(40), 'me']);
});

test('notes stand in an order of one’s own, to any place and back', async () => {
  const id = await make(ann, 'order');
  const [a, b, c, d] = [
    await write(mei, 'a'),
    await write(mei, 'b'),
    await write(mei, 'c'),
    await write(ann, 'd'),
  ];
  for (const note of [a, b, c]) await put(ann, [id, note]);
  await put(ann, [id, a]);
  assert.deepEqual(await titles(ann, id), ['c', 'b', 'a']);
  await put(ann, [id, d], { before: b });
  assert.deepEqual(await titles(ann, id), ['c', 'd', 'b', 'a']);
  await put(ann, [id, c], { after: a });
  assert.deepEqual(await titles(ann, id), ['d', 'b', 'a', 'c']);
  await put(ann, [id, c], { before: d });
  await put(ann, [id, c], { before: c });
  assert.deepEqual(await titles(mei, id), ['c', 'd', 'b', 'a']);
  const strange = await write(mei, 'elsewhere');
  await assert.rejects(put(ann, [id, a], { before: strange }), refused('board.place_gone'));
});

test('a board pages in its order, and numbers itself anew when there is no room between two', async () => {
  const id = await make(ann, 'narrow');
  const [top, bottom] = [await write(ann, 'top'), await write(ann, 'bottom')];
  const [x, y] = [await write(ann, 'x'), await write(ann, 'y')];
  for (const note of [bottom, x, y, top]) await put(ann, [id, note]);
  for (let turn = 0; turn < 60; turn += 1) await put(ann, [id, turn % 2 ? x : y], { after: top });
  assert.deepEqual(await titles(ann, id), ['top', 'x', 'y', 'bottom']);
  const shown: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await ann.call('GET /boards/:id/notes', {
      params: { id },
      query: { limit: 1, ...(cursor && { cursor }) },
    });
    shown.push(...page.items.map(({ title }) => title));
    cursor = page.cursor ?? undefined;
  } while (cursor);
  assert.deepEqual(shown, ['top', 'x', 'y', 'bottom']);
  const nonsense = { params: { id }, query: { cursor: Buffer.from('1e999:5').toString('base64url') } };
  await assert.rejects(ann.call('GET /boards/:id/notes', nonsense), refused('request.cursor'));
});

test('putting on a board saves; taking off keeps the save; taking the save back takes it off every board', async () => {
  const bo = await w.person('bo');
  const note = await write(mei, 'keep me');
  const [one, two] = [await make(bo, 'one'), await make(bo, 'two')];
  await put(bo, [one, note]);
  await put(bo, [two, note], { from: one });
  assert.deepEqual([await titles(bo, one), await titles(bo, two)], [[], ['keep me']]);
  assert.deepEqual(await savesOf(bo), ['keep me']);
  await bo.call('DELETE /boards/:id/notes/:note', { params: { id: two, note } });
  await bo.call('DELETE /boards/:id/notes/:note', { params: { id: two, note } });
  assert.deepEqual(await savesOf(bo), ['keep me']);
  await put(bo, [one, note]);
  await put(bo, [two, note]);
  await bo.call('DELETE /notes/:id/save', { params: { id: note } });
  assert.deepEqual([await titles(bo, one), await titles(bo, two), await savesOf(bo)], [[], [], []]);
  await put(bo, [one, note]);
  await bo.call('DELETE /boards/:id', { params: { id: one } });
  assert.deepEqual(await savesOf(bo), ['keep me']);
});

test('what one saved and liked is one’s own to take back, whatever became of the note, and tells nothing of it', async () => {
  const [vera, fan] = [await w.person('vera'), await w.person('fan')];
  const own = await make(vera, 'vera’s own');
  const hide = {
    async private(note: string) {
      await mei.call('PATCH /notes/:id', { params: { id: note }, body: { visibility: 'me' } });
    },
    async deleted(note: string) {
      await mei.call('DELETE /notes/:id', { params: { id: note } });
    },
    async blocked() {
      await mei.call('PUT /people/:person/block', { params: { person: vera.id } });
    },
  };
  for (const [state, become] of Object.entries(hide)) {
    const params = { id: await write(mei, state) };
    const said = await mei.call('POST /notes/:id/comments', { params, body: { body: 'oh' } });
    for (const one of [vera, fan]) await one.call('PUT /notes/:id/like', { params });
    await vera.call('PUT /comments/:id/like', { params: { id: said.id } });
    await put(vera, [own, params.id]);
    await become(params.id);
    for (const times of ['once', 'twice']) {
      const told = `${state}, ${times}`;
      const unliked = await vera.call('DELETE /notes/:id/like', { params });
      assert.deepEqual(unliked, { liked: false, likes: 0 }, told);
      const comment = await vera.call('DELETE /comments/:id/like', { params: { id: said.id } });
      assert.deepEqual(comment, { liked: false, likes: 0 }, told);
      await vera.call('DELETE /notes/:id/save', { params });
    }
    const marks = await w.base.pool.query('select from reactions where person_id = $1', [vera.id]);
    const placed = await w.base.pool.query('select from board_notes where board_id = $1', [own]);
    assert.deepEqual([marks.rowCount, placed.rowCount], [0, 0], state);
  }
  await w.settle({ but: ['notes.render-card'] });
  const { rows } = await w.base.pool.query(
    `select likes.id, likes.value::int from counters likes join notes on notes.id = likes.id
     where likes.kind = 'note' and likes.name = 'likes' and notes.title in ('blocked', 'private', 'deleted')`,
  );
  assert.deepEqual(
    rows.map(({ value }) => value),
    [1, 1, 1],
    'the likes of others are counted as before',
  );
});

test('a board that is put there whole has its notes in order, and they are saved', async () => {
  const ola = await w.person('ola');
  const notes = [await write(mei, 'first'), await write(mei, 'hidden', 'me'), await write(mei, 'last')];
  const words = { name: 'whole', about: '', visibility: 'public' } as const;
  const id = await transact(w.as(ola), (tx) =>
    insertBoard(tx, { ...words, owner: ola.id, notes, at: new Date('2026-11-20T12:00:00Z') }),
  );
  assert.deepEqual(await titles(ola, id), ['first', 'last']);
  assert.deepEqual((await savesOf(ola)).sort(), ['first', 'last']);
});

test('the picker shows which of one’s boards have a note', async () => {
  const eve = await w.person('eve');
  const note = await write(mei, 'picked');
  const [first] = [await make(eve, 'first'), await make(eve, 'second', 'me')];
  await put(eve, [first, note]);
  const { items } = await eve.call('GET /people/:person/boards', {
    params: { person: 'eve' },
    query: { note },
  });
  assert.deepEqual(
    items.map(({ name, has }) => [name, has]),
    [
      ['first', true],
      ['second', false],
    ],
  );
  const seen = await mei.call('GET /people/:person/boards', { params: { person: 'eve' } });
  assert.deepEqual(
    seen.items.map(({ name, has }) => [name, has]),
    [['first', null]],
  );
});

test('nobody changes another’s board, and what one may not see is not there', async () => {
  const [open, closed] = [await make(ann, 'open'), await make(ann, 'closed', 'me')];
  const note = await write(mei, 'mine');
  for (const [id, code] of [
    [open, 'access.denied'],
    [closed, 'board.not_found'],
  ] as const) {
    await assert.rejects(put(mei, [id, note]), refused(code));
    await assert.rejects(
      mei.call('PATCH /boards/:id', { params: { id }, body: { name: 'x' } }),
      refused(code),
    );
    await assert.rejects(mei.call('DELETE /boards/:id', { params: { id } }), refused(code));
    await assert.rejects(mei.call('DELETE /boards/:id/notes/:note', { params: { id, note } }), refused(code));
    const own = await make(mei, `from ${code}`);
    await assert.rejects(put(mei, [own, note], { from: id }), refused(code));
  }
  const hidden = await write(ann, 'for me', 'me');
  const own = await make(mei, 'own');
  await assert.rejects(put(mei, [own, hidden]), refused('note.not_found'));
  await assert.rejects(w.visitor.call('POST /boards', { body: { name: 'x' } }), refused('access.sign_in'));
});

test('counts, covers and lists know only what the reader may see', async () => {
  const id = await make(ann, 'mixed');
  const [open, secret] = [await write(ann, 'open'), await write(ann, 'secret', 'me')];
  await put(ann, [id, open]);
  await put(ann, [id, secret]);
  await w.settle();
  const [mine, seen] = [
    await ann.call('GET /boards/:id', { params: { id } }),
    await mei.call('GET /boards/:id', { params: { id } }),
  ];
  assert.deepEqual([mine.notes, mine.covers.length], [2, 2]);
  assert.deepEqual([seen.notes, seen.covers.length], [1, 1]);
  assert.deepEqual(await titles(mei, id), ['open']);
  await mei.call('PUT /people/:person/block', { params: { person: 'ann' } });
  await assert.rejects(mei.call('GET /boards/:id', { params: { id } }), refused('board.not_found'));
  await assert.rejects(
    mei.call('GET /people/:person/boards', { params: { person: 'ann' } }),
    refused('person.not_found'),
  );
  await mei.call('DELETE /people/:person/block', { params: { person: 'ann' } });
});

test('two at once: each note keeps a place of its own, and there are never too many boards', async () => {
  const kim = await w.person('kim');
  const id = await make(kim, 'crowd');
  const notes = await Promise.all(Array.from({ length: 8 }, (_, index) => write(kim, `n${index}`)));
  await Promise.all([...notes, ...notes].map((note) => put(kim, [id, note])));
  const places = await w.base.db
    .selectFrom('board_notes')
    .select('position')
    .where('board_id', '=', id)
    .execute();
  assert.equal(new Set(places.map(({ position }) => position)).size, notes.length);
  const name = 'filler';
  const { rows } = await w.base.pool.query<{ n: number }>(
    `select count(*)::int as n from boards where owner_id = $1`,
    [kim.id],
  );
  await w.base.pool.query(
    `insert into boards (id, owner_id, name, visibility) select gen_random_uuid(), $1, $2, 'me' from generate_series(1, $3)`,
    [kim.id, name, MOST_BOARDS - 1 - rows[0]!.n],
  );
  const both = await Promise.allSettled([make(kim, 'last'), make(kim, 'one more')]);
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  await assert.rejects(make(kim, 'again'), refused('board.too_many'));
});

test('a board is full at a thousand', async () => {
  const pat = await w.person('pat');
  const id = await make(pat, 'full');
  const [note, over] = [await write(pat, 'last'), await write(pat, 'over')];
  await w.base.pool.query(
    `with made as (insert into notes (id, author_id, published_at, title, body, language, visibility, form)
       select n, $1, now(), 't', '', 'en', 'public', 'text' from generate_series(1, $3) n returning id)
     insert into board_notes (board_id, note_id, position) select $2, id, id from made`,
    [pat.id, id, MOST_NOTES - 1],
  );
  await put(pat, [id, note]);
  await put(pat, [id, note], { after: '5' });
  await assert.rejects(put(pat, [id, over]), refused('board.full'));
  assert.deepEqual(await savesOf(pat), ['last']);
});

test('boards of a closed account hide, and go when it is erased', async () => {
  const ida = await w.person('ida');
  const id = await make(ida, 'gone');
  await ida.call('DELETE /me', {});
  await assert.rejects(mei.call('GET /boards/:id', { params: { id } }), refused('board.not_found'));
  await w.base.pool.query(`update people set closed_at = now() - interval '31 days' where id = $1`, [ida.id]);
  await w.base.pool.query(`select graphile_worker.add_job('people.daily')`);
  await w.settle();
  assert.equal((await w.base.pool.query(`select from boards where owner_id = $1`, [ida.id])).rowCount, 0);
});

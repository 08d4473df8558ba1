import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { uuidv7 } from '../../kernel/ids.ts';
import { picture } from '../../testing/pictures.ts';
import { refused } from '../../testing/refused.ts';
import { world, type Somebody, type World } from '../../testing/world.ts';

let w: World;
let ann: Somebody;
before(async () => {
  w = await world();
  ann = await w.person('ann');
});
after(() => w.close());
// Each test may use its writers' whole allowance.
beforeEach(() => w.base.pool.query('delete from buckets'));

function post(by: Somebody, body: object, headers: Record<string, string> = {}): Promise<Response> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
  return by.fetch('/api/v1/notes', init);
}

async function waiting(task: string): Promise<number> {
  const { rows } = await w.base.pool.query<{ n: number }>(
    'select count(*)::int as n from graphile_worker.jobs where task_identifier = $1',
    [task],
  );
  return rows[0]!.n;
}

test('a photo note has its pictures in order, with their words, and a cover', async () => {
  const [one, two] = [await picture(w.base, ann), await picture(w.base, ann)];
  const body = {
    title: 'Kitchen',
    body: 'Small.',
    media: [two, one],
    alts: { [one]: 'a stove' },
    channel: 'home',
  };
  const note = await ann.call('POST /notes', {
    body: { ...body, place: { name: ' Lisbon ' }, declarations: ['ai', 'ai'] },
  });
  assert.deepEqual(
    note.media.map(({ id, alt }) => [id, alt]),
    [
      [two, null],
      [one, 'a stove'],
    ],
  );
  assert.match(note.cover!.url, new RegExp(`card-560-${two}`));
  assert.deepEqual([note.pictures, note.text, note.background, note.channel], [2, null, null, 'home']);
  assert.deepEqual([note.place, note.declarations], [{ name: 'Lisbon' }, ['ai']]);
  assert.deepEqual(await w.visitor.call('GET /notes/:id', { params: { id: note.id } }), {
    ...note,
    mine: false,
  });
});

test('pictures that are missing, another’s, used, or named twice are refused, and stay free', async () => {
  const mei = await w.person('mei');
  const [mine, hers] = [await picture(w.base, ann), await picture(w.base, mei)];
  for (const media of [
    [mine, hers],
    [mine, uuidv7()],
    [mine, mine],
  ]) {
    await assert.rejects(
      ann.call('POST /notes', { body: { title: 'x', media } }),
      refused('note.media_missing'),
    );
  }
  await ann.call('POST /notes', { body: { title: 'x', media: [mine] } });
  await assert.rejects(
    ann.call('POST /notes', { body: { title: 'y', media: [mine] } }),
    refused('note.media_missing'),
  );
});

test('two notes that take one picture at the same moment: one has it, the other is refused', async () => {
  const one = await picture(w.base, ann);
  const both = await Promise.all([
    post(ann, { title: 'a', media: [one] }),
    post(ann, { title: 'b', media: [one] }),
  ]);
  assert.deepEqual(both.map(({ status }) => status).sort(), [201, 422]);
});

test('words alone make a text card, published at once; its picture comes from a job, once', async () => {
  const note = await ann.call('POST /notes', {
    body: { title: '我是不是点错 App 了', body: '七点五十', card: { background: 'paper' } },
  });
  assert.deepEqual([note.cover, note.text, note.background], [null, '我是不是点错 App 了', 'paper']);
  assert.equal(await waiting('notes.render-card'), 1);
  await w.settle();
  const read = () => w.visitor.call('GET /notes/:id', { params: { id: note.id } });
  const drawn = await read();
  assert.equal(drawn.cover?.alt, '我是不是点错 App 了');
  assert.deepEqual([drawn.media.length, drawn.pictures], [1, 1]);
  await w.base.pool.query(
    `select graphile_worker.add_job('notes.render-card', json_build_object('noteId', $1::text))`,
    [note.id],
  );
  await w.settle();
  assert.deepEqual(await read(), drawn);
  const bytes = await w.visitor.fetch(drawn.cover!.url);
  assert.equal(bytes.status, 200);
  assert.equal(bytes.headers.get('content-type'), 'image/webp');
  await bytes.body?.cancel();
});

test('the words of a card keep their lines, and the title of photographs is one', async () => {
  const title = '春眠不觉晓\n处处闻啼鸟\n\n夜来风雨声';
  const versions = [{ language: 'en', title: 'One line\nand one more' }];
  const card = await ann.call('POST /notes', { body: { title, versions } });
  assert.deepEqual(
    [card.title, card.text, card.versions[1]?.title],
    [title, title, 'One line\nand one more'],
  );
  await w.settle();
  const drawn = await ann.call('GET /notes/:id', { params: { id: card.id } });
  assert.equal(drawn.cover?.alt, title);
  const change = (body: object) => ann.call('PATCH /notes/:id', { params: { id: card.id }, body });
  assert.equal((await change({ body: 'by Meng Haoran' })).title, title);
  const media = [await picture(w.base, ann)];
  assert.equal((await change({ title, media })).title, title.replace(/\n+/g, ' '));
});

test('a note needs words or a picture, a known background and channel', async () => {
  for (const body of [{}, { title: ' \u200b ', body: '\n' }, { body: '\u2060' }]) {
    await assert.rejects(ann.call('POST /notes', { body }), refused('note.empty'));
  }
  await assert.rejects(
    ann.call('POST /notes', { body: { title: 'x', card: { background: 'gold' } } }),
    refused('note.background'),
  );
  const { id } = await ann.call('POST /notes', { body: { title: 'x', channel: 'food' } });
  for (const channel of ['gardening', "food'; --", '']) {
    await assert.rejects(ann.call('POST /notes', { body: { title: 'x', channel } }), refused('note.channel'));
    const change = { params: { id }, body: { channel } };
    await assert.rejects(ann.call('PATCH /notes/:id', change), refused('note.channel'));
  }
});

test('length is counted as people count: 60 families fit, 61 letters do not, and the answer says where', async () => {
  const family = '👩‍👩‍👧‍👦';
  const { title } = await ann.call('POST /notes', { body: { title: family.repeat(60) } });
  assert.equal(title, family.repeat(60));
  const versions = [{ language: 'zh', title: '长'.repeat(61), body: '' }];
  for (const [body, path] of [
    [{ title: 'a'.repeat(61) }, 'title'],
    [{ title: 'ok', versions }, 'versions.0.title'],
  ] as const) {
    const refused = (await (await post(ann, body)).json()) as { code: string; fields: { path: string }[] };
    assert.deepEqual([refused.code, refused.fields[0]?.path], ['note.title_long', path]);
  }
  await assert.rejects(
    ann.call('POST /notes', { body: { body: '字'.repeat(5001) } }),
    refused('note.body_long'),
  );
  await assert.rejects(
    ann.call('POST /notes', { body: { title: family.repeat(61) } }),
    refused('note.title_long'),
  );
});

test('zh gets the script it is written in, nothing said is detected, and one language stands there once', async () => {
  const languageOf = async (body: object) =>
    ((await (await post(ann, body)).json()) as { language: string }).language;
  assert.equal(await languageOf({ title: '請問在哪裡買的', language: 'zh' }), 'zh-Hant');
  assert.equal(await languageOf({ title: '请问在哪里买的', language: 'zh' }), 'zh-Hans');
  assert.equal(await languageOf({ title: 'zh-TW says', language: 'zh-TW' }), 'zh-Hant');
  assert.equal(await languageOf({ title: 'My tiny kitchen in Lisbon is finally warm' }), 'en');
  assert.equal(await languageOf({ title: '🍜🍜' }), 'und');
  const twice = {
    title: '你好',
    language: 'zh-Hans',
    versions: [{ language: 'zh', title: '您好', body: '' }],
  };
  assert.equal(((await (await post(ann, twice)).json()) as { code: string }).code, 'note.language_twice');
});

test('both languages by the author: the original first, each reader sees theirs, empty versions are left out', async () => {
  const body = {
    title: '站在门口的人',
    body: '大家好 #初来乍到',
    language: 'zh',
    versions: [
      {
        language: 'en',
        title: 'Standing in the doorway',
        body: 'Hi. @Ann #JustLanded',
      },
      {
        language: 'fr',
        title: '',
        body: ' ',
      },
    ],
  };
  const note = await ann.call('POST /notes', { body });
  const said = note.versions.map(({ language, state, by, title }) => [language, state, by?.handle, title]);
  assert.deepEqual(said, [
    ['zh-Hans', 'original', 'ann', '站在门口的人'],
    ['en', 'author', 'ann', 'Standing in the doorway'],
  ]);
  assert.deepEqual(note.shown, { title: 'Standing in the doorway', language: 'en', state: 'author' });
  assert.deepEqual(note.topics.map(({ name }) => name).sort(), ['JustLanded', '初来乍到']);
  const mention = note.versions[1]!.bodyFacets.find(({ kind }) => kind === 'mention');
  assert.equal(mention?.id, ann.id);
});

test('topics and people are kept by id; unknown handles stay plain text', async () => {
  const bo = await w.person('bo_2');
  const text = 'Thanks @bo_2 and @nobody_at_all! #猫 ＃貓 #cat https://example.org/a 👩‍👩‍👧 #🐈';
  const note = await ann.call('POST /notes', { body: { title: 'Cats #Cat', body: text } });
  const points = [...text];
  const seen = note.bodyFacets.map(
    ({ start, end, kind, id }) => [points.slice(start, end).join(''), kind, id] as const,
  );
  assert.deepEqual(
    seen.map(([shown, kind]) => [shown, kind]),
    [
      ['@bo_2', 'mention'],
      ['#猫', 'topic'],
      ['＃貓', 'topic'],
      ['#cat', 'topic'],
      ['https://example.org/a', 'link'],
      ['#🐈', 'topic'],
    ],
  );
  assert.equal(seen[0]?.[2], bo.id);
  assert.equal(seen[1]?.[2], seen[2]?.[2]);
  assert.equal(note.titleFacets[0]?.id, seen[3]?.[2]);
  assert.equal(note.topics.length, 3);
  assert.equal(await waiting('inbox.mentioned'), 1, 'one job for the one person');
  const many = Array.from({ length: 21 }, (_, index) => `#topic${index}x`).join(' ');
  await assert.rejects(ann.call('POST /notes', { body: { body: many } }), refused('note.too_many_topics'));
});

test('what looks like code is kept word for word', async () => {
  const payloads = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "'; drop table notes; --",
    '{{constructor.constructor("alert(1)")()}}',
    '${7*7} <%= 7*7 %> \\u003cb\\u003e &lt;b&gt; %3Cb%3E',
    '[x](javascript:alert(1)) ![y](data:text/html,z)',
  ];
  for (const payload of payloads) {
    const note = await ann.call('POST /notes', {
      body: { title: payload.slice(0, 60), body: payload, place: { name: payload.slice(0, 80) } },
    });
    assert.deepEqual(
      [note.title, note.body, note.place?.name],
      [payload.slice(0, 60).trim(), payload, payload.slice(0, 80)],
    );
  }
});

test('one key, one note: a twin waits for its answer, another body is refused', async () => {
  const key = { 'idempotency-key': 'once-and-only' };
  const body = { title: 'Only once', body: '#onlyonce' };
  const answers = await Promise.all([post(ann, body, key), post(ann, body, key), post(ann, body, key)]);
  assert.deepEqual(
    answers.map(({ status }) => status),
    [201, 201, 201],
  );
  const ids = await Promise.all(answers.map(async (answer) => ((await answer.json()) as { id: string }).id));
  assert.equal(new Set(ids).size, 1);
  assert.equal((await post(ann, { ...body, title: 'Twice' }, key)).status, 422);
  const { rowCount } = await w.base.pool.query(`select from notes where title in ('Only once', 'Twice')`);
  assert.equal(rowCount, 1);
});

test('a note that fails half-way leaves nothing: no note, topic, picture or job', async () => {
  const jobs = await w.base.pool.query('select from graphile_worker.jobs');
  const mine = await picture(w.base, ann);
  await assert.rejects(
    ann.call('POST /notes', { body: { title: 'x', body: '#halfway', media: [mine, uuidv7()] } }),
    refused('note.media_missing'),
  );
  assert.equal((await w.base.pool.query('select from graphile_worker.jobs')).rowCount, jobs.rowCount);
  assert.equal((await w.visitor.fetch('/api/v1/topics/halfway')).status, 404);
  const { rows } = await w.base.pool.query('select subject_id from media where id = $1', [mine]);
  assert.deepEqual(rows, [{ subject_id: null }]);
});

test('ten notes in ten minutes; the eleventh is told how long to wait', async () => {
  const quick = await w.person('quick');
  const answers = [];
  for (let n = 0; n < 11; n += 1) answers.push(await post(quick, { title: `note ${n}` }));
  assert.deepEqual(
    answers.map(({ status }) => status),
    [...Array.from({ length: 10 }, () => 201), 429],
  );
  assert.ok(Number(answers.at(-1)!.headers.get('retry-after')) > 30);
});

test('drafts are saved again and again under one id, belong to one person, and go when published', async () => {
  const [writer, other] = [await w.person('writer'), await w.person('other')];
  const params = { id: uuidv7() };
  const content = { title: 'half a \0thought \ud800', media: [], nested: { 'k\0ey': ['ok 👩‍👩‍👧'] } };
  await writer.call('PUT /drafts/:id', { params, body: { content: { title: 'half' } } });
  const saved = await writer.call('PUT /drafts/:id', { params, body: { content } });
  assert.deepEqual(saved.content, { title: 'half a thought ', media: [], nested: { key: ['ok 👩‍👩‍👧'] } });
  await assert.rejects(
    other.call('PUT /drafts/:id', { params, body: { content: {} } }),
    refused('draft.not_found'),
  );
  await assert.rejects(other.call('DELETE /drafts/:id', { params }), refused('draft.not_found'));
  assert.deepEqual(
    (await writer.call('GET /drafts')).items.map(({ id }) => id),
    [params.id],
  );
  assert.deepEqual((await other.call('GET /drafts')).items, []);
  await writer.call('POST /notes', { body: { title: 'done', draft: params.id } });
  assert.deepEqual((await writer.call('GET /drafts')).items, []);
  await w.base.pool.query(
    `insert into drafts (id, author_id, content) select gen_random_uuid(), $1, '{}' from generate_series(1, 100)`,
    [writer.id],
  );
  await assert.rejects(
    writer.call('PUT /drafts/:id', { params, body: { content: {} } }),
    refused('draft.too_many'),
  );
});

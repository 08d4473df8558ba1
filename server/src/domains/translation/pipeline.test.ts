import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { engineServer, TEST_KEY, type TestServer } from '@jujube/lingua/testing';
import { ensureDictionary } from '@jujube/lingua/dictionary';
import { gloss } from '@jujube/lingua';
import { sql } from 'kysely';
import { transact } from '../../kernel/transaction.ts';
import { world, type Somebody, type World } from '../../testing/world.ts';
import { lockVersions, putVersions, wantTranslations } from './index.ts';

let w: World;
let server: TestServer;
let second: TestServer;
let ann: Somebody;
let sent: string[] = [];

/** A plain engine: word by word, marked as its own, so that the checks find what they look for. */
function speak(text: string, to: string): string {
  sent.push(text);
  const target = to.startsWith('en') ? 'en' : 'zh-Hans';
  return gloss(text, target).text;
}

before(async () => {
  ensureDictionary();
  server = await engineServer('libretranslate', speak);
  second = await engineServer('openai', speak);
  w = await world({
    TRANSLATION: '1',
    TRANSLATION_ENGINES: 'libretranslate,openai',
    LIBRETRANSLATE_URL: server.url,
    LIBRETRANSLATE_KEY: TEST_KEY,
    OPENAI_URL: second.url,
    OPENAI_KEY: TEST_KEY,
    OPENAI_MODEL: 'second-best',
    OPENAI_PRIVATE: '1',
    OPENAI_CHARACTERS_PER_DAY: '5000',
  });
  ann = await w.person('ann', { reads: ['en'] });
});
after(async () => {
  await w.close();
  await Promise.all([server.close(), second.close()]);
});

/** Cards of words are drawn elsewhere. */
const settle = () => w.settle({ but: ['notes.render-card'] });

interface Row {
  field: string;
  language: string;
  state: string;
  engine: string;
  text: string;
  source_version: number;
}

async function versionsOf(kind: string, id: string): Promise<Row[]> {
  const { rows } =
    await sql<Row>`select field, language, state, engine, text, source_version from translations
    where kind = ${kind} and id = ${id} order by field, language, state`.execute(w.base.db);
  return rows;
}

const publish = async (who: Somebody, body: object) => {
  const { id } = await who.call('POST /notes', { body: { title: '', body: '', ...body } as never });
  await settle();
  return id;
};

const short = (rows: Row[]) =>
  rows.map(({ field, language, state, engine }) => [field, language, state, engine].join(' '));

test('a note is in every language of the pages: by the engine, the phrasebook, and conversion between the scripts', async () => {
  const id = await publish(ann, {
    title: 'A quiet street in the old city',
    body: 'We walked for two hours. The noodles were cheap.',
  });
  assert.deepEqual(short(await versionsOf('note', id)), [
    'body zh-Hans machine LibreTranslate',
    'body zh-Hant machine LibreTranslate',
    'title zh-Hans machine LibreTranslate',
    'title zh-Hant machine LibreTranslate',
  ]);
  const chinese = await publish(ann, { title: '周末去爬山', body: '山上的风景很好，晚上吃面条。' });
  const rows = await versionsOf('note', chinese);
  assert.deepEqual(short(rows), [
    'body en machine LibreTranslate',
    'body zh-Hant converted opencc',
    'title en machine LibreTranslate',
    'title zh-Hant converted opencc',
  ]);
  assert.equal(
    rows.find((row) => row.language === 'zh-Hant' && row.field === 'body')!.text,
    '山上的風景很好，晚上吃麵條。',
  );
});

test('a comment of the phrasebook asks no engine; links, mentions and topics stand where they belong', async () => {
  const note = await publish(ann, { title: 'Market day' });
  sent = [];
  const { id } = await ann.call('POST /notes/:id/comments', {
    params: { id: note },
    body: { body: '求链接' },
  });
  await settle();
  assert.deepEqual(sent, []);
  assert.deepEqual(short(await versionsOf('comment', id)), [
    'body en phrasebook phrasebook',
    'body zh-Hant converted opencc',
  ]);
  const linked = await ann.call('POST /notes/:id/comments', {
    params: { id: note },
    body: { body: '@ann 这家店很便宜，看 https://example.org/shop' },
  });
  await settle();
  const { rows } = await sql<{ text: string; facets: { start: number; end: number; kind: string }[] }>`
    select text, facets from translations where kind = 'comment' and id = ${linked.id} and language = 'en'`.execute(
    w.base.db,
  );
  const [version] = rows;
  const words = (kind: string) => {
    const { start, end } = version!.facets.find((facet) => facet.kind === kind)!;
    return [...version!.text].slice(start, end).join('');
  };
  assert.equal(words('mention'), '@ann');
  assert.equal(words('link'), 'https://example.org/shop');
});

test('after an edit only the sentences that changed are sent, and the older words’ versions are gone', async () => {
  const id = await publish(ann, {
    body: 'We walked along the river. The bread was still warm. Nobody was there.',
  });
  sent = [];
  await ann.call('PATCH /notes/:id', {
    params: { id },
    body: { body: 'We walked along the river. The bread was cold. Nobody was there.' },
  });
  await settle();
  assert.deepEqual(sent, ['The bread was cold.']);
  const rows = await versionsOf('note', id);
  assert.deepEqual([...new Set(rows.map((row) => row.source_version))], [2]);
  assert.equal(rows.length, 2);
  sent = [];
  await ann.call('PATCH /notes/:id', {
    params: { id },
    body: { body: 'We walked along the river. The bread was cold.\nNobody came. The bread was cold.' },
  });
  await settle();
  assert.deepEqual(sent, ['Nobody came.'], 'also what an edit before had left as it was is kept');
  const { rows: parts } = await sql<{ length: number }>`
    select sum((part ->> 1)::int)::int as length from translations, jsonb_array_elements(parts) part
    where kind = 'note' and id = ${id} and language = 'zh-Hans'`.execute(w.base.db);
  assert.equal(parts[0]!.length, 79, 'every sentence is known by its place in the original');
});

test('better replaces worse and never the reverse; what people wrote or locked stays', async () => {
  server.manner = 'broken';
  second.manner = 'html';
  const id = await publish(ann, { body: 'The lanterns were lit before sunset.' });
  assert.deepEqual(short(await versionsOf('note', id)), [
    'body zh-Hans gloss cc-cedict',
    'body zh-Hant gloss cc-cedict',
  ]);
  server.manner = 'well';
  second.manner = 'well';
  await again(id);
  assert.deepEqual(
    short(await versionsOf('note', id)).map((row) => row.split(' ')[2]),
    ['machine', 'machine'],
  );
  const machine = await versionsOf('note', id);
  server.manner = 'hang';
  await again(id);
  assert.deepEqual(await versionsOf('note', id), machine);
  server.manner = 'well';
  await transact(w.as(ann), async (tx) => {
    await putVersions(tx, [
      {
        ...{ kind: 'note', id, field: 'body', language: 'zh-Hans', sourceVersion: 1 },
        ...{ state: 'human', engine: 'human', text: '日落前灯笼就亮了。', by: ann.id },
      },
    ]);
    await lockVersions(tx, { kind: 'note', id, language: 'zh-Hant', locked: true });
  });
  await again(id);
  assert.deepEqual(short(await versionsOf('note', id)), [
    'body zh-Hans human human',
    'body zh-Hans machine LibreTranslate',
    'body zh-Hant machine LibreTranslate',
  ]);
});

/** As if its turn had come once more, with engines that are not left alone any longer. */
async function again(id: string): Promise<void> {
  await sql`update waiting_jobs set run_at = now()`.execute(w.base.db);
  await transact(w.as(ann), async (tx) => wantTranslations(tx, { kind: 'note', id }));
  await settle();
}

test('what not everybody may read goes only to an engine that is marked for it, and what one alone sees to none', async () => {
  sent = [];
  const before = server.requests;
  const id = await publish(ann, { body: 'My sister comes home on Sunday.', visibility: 'followers' });
  assert.equal(server.requests, before);
  assert.deepEqual([...new Set((await versionsOf('note', id)).map(({ engine }) => engine))], ['second-best']);
  const own = await publish(ann, { body: 'Nobody shall read this sentence.', visibility: 'me' });
  assert.deepEqual(await versionsOf('note', own), []);
  assert.equal(server.requests, before);
  assert.ok(!sent.join().includes('Nobody shall'));
});

test('an engine that lies, sends half a JSON, too few or no end harms nothing: the next one is asked', async () => {
  const bo = await w.person('bo', { reads: ['en'] });
  for (const manner of ['half', 'fewer', 'wrong-type', 'busy'] as const) {
    server.manner = manner;
    const id = await publish(bo, { body: `The ${manner} morning train was late again.` });
    const rows = await versionsOf('note', id);
    assert.deepEqual([...new Set(rows.map(({ state }) => state))], ['machine'], manner);
    assert.deepEqual([...new Set(rows.map(({ engine }) => engine))], ['second-best'], manner);
  }
  server.manner = 'well';
});

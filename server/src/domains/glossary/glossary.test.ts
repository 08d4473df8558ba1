import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gloss } from '@jujube/lingua';
import { ensureDictionary } from '@jujube/lingua/dictionary';
import { engineServer, TEST_KEY, type TestServer } from '@jujube/lingua/testing';
import { sql } from 'kysely';
import { transact } from '../../kernel/transaction.ts';
import { refused } from '../../testing/refused.ts';
import { world, type Somebody, type World } from '../../testing/world.ts';
import { WAIT_MS } from '../corrections/index.ts';
import { personErased } from '../people/index.ts';

let w: World;
let server: TestServer;
let ann: Somebody;
let wang: Somebody;
let mod: Somebody;

before(async () => {
  ensureDictionary();
  server = await engineServer(
    'libretranslate',
    (text, to) => gloss(text, to.startsWith('en') ? 'en' : 'zh-Hans').text,
  );
  w = await world({
    ...{ TRANSLATION: '1', TRANSLATION_ENGINES: 'libretranslate' },
    ...{ LIBRETRANSLATE_URL: server.url, LIBRETRANSLATE_KEY: TEST_KEY },
  });
  const reads = ['zh-Hans', 'en'];
  ann = await w.person('ann', { reads });
  wang = await w.person('wang', { reads });
  mod = await w.person('mod', { reads, role: 'moderator' });
  await w.base.db
    .insertInto('channels')
    .values([
      { slug: 'food', names: JSON.stringify({ en: 'Food', 'zh-CN': '美食', 'zh-TW': '美食' }), position: 1 },
      {
        slug: 'style',
        names: JSON.stringify({ en: 'Style', 'zh-CN': '穿搭', 'zh-TW': '穿搭' }),
        position: 2,
      },
    ])
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .execute();
});
after(async () => {
  await w.close();
  await server.close();
});

const settle = () => w.settle({ but: ['notes.render-card'] });

interface Said {
  term: string;
  translation: string | null;
  channel?: string;
}

const propose = (who: Somebody, said: Said) =>
  who.call('POST /glossary', { body: { fromLanguage: 'zh-Hans', language: 'en', ...said } });

const decide = (id: string, state: 'accepted' | 'reverted' | 'refused') =>
  mod.call('PATCH /glossary/:id', { params: { id }, body: { state } });

async function noteOf(body: string, channel?: string) {
  const note = await wang.call('POST /notes', { body: { title: '', body, ...(channel && { channel }) } });
  await settle();
  return async () => {
    const { fields } = await ann.call('GET /texts/:kind/:text', {
      params: { kind: 'note', text: note.id },
      query: { language: 'en' },
    });
    return fields[0]!.sentences.map(({ words }) => words).join('');
  };
}

test('an agreed word re-makes the texts it stands in, and taking it back does, too', async () => {
  const read = await noteOf('我今天喝了一杯大红枣茶。');
  const given = await propose(ann, { term: '大红枣茶', translation: 'grandma’s jujube brew' });
  await settle();
  assert.doesNotMatch(await read(), /grandma’s jujube brew/, 'what is proposed holds nowhere');
  await decide(given.id, 'accepted');
  await settle();
  assert.match(await read(), /grandma’s jujube brew/);
  await decide(given.id, 'reverted');
  await settle();
  assert.doesNotMatch(await read(), /grandma’s jujube brew/);
});

test('a channel may call it otherwise; a word without translation stays as it is', async () => {
  await propose(mod, { term: '老头乐', translation: 'back scratcher' });
  await propose(mod, { term: '老头乐', translation: 'tiny car', channel: 'style' });
  await propose(mod, { term: '小杨生煎', translation: null });
  const body = '我买了老头乐，又去吃了小杨生煎。';
  assert.match(await (await noteOf(body, 'food'))(), /back scratcher.*小杨生煎/);
  assert.match(await (await noteOf(body, 'style'))(), /tiny car/);
});

test('a better one replaces it, and all that was ever proposed can be read', async () => {
  const first = await propose(mod, { term: '打工人', translation: 'worker' });
  const second = await propose(ann, { term: '打工人', translation: 'working stiff' });
  await assert.rejects(propose(wang, { term: '打工人', translation: 'worker' }), refused('term.known'));
  await decide(second.id, 'accepted');
  const { items } = await w.visitor.call('GET /glossary', { query: { term: '打工人' } });
  assert.deepEqual(
    items.map(({ id, state }) => [id, state]),
    [
      [second.id, 'accepted'],
      [first.id, 'replaced'],
    ],
  );
});

test('votes of people of standing bring a word into force after a day; one objection holds it', async () => {
  const given = await propose(ann, { term: '种草', translation: 'to be tempted' });
  for (const name of ['g_one', 'g_two', 'g_three']) {
    const one = await w.person(name, { reads: ['zh-Hans', 'en'] });
    await sql`insert into correctors (person_id, stayed, standing) values (${one.id}, 5, 5)`.execute(
      w.base.db,
    );
    const vote = name === 'g_three' ? 'against' : 'for';
    await one.call('PUT /glossary/:id/vote', { params: { id: given.id }, body: { vote } });
    if (name !== 'g_three') continue;
    const waits = await w.visitor.call('GET /glossary', { query: { state: 'open' } });
    assert.equal(waits.items.find(({ id }) => id === given.id)?.state, 'held');
    await one.call('DELETE /glossary/:id/vote', { params: { id: given.id } });
  }
  await sql`update terms set opened_at = opened_at - make_interval(secs => ${WAIT_MS / 1000 + 60})`.execute(
    w.base.db,
  );
  await transact(w.as(), async (tx) => tx.enqueue({ name: 'glossary.reconsider' }, {}));
  await settle();
  const { items } = await w.visitor.call('GET /glossary', {});
  assert.equal(items.find(({ id }) => id === given.id)?.state, 'accepted');
});

test('refusals: empty, long, the same language, no such channel; only those who keep the rules decide', async () => {
  await assert.rejects(propose(ann, { term: ' ', translation: 'x' }), refused('term.empty'));
  await assert.rejects(propose(ann, { term: '长'.repeat(61), translation: 'x' }), refused('term.long'));
  await assert.rejects(
    propose(ann, { term: '词', translation: 'word', channel: 'nowhere' }),
    refused('note.channel'),
  );
  const same = { term: '词', translation: 'word', fromLanguage: 'en', language: 'en' };
  await assert.rejects(ann.call('POST /glossary', { body: same }), refused('term.languages_same'));
  const given = await propose(ann, { term: '词', translation: 'word' });
  const accept = { params: { id: given.id }, body: { state: 'accepted' } } as const;
  await assert.rejects(wang.call('PATCH /glossary/:id', accept), refused('access.denied'));
  const own = { params: { id: given.id }, body: { vote: 'for' } } as const;
  await assert.rejects(ann.call('PUT /glossary/:id/vote', own), refused('correction.own'));
});

test('of somebody erased agreed words stay under nobody’s name, and what waits is gone', async () => {
  const gone = await w.person('gone', { reads: ['zh-Hans', 'en'] });
  const kept = await propose(gone, { term: '躺平', translation: 'lying flat' });
  const waits = await propose(gone, { term: '内卷', translation: 'rat race' });
  await decide(kept.id, 'accepted');
  await transact(w.as(), async (tx) => tx.emit(personErased, { personId: gone.id }));
  await settle();
  const { items } = await w.visitor.call('GET /glossary', {});
  assert.equal(items.find(({ id }) => id === kept.id)?.by, null);
  const { items: open } = await w.visitor.call('GET /glossary', { query: { state: 'open' } });
  assert.ok(!open.some(({ id }) => id === waits.id));
});

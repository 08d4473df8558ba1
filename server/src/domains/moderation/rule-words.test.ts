import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gloss } from '@jujube/lingua';
import { ensureDictionary } from '@jujube/lingua/dictionary';
import { engineServer, TEST_KEY, type TestServer } from '@jujube/lingua/testing';
import { world, type Somebody, type World } from '../../testing/world.ts';

// What those who keep the rules write about a decision is read in one's own language, beside their words.

const RULE = '不要骂人';
const READ = 'Do not swear at people';
let server: TestServer;
/** What the engine was sent. */
const sent: string[] = [];
before(async () => {
  ensureDictionary();
  server = await engineServer('libretranslate', (text, to) => {
    sent.push(text);
    if (text.includes(RULE) && to.startsWith('en')) return READ;
    return gloss(text, to.startsWith('en') ? 'en' : 'zh-Hans').text;
  });
});
after(() => server.close());

interface House {
  w: World;
  ann: Somebody;
  keeper: Somebody;
  note: string;
  report: string;
}

async function house(settings: Record<string, string>): Promise<House> {
  sent.length = 0;
  const w = await world({
    ...{ TRANSLATION: '1', TRANSLATION_ENGINES: 'libretranslate' },
    ...{ LIBRETRANSLATE_URL: server.url, LIBRETRANSLATE_KEY: TEST_KEY, ...settings },
  });
  const ann = await w.person('ann', { reads: ['en'] });
  const bo = await w.person('bo', { reads: ['zh-Hans'] });
  const keeper = await w.person('keeper', { role: 'moderator', reads: ['zh-Hans'] });
  const { id: note } = await ann.call('POST /notes', { body: { title: 'A rainy day', media: [] } });
  const subject = { kind: 'note' as const, id: note };
  const { id: report } = await bo.call('POST /reports', { body: { subject, reason: 'abuse', words: '' } });
  return { w, ann, keeper, note, report };
}

async function decide({ w, keeper, report }: House, state: 'removed' | 'open') {
  await keeper.call('PATCH /admin/reports/:id', {
    params: { id: report },
    body: { state, ...(state === 'removed' && { rule: RULE }) },
  });
  await w.settle({ but: ['notes.render-card'] });
}

async function told({ ann, note }: House) {
  const { items } = await ann.call('GET /inbox', { query: { kind: 'notices' } });
  const { takenDown } = await ann.call('GET /notes/:id', { params: { id: note } });
  return [items[0]?.decision, takenDown].map(
    (one) => one && [one.rule, one.ruleLanguage, one.ruleShown?.state, one.ruleShown?.text],
  );
}

test('by an engine that may see private texts; a decision taken back leaves nothing of its words', async (t) => {
  const at = await house({ LIBRETRANSLATE_PRIVATE: '1' });
  t.after(() => at.w.close());
  await decide(at, 'removed');
  const read = [RULE, 'zh-Hans', 'machine', READ];
  assert.deepEqual(await told(at), [read, read]);
  await decide(at, 'open');
  assert.deepEqual(await told(at), [null, null]);
  const { rows } = await at.w.base.pool.query(
    `select kind from translations where kind = 'verdict' union all select kind from texts where kind = 'verdict'`,
  );
  assert.deepEqual(rows, []);
});

test('else word by word, and no engine sees it', async (t) => {
  const at = await house({});
  t.after(() => at.w.close());
  await decide(at, 'removed');
  const [inbox, page] = await told(at);
  assert.deepEqual(inbox?.slice(0, 3), [RULE, 'zh-Hans', 'gloss']);
  assert.deepEqual(page, inbox);
  assert.deepEqual(
    sent.filter((text) => text.includes(RULE)),
    [],
  );
});

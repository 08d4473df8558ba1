import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gloss, type Term } from '@jujube/lingua';
import { ensureDictionary } from '@jujube/lingua/dictionary';
import { engineServer, TEST_KEY, type TestServer } from '@jujube/lingua/testing';
import { sql } from 'kysely';
import { jobContext } from '../../app.ts';
import { drain } from '../../kernel/jobs.ts';
import { transact } from '../../kernel/transaction.ts';
import { world, type World } from '../../testing/world.ts';
import { agree, glossaryVersionOf } from './glossary.ts';
import {
  translationTasks,
  wantTouched,
  wantTranslations,
  type GlossaryOf,
  type SourceText,
  type TextOwner,
} from './index.ts';

let w: World;
let server: TestServer;
let sent: string[] = [];
const said = new Map<string, string>();
const terms = new Map<string, Term[]>();

/** What people say here, on two walls. */
const wall: TextOwner = {
  kind: 'wall',
  read: async (_, ids) => new Map(ids.filter((id) => said.has(id)).map((id) => [id, [textOf(id)]])),
  after: async () => [],
};

function textOf(id: string): SourceText {
  const language = /\p{Script=Han}/u.test(said.get(id)!) ? 'zh-Hans' : 'en';
  const under = `wall:${id[0]}`;
  return {
    ...{ field: 'body', text: said.get(id)!, facets: [], language, version: 1 },
    ...{ open: true, under, writtenAt: new Date('2026-11-01'), heat: Number(id.slice(1)) },
  };
}

const glossary: GlossaryOf = async (_, { under, to }) => terms.get(`${under} ${to}`) ?? [];

before(async () => {
  ensureDictionary();
  server = await engineServer('libretranslate', (text, to) => {
    sent.push(text);
    return gloss(text, to.startsWith('en') ? 'en' : 'zh-Hans').text;
  });
  w = await world({
    ...{ TRANSLATION: '1', TRANSLATION_ENGINES: 'libretranslate' },
    ...{ LIBRETRANSLATE_URL: server.url, LIBRETRANSLATE_KEY: TEST_KEY },
  });
});
after(async () => {
  await w.close();
  await server.close();
});

async function settle(): Promise<void> {
  sent = [];
  const tasks = translationTasks([wall], { glossary });
  await drain({ pool: w.base.pool, tasks, context: () => jobContext(w.base) });
}

async function say(id: string, text: string): Promise<void> {
  said.set(id, text);
  await transact(w.as(), async (tx) => wantTranslations(tx, { kind: 'wall', id }));
}

async function versions(id: string, language: string) {
  const { rows } = await sql<{ text: string; version: number; state: string }>`
    select text, glossary_version as version, state from translations
    where kind = 'wall' and id = ${id} and language = ${language}`.execute(w.base.db);
  return rows;
}

const agreed = (words: string[]) => transact(w.as(), async (tx) => wantTouched(tx, words));

test('a word that is agreed on passes an engine as it should read, in both scripts, and only where it holds', async () => {
  terms.set('wall:a zh-Hans', [{ from: 'gravity blanket', to: '重力毯' }, { from: 'Muji' }]);
  await say('a1', 'My gravity blanket from Muji is very warm.');
  await say('b1', 'The gravity blanket was too expensive.');
  await settle();
  assert.ok(!sent.some((text) => text.includes('Muji')), 'the engine never saw it');
  const [hans] = await versions('a1', 'zh-Hans');
  assert.match(hans!.text, /重力毯/);
  assert.match(hans!.text, /Muji/);
  assert.equal(hans!.state, 'machine');
  assert.notEqual(hans!.version, 0);
  const [hant] = await versions('a1', 'zh-Hant');
  assert.match(hant!.text, /重力毯/);
  const [other] = await versions('b1', 'zh-Hans');
  assert.doesNotMatch(other!.text, /重力毯/);
  assert.equal(other!.version, 0);
});

test('a term that is another one re-makes the sentences it stands in, those read most first, and nothing else', async () => {
  await say('a2', 'We drank jujube tea. It was very sweet.');
  await say('a9', 'The jujube tree is old. The garden is quiet.');
  await say('a5', 'Nothing of the kind stands here.');
  await settle();
  terms.set('wall:a zh-Hans', [...terms.get('wall:a zh-Hans')!, { from: 'jujube', to: '大红枣' }]);
  await agreed(['jujube']);
  await settle();
  assert.equal(sent.length, 2, sent.join(' | '));
  assert.ok(sent.every((text) => text.includes('tea') || text.includes('tree')));
  for (const id of ['a2', 'a9']) {
    const rows = await versions(id, 'zh-Hans');
    assert.equal(rows.length, 1);
    assert.match(rows[0]!.text, /大红枣/);
    assert.equal((await versions(id, 'zh-Hant')).length, 1);
  }
  await agreed(['jujube']);
  await settle();
  assert.deepEqual(sent, [], 'run twice it does the same once');
  terms.set('wall:a zh-Hans', []);
  await agreed(['jujube']);
  await settle();
  assert.equal(sent.length, 2);
  assert.doesNotMatch((await versions('a2', 'zh-Hans'))[0]!.text, /大红枣/);
});

test('with no engine that answers, the version of the older glossary stays: a gloss would be worse', async () => {
  await say('a3', 'The lantern festival begins tomorrow.');
  await settle();
  const before = await versions('a3', 'zh-Hans');
  server.manner = 'broken';
  terms.set('wall:a zh-Hans', [{ from: 'lantern festival', to: '元宵节' }]);
  await agreed(['lantern festival']);
  await settle();
  assert.deepEqual(await versions('a3', 'zh-Hans'), before);
  server.manner = 'well';
  await sql`update waiting_jobs set run_at = now()`.execute(w.base.db);
  await settle();
  assert.match((await versions('a3', 'zh-Hans'))[0]!.text, /元宵节/);
});

test('between the Chinese scripts a word that stays is not converted, and one that is agreed on reads as agreed', async () => {
  terms.set('wall:c zh-Hant', [{ from: '后里' }, { from: '软件', to: '軟體' }]);
  await say('c1', '我住在后里，做软件。');
  await settle();
  const [hant] = await versions('c1', 'zh-Hant');
  assert.match(hant!.text, /后里/);
  assert.match(hant!.text, /軟體/);
});

test('texts travel together unless a word of one means something else in the other', () => {
  const one = { text: 'the set list', terms: [{ from: 'set', to: '套' }] };
  assert.ok(agree(one, { text: 'a good list', terms: [] }));
  assert.ok(agree(one, { text: 'one set', terms: [{ from: 'set', to: '套' }] }));
  assert.ok(!agree(one, { text: 'one set', terms: [] }));
  assert.ok(!agree(one, { text: 'one set', terms: [{ from: 'set', to: '集' }] }));
  assert.equal(glossaryVersionOf([]), 0);
});

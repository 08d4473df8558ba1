import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gloss } from '@jujube/lingua';
import { ensureDictionary } from '@jujube/lingua/dictionary';
import { addModel } from '@jujube/lingua/models';
import { engineServer, TEST_KEY, tinyModel, type TestServer } from '@jujube/lingua/testing';
import { sql } from 'kysely';
import { readConfig } from '../../config.ts';
import { translatorChild } from '../../providers/translate/child.ts';
import { until } from '../../testing/until.ts';
import { world, type Somebody, type World } from '../../testing/world.ts';

// The translator on this machine, with the small model that a script writes.

let w: World;
let server: TestServer;
let ann: Somebody;
let brought: string;

before(async () => {
  ensureDictionary();
  server = await engineServer(
    'libretranslate',
    (text, to) => gloss(text, to.startsWith('en') ? 'en' : 'zh-Hans').text,
  );
  w = await world({
    ...{ TRANSLATION: '1', TRANSLATION_ENGINES: 'bergamot,libretranslate' },
    ...{ LIBRETRANSLATE_URL: server.url, LIBRETRANSLATE_KEY: TEST_KEY },
  });
  ann = await w.person('ann');
  brought = await mkdtemp(join(tmpdir(), 'jujube-tiny-'));
  const { model, vocabulary } = tinyModel();
  await writeFile(join(brought, 'model.zhen.bin'), model);
  await writeFile(join(brought, 'vocab.zhen.spm'), vocabulary);
});
after(async () => {
  await w.close();
  await server.close();
  await rm(brought, { recursive: true, force: true });
});

const models = () => join(w.base.config.dataDir, 'models');

async function published(body: string, visibility = 'public') {
  const { id } = await ann.call('POST /notes', {
    body: { title: '', body, visibility } as never,
  });
  await w.settle({ but: ['notes.render-card'] });
  return { id, versions: await versionsOf(id) };
}

async function versionsOf(id: string) {
  const { rows } = await sql<{ language: string; state: string; engine: string; text: string }>`
    select language, state, engine, text from translations where kind = 'note' and id = ${id} order by language`.execute(
    w.base.db,
  );
  return rows;
}

test('a pair that has no model goes to the next engine, and what not everybody may read to none', async () => {
  const { versions } = await published('今天天气很好！');
  assert.deepEqual(
    versions.map(({ language, engine }) => [language, engine]),
    [
      ['en', 'LibreTranslate'],
      ['zh-Hant', 'opencc'],
    ],
  );
  const asked = server.requests;
  const own = await published('今天天气很好，大家。', 'followers');
  assert.equal(own.versions[0]!.state, 'gloss');
  assert.equal(server.requests, asked);
});

test('a model that is added is used without a start, also for what not everybody may read; the other pair goes elsewhere', async () => {
  const { id } = await published('我喜欢猫！', 'followers');
  assert.equal((await versionsOf(id))[0]!.state, 'gloss');
  await mkdir(models(), { recursive: true });
  await addModel(brought, models());
  const { pairs } = w.base.providers.translate.engines[0]!;
  await until('the model is seen', async () => pairs!().includes('zh-en'));
  await sql`select graphile_worker.add_job('translation.again')`.execute(w.base.db);
  await w.settle({ but: ['notes.render-card'] });
  const [version] = await versionsOf(id);
  assert.deepEqual([version!.state, version!.engine, version!.text], ['machine', 'Bergamot', 'I like cat！']);
  const english = await published('The bread was warm.');
  assert.deepEqual([...new Set(english.versions.map(({ engine }) => engine))], ['LibreTranslate']);
  const hant = await published('今天天氣很好！');
  const [english2] = hant.versions;
  assert.deepEqual([english2!.engine, english2!.text], ['Bergamot', 'today weather good！']);
});

test('a model that is damaged harms nothing: the next engine is asked', async () => {
  const { files } = JSON.parse(await readFile(join(models(), 'zh-en', 'model.json'), 'utf8')) as {
    files: { name: string }[];
  };
  await w.base.providers.translate.close();
  w.base.providers.translate = translatorChild(w.base.config.translation);
  await writeFile(join(models(), 'zh-en', files[0]!.name), 'not a model');
  const { versions } = await published('谢谢大家，我喜欢猫和狗。');
  assert.deepEqual([versions[0]!.state, versions[0]!.engine], ['machine', 'LibreTranslate']);
});

test('its settings: it needs no address and no key, and private texts may go there unless the operator says no', () => {
  const read = (env: Record<string, string>) =>
    readConfig({ TRANSLATION_ENGINES: 'bergamot', ...env }, []).translation.engines[0]!;
  const { url, key, forPrivate, parallel, folder } = read({ DATA_DIR: '/srv/jujube' });
  assert.deepEqual([url, key, forPrivate, parallel, folder], [null, null, true, 2, '/srv/jujube/models']);
  assert.equal(read({ BERGAMOT_PRIVATE: '0' }).forPrivate, false);
  assert.throws(() => read({ BERGAMOT_SECONDS: '0' }), /BERGAMOT_SECONDS/);
});

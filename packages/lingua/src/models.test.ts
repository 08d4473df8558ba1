import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { createBergamot, EngineError, translate } from './index.ts';
import {
  addModel,
  fetchModel,
  listModels,
  ModelError,
  readIndex,
  runModels,
  verifyModel,
} from './models/index.ts';
import { modelServer } from './testing/model-server.ts';
import { tinyModel } from './testing/tiny-model.ts';

const WEIGHTS = 'model.zhen.bin';

async function folderFor(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'jujube-models-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function withModel(t: TestContext): Promise<string> {
  const [folder, brought] = [await folderFor(t), await folderFor(t)];
  const { model, vocabulary } = tinyModel();
  await writeFile(join(brought, WEIGHTS), model);
  await writeFile(join(brought, 'vocab.zhen.spm'), vocabulary);
  await addModel(brought, folder);
  return folder;
}

async function serverFor(t: TestContext) {
  const server = await modelServer();
  t.after(() => server.close());
  return server;
}

function engineFor(t: TestContext, folder: string, idleMs?: number) {
  const engine = createBergamot({ folder, timeoutMs: 30_000, ...(idleMs ? { idleMs } : {}) });
  t.after(() => engine.close());
  return engine;
}

test('the script writes a whole model of less than a megabyte, and Bergamot translates with it', async (t) => {
  const { model, vocabulary } = tinyModel();
  assert.ok(model.length + vocabulary.length <= 1e6, String(model.length));
  const engine = engineFor(t, await withModel(t));
  const texts = ['你好世界', '我喜欢猫 & ⟦1⟧', '今天天气很好！⟦2⟧', '谢谢大家'];
  assert.deepEqual(await engine.translate({ texts, from: 'zh-Hans', to: 'en' }), [
    'hello world',
    'I like cat & ⟦1⟧',
    'today weather good！⟦2⟧',
    'thanks everyone',
  ]);
  assert.deepEqual(await engine.translate({ texts: ['謝謝大家'], from: 'zh-Hant', to: 'en' }), [
    'thanks everyone',
  ]);
  const [found] = await translate(['我喜欢茶 @mei'], { from: 'zh-Hans', to: 'en', engine });
  assert.deepEqual(
    found!.sentences.map(({ text, state }) => [text, state]),
    [['I like tea @mei', 'machine']],
  );
});

test('a model may have a vocabulary for each of its languages', async (t) => {
  const [folder, brought] = [await folderFor(t), await folderFor(t)];
  const { model, vocabulary } = tinyModel();
  await writeFile(join(brought, WEIGHTS), model);
  for (const name of ['srcvocab', 'trgvocab']) await writeFile(join(brought, `${name}.zhen.spm`), vocabulary);
  await addModel(brought, folder);
  const engine = engineFor(t, folder);
  assert.deepEqual(await engine.translate({ texts: ['你好世界'], from: 'zh-Hans', to: 'en' }), [
    'hello world',
  ]);
});

test('requests at once are all answered, and the process ends when idle and begins again', async (t) => {
  const engine = engineFor(t, await withModel(t), 20);
  const ask = () => engine.translate({ texts: ['谢谢'], from: 'zh-Hans', to: 'en' });
  assert.deepEqual(await Promise.all([ask(), ask(), ask()]), [['thanks'], ['thanks'], ['thanks']]);
  engine.close();
  assert.deepEqual(await ask(), ['thanks']);
});

test('a program waits for its translations, and not for the process that made them', async (t) => {
  const program = `
    const { createBergamot } = await import(${JSON.stringify(new URL('index.ts', import.meta.url).href)});
    const engine = createBergamot({ folder: ${JSON.stringify(await withModel(t))} });
    for (const text of ['你好', '谢谢']) console.log(await engine.translate({ texts: [text], from: 'zh', to: 'en' }));`;
  const options = { encoding: 'utf8', timeout: 30_000 } as const;
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', program], options);
  assert.match(said, /hello[\s\S]*thanks/u);
});

test('a damaged model, a missing one, one that is none and a slow one are EngineErrors that say so', async (t) => {
  const folder = await withModel(t);
  const engine = engineFor(t, folder);
  const ask = (from: string, to: string) => engine.translate({ texts: ['谢谢'], from, to });
  await assert.rejects(ask('en', 'zh-Hans'), refused(/no model en-zh/u));
  const path = join(folder, 'zh-en', WEIGHTS);
  const bytes = await readFile(path);
  bytes[bytes.length - 300]! ^= 1;
  await writeFile(path, bytes);
  await assert.rejects(ask('zh-Hans', 'en'), refused(/model\.zhen\.bin is damaged/u));
  await rm(path);
  await assert.rejects(ask('zh-Hans', 'en'), refused(/model\.zhen\.bin is missing/u));
  const none = await folderFor(t);
  await writeFile(join(none, WEIGHTS), Buffer.alloc(4096, 7));
  await writeFile(join(none, 'vocab.zhen.spm'), tinyModel().vocabulary);
  await addModel(none, folder);
  await assert.rejects(ask('zh-Hans', 'en'), (error) => error instanceof EngineError);
  const slow = createBergamot({ folder: await withModel(t), timeoutMs: 1 });
  await assert.rejects(
    slow.translate({ texts: ['谢谢'], from: 'zh-Hans', to: 'en' }),
    (error) => error instanceof EngineError && error.code === 'slow',
  );
});

function refused(message: RegExp) {
  return (error: unknown) =>
    error instanceof EngineError && error.code === 'refused' && message.test(error.message);
}

test('a model is fetched by the index with progress; what was begun goes on where it stopped', async (t) => {
  const [server, folder] = [await serverFor(t), await folderFor(t)];
  const offers = await readIndex(server.index);
  assert.deepEqual(
    offers.map(({ pair, architecture }) => [pair, architecture]),
    [['zh-en', 'tiny']],
  );
  const seen: number[] = [];
  const begun = Promise.withResolvers<void>();
  const get = () =>
    fetchModel({
      index: server.index,
      folder,
      pair: 'zh-en',
      onProgress({ name, done, total }) {
        if (name === WEIGHTS) seen.push(done / total!);
        begun.resolve();
      },
    });
  server.cutAfter = 1500;
  server.until = begun.promise;
  await assert.rejects(get(), (error) => error instanceof ModelError && /goes on/u.test(error.message));
  assert.deepEqual(await listModels(folder), []);
  server.cutAfter = 0;
  const model = await get();
  assert.match(server.ranges[0]!, /^bytes=[1-9]\d*-$/u);
  assert.equal(seen.at(-1), 1);
  assert.deepEqual(await listModels(folder), [model]);
  await verifyModel(join(folder, 'zh-en'), model);
  assert.deepEqual(await readdir(folder), ['zh-en']);
  const engine = engineFor(t, folder);
  assert.deepEqual(await engine.translate({ texts: ['你好'], from: 'zh-Hans', to: 'en' }), ['hello']);
});

test('a file that is not what the index says is not taken, and the model that was there stays', async (t) => {
  const [server, folder] = [await serverFor(t), await withModel(t)];
  server.lying = true;
  const get = fetchModel({ index: server.index, folder, pair: 'zh-en' });
  await assert.rejects(
    get,
    (error) => error instanceof ModelError && /hash or its length/u.test(error.message),
  );
  const [kept] = await listModels(folder);
  await verifyModel(join(folder, 'zh-en'), kept!);
  server.lying = false;
  assert.equal((await fetchModel({ index: server.index, folder, pair: 'zh-en' })).source, server.index);
});

test('an index that cannot be read, a pair that is none or not offered are said in words', async (t) => {
  const [server, folder] = [await serverFor(t), await folderFor(t)];
  const get = (pair: string, index = server.index) => fetchModel({ index, folder, pair });
  await assert.rejects(get('fr-en'), /offers no model fr-en/u);
  await assert.rejects(get('zh-en', server.index.replace('models.json', 'none')), /answers 404/u);
  await assert.rejects(get('zh-en', 'http://127.0.0.1:1/'), /cannot be read/u);
  const { origin } = new URL(server.index);
  await assert.rejects(get('zh-en', `${origin}/models/zh-en/tiny/vocab.zhen.spm.gz`), /no JSON/u);
});

test('a model comes by hand as a folder or an archive; what is none is refused and leaves nothing', async (t) => {
  const [first, second] = [await withModel(t), await folderFor(t)];
  const archive = join(second, 'brought.tar.gz');
  execFileSync('tar', ['czf', archive, '-C', first, 'zh-en']);
  const folder = await folderFor(t);
  assert.equal((await addModel(archive, folder)).pair, 'zh-en');
  const [listed] = await listModels(folder);
  await verifyModel(join(folder, 'zh-en'), listed!);
  const text = join(second, 'note.txt');
  await writeFile(text, 'this is no model at all'.repeat(100));
  await assert.rejects(addModel(text, folder), /no tar archive/u);
  await assert.rejects(addModel(join(second, 'absent'), folder), /there is no/u);
  const altered = join(first, 'zh-en', WEIGHTS);
  const bytes = await readFile(altered);
  bytes[bytes.length - 1]! ^= 1;
  await writeFile(altered, bytes);
  await assert.rejects(addModel(join(first, 'zh-en'), folder), /damaged/u);
  assert.deepEqual(await readdir(folder), ['zh-en']);
});

test('npm run models lists, fetches and takes, and says what went wrong', async (t) => {
  const [server, folder] = [await serverFor(t), await folderFor(t)];
  const said: string[] = [];
  const place = { folder, index: server.index, say: (line: string) => void said.push(line) };
  assert.equal(await runModels(['list'], place), 0);
  assert.match(said.join('\n'), /^No model in .*\nTo be had: zh-en$/u);
  assert.equal(await runModels(['get', 'zh-en'], place), 0);
  assert.match(said.join('\n'), /model\.zhen\.bin: \d+ % of \d+\.\d MB[\s\S]*zh-en is there now/u);
  said.length = 0;
  assert.equal(await runModels(['list'], place), 0);
  assert.match(said[0]!, /^zh-en {2}0\.6 MB {2}whole/u);
  assert.equal(await runModels(['add', join(folder, 'none')], place), 1);
  assert.equal(await runModels(['get', 'xx-yy'], place), 1);
  assert.equal(await runModels([], place), 1);
  assert.match(said.at(-1)!, /npm run models -- get zh-en/u);
});

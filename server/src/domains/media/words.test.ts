import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { ensureDictionary } from '@jujube/lingua/dictionary';
import { sql } from 'kysely';
import { readerChild } from '../../providers/reading/child.ts';
import { until } from '../../testing/until.ts';
import { world, type Somebody, type World } from '../../testing/world.ts';
import { addPicture } from './commands.ts';
import { withFile } from './files.ts';

// Words in pictures, read by the real thing from pictures that this file draws.

let w: World;
let ann: Somebody;
let mei: Somebody;

before(async () => {
  ensureDictionary();
  w = await world({ TRANSLATION: '1', PICTURE_WORDS: '1' });
  ann = await w.person('ann', { reads: ['en'] });
  mei = await w.person('mei', { reads: ['zh-Hans'] });
  const font = createRequire(import.meta.url).resolve(
    '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  );
  GlobalFonts.registerFromPath(font, 'Signs');
});
after(() => w.close());

function sign(lines: readonly string[]): Buffer {
  const canvas = createCanvas(900, 200 + 130 * lines.length);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#fff7e8';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = '#222222';
  pen.font = '56px Signs';
  lines.forEach((line, at) => pen.fillText(line, 80, 160 + 130 * at));
  return canvas.toBuffer('image/png');
}

async function uploaded(bytes: Buffer): Promise<string> {
  const { id } = await withFile(w.base.config, bytes, (path) =>
    addPicture({ ...w.as(ann), viewer: { ...w.as(ann).viewer, id: ann.id } }, { path, name: 'sign.png' }),
  );
  return id;
}

const publish = async (media: string[], more: object = {}) => {
  const { id } = await ann.call('POST /notes', {
    body: { title: 'By the door', body: '', media, ...more } as never,
  });
  await w.settle({ but: ['notes.render-card'] });
  return id;
};

test('what a picture says is read once, with its places, told apart by language, and translated', async () => {
  const id = await uploaded(sign(['营业时间 10:00-22:00', '今日特价 牛肉面 38元', '谢谢大家']));
  const note = await publish([id]);
  const { media } = await mei.call('GET /notes/:id', { params: { id: note } });
  const { words } = media[0]!;
  assert.equal(words!.language, 'zh-Hans');
  assert.equal(words!.lines.length, 3);
  assert.match(words!.lines[1]!.text, /牛肉面/);
  const [x, y, width, height] = words!.lines[0]!.box as [number, number, number, number];
  assert.ok(
    x > 0.05 && x < 0.15 && y > 0.1 && y < 0.3 && width > 0.4 && height < 0.2,
    String([x, y, width, height]),
  );
  const { versions } = await ann.call('GET /notes/:id/translation', { params: { id: note } });
  const english = versions.find(({ field }) => field === 'words');
  assert.equal(english!.language, 'en');
  assert.match(english!.text, /beef noodles|noodle/i);
  assert.equal(english!.text.split('\n').length, 3, 'line by line');
  const before = await readingOf(id);
  await ann.call('PATCH /notes/:id', { params: { id: note }, body: { title: 'At the door' } });
  await w.settle({ but: ['notes.render-card'] });
  assert.equal(await readingOf(id), before, 'it is not read again');
});

async function readingOf(id: string): Promise<string> {
  const { rows } = await sql<{ words: string }>`select words::text from media where id = ${id}`.execute(
    w.base.db,
  );
  return rows[0]!.words;
}

test('a picture that says nothing, and a card that we drew, have no words', async () => {
  const photograph = readFileSync(createRequire(import.meta.url).resolve('exif-parser/test/starfish.jpg'));
  const id = await uploaded(photograph);
  const note = await publish([id]);
  const { media } = await mei.call('GET /notes/:id', { params: { id: note } });
  assert.equal(media[0]!.words, undefined);
  assert.equal((JSON.parse(await readingOf(id)) as { lines: unknown[] }).lines.length, 0, 'it was read');
  const { id: card } = await ann.call('POST /notes', {
    body: { title: '', body: '今日特价 牛肉面' } as never,
  });
  await w.settle();
  const { rows } = await sql<{ words: unknown; drawn: boolean }>`
    select words, drawn from media where subject_id = ${card}`.execute(w.base.db);
  assert.deepEqual(rows, [{ words: null, drawn: true }]);
});

test('a picture that the reader cannot bear is left alone after three tries, and others are read', async () => {
  const [bad, good] = [await uploaded(sign(['小心地滑'])), await uploaded(sign(['欢迎光临']))];
  const { rows } = await sql<{
    url: string;
  }>`select picture ->> 'url' as url from media where id = ${bad}`.execute(w.base.db);
  await w.base.providers.storage.remove([rows[0]!.url.replace('/media/', '')]);
  const { put } = w.base.providers.storage;
  await withFile(w.base.config, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg">'), (path) =>
    put(rows[0]!.url.replace('/media/', ''), { path }),
  );
  const note = await publish([bad, good]);
  for (let turn = 0; turn < 4; turn += 1) {
    await sql`update graphile_worker._private_jobs set run_at = now() where attempts < max_attempts`.execute(
      w.base.db,
    );
    await w.settle({ but: ['notes.render-card'] });
  }
  const { media } = await mei.call('GET /notes/:id', { params: { id: note } });
  assert.equal(media.find(({ id }) => id === bad)!.words, undefined);
  assert.match(media.find(({ id }) => id === good)!.words!.lines[0]!.text, /欢迎/);
  const { rows: tries } = await sql<{ attempts: number }>`
    select attempts from graphile_worker._private_jobs where payload ->> 'id' = ${bad}`.execute(w.base.db);
  assert.deepEqual(tries, [{ attempts: 3 }]);
});

test('the reader ends when there is nothing to read, one that is ended says so, and the next picture starts another', async () => {
  const others = readers();
  const reader = readerChild({ idleMs: 200 });
  try {
    const first = await reader.read(sign(['谢谢大家']));
    assert.match(first[0]!.text, /谢谢/);
    await until('it ended by itself', async () => readers() <= others);
    const hanging = readerChild({ limitMs: 1 });
    await assert.rejects(hanging.read(sign(['谢谢'])), /SIGKILL/);
    await hanging.close();
    assert.equal((await reader.read(sign(['谢谢大家']))).length, 1);
  } finally {
    await reader.close();
  }
});

/** Processes of ours that read pictures now. */
function readers(): number {
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ');
  return children.filter(
    (pid) => pid !== '' && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('providers/reading/worker'),
  ).length;
}

test('without what reads, nothing is lost: a picture has no words', async () => {
  const { reading } = w.base.providers;
  w.base.providers.reading = { ...reading, there: false };
  const id = await uploaded(sign(['生日快乐']));
  const note = await publish([id]);
  const { media } = await mei.call('GET /notes/:id', { params: { id: note } });
  assert.equal(media[0]!.words, undefined);
  w.base.providers.reading = reading;
});

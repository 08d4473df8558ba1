import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { testImage } from '../../testing/photos.ts';
import { world, type Somebody, type World } from '../../testing/world.ts';

let w: World;
let ann: Somebody;
before(async () => {
  w = await world();
  ann = await w.person('ann');
});
after(() => w.close());

const require = createRequire(import.meta.url);
const starfish = () => readFile(require.resolve('exif-parser/test/starfish.jpg'));

async function upload(
  who: Pick<Somebody, 'fetch'>,
  bytes: Buffer,
  init: { name?: string; headers?: Record<string, string> } = {},
) {
  const form = new FormData();
  form.set('file', new File([new Uint8Array(bytes)], init.name ?? 'starfish.jpg'));
  return who.fetch('/api/v1/media', {
    method: 'POST',
    body: form,
    ...(init.headers && { headers: init.headers }),
  });
}

interface Uploaded {
  id: string;
  url: string;
  width: number;
  height: number;
  name: string | null;
  sizes: { url: string; width: number }[];
}

test('a photograph is stored in the sizes pages ask for, and only its owner sees it before a note has it', async () => {
  const response = await upload(ann, await starfish(), { name: '../../etc/海星<b>.jpg' });
  assert.equal(response.status, 201);
  const made = (await response.json()) as Uploaded;
  assert.ok(made.width > 0 && made.height > 0 && made.sizes.length > 0);
  assert.equal(made.name, '海星<b>.jpg');
  const own = await ann.fetch(made.url);
  assert.equal(own.status, 200);
  assert.match(own.headers.get('cache-control') ?? '', /private/);
  assert.equal(own.headers.get('x-content-type-options'), 'nosniff');
  assert.ok((await own.arrayBuffer()).byteLength > 1000);
  assert.equal((await w.visitor.fetch(made.url)).status, 404);
  const bo = await w.person('bo');
  assert.equal((await bo.fetch(made.url)).status, 404);
  assert.equal((await bo.fetch(`/api/v1/media/${made.id}`)).status, 404);
});

test('what is not a picture is refused in words, and nothing is kept of it', async () => {
  for (const [bytes, code] of [
    [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'), 'media.unsupported'],
    [Buffer.alloc(0), 'media.damaged'],
    [(await starfish()).subarray(0, 20_000), 'media.damaged'],
  ] as const) {
    const response = await upload(ann, Buffer.from(bytes));
    assert.equal(((await response.json()) as { code: string }).code, code);
  }
  assert.equal((await upload(w.visitor, await starfish())).status, 401);
});

test('a crop is rendered anew under new names, and the old address goes', async () => {
  const made = (await (await upload(ann, await starfish())).json()) as Uploaded;
  const half = await ann.call('PATCH /media/:id', {
    params: { id: made.id },
    body: { crop: { x: 0, y: 0, width: 0.5, height: 1 }, alt: 'a starfish 海星' },
  });
  assert.ok(Math.abs(half.width / half.height - made.width / made.height / 2) < 0.05);
  assert.equal(half.alt, 'a starfish 海星');
  assert.notEqual(half.url, made.url);
  assert.equal((await ann.fetch(made.url)).status, 404);
  assert.equal((await ann.fetch(half.url)).status, 200);
});

test('a removed picture’s bytes are gone from the disk', async () => {
  const made = (await (await upload(ann, await starfish())).json()) as Uploaded;
  await ann.call('DELETE /media/:id', { params: { id: made.id } });
  assert.equal((await ann.fetch(made.url)).status, 404);
  await w.settle();
  assert.equal(await w.base.providers.storage.stat(made.url.split('/').at(-1)!), null);
});

test('an upload with a key happens once', async () => {
  const headers = { 'idempotency-key': 'the-same-photo' };
  const [one, two] = await Promise.all([
    upload(ann, await starfish(), { headers }),
    upload(ann, await starfish(), { headers }),
  ]);
  const made = await one.json();
  assert.deepEqual(made, await two.json());
  assert.deepEqual(await (await upload(ann, await starfish(), { headers })).json(), made);
  const other = await upload(ann, await readFile(testImage('hands.jpg')), { headers });
  assert.equal(((await other.json()) as { code: string }).code, 'idempotency.mismatch');
});

test('while a picture is prepared nothing waits in a transaction for it', async () => {
  const bytes = await sharp({ create: { width: 6000, height: 4000, channels: 3, background: '#7a4' } })
    .jpeg()
    .toBuffer();
  const open = async () => {
    const { rows } = await w.base.pool.query<{ open: number }>(
      `select count(*)::int as open from pg_stat_activity where datname = current_database()
       and state = 'idle in transaction' and xact_start < clock_timestamp() - interval '400 ms'`,
    );
    return rows[0]!.open;
  };
  let working = true;
  const uploads = Promise.all(
    ['one', 'one', 'two'].map((key) => upload(ann, bytes, { headers: { 'idempotency-key': `slow-${key}` } })),
  ).finally(() => (working = false));
  let most = 0;
  while (working) most = Math.max(most, await open());
  assert.deepEqual(
    (await uploads).map(({ status }) => status),
    [201, 201, 201],
  );
  assert.equal(most, 0);
});

test('a broken upload goes on where it stopped (tus), for its owner only', async () => {
  const bytes = await starfish();
  const tus = { 'tus-resumable': '1.0.0' };
  const created = await ann.fetch('/api/v1/media/tus', {
    method: 'POST',
    headers: {
      ...tus,
      'upload-length': String(bytes.length),
      'upload-metadata': `filename ${btoa('sea.jpg')}`,
    },
  });
  assert.equal(created.status, 201);
  const place = created.headers.get('location')!;
  const send = (who: Somebody, from: number, to: number) =>
    who.fetch(place, {
      method: 'PATCH',
      headers: { ...tus, 'upload-offset': String(from), 'content-type': 'application/offset+octet-stream' },
      body: new Uint8Array(bytes.subarray(from, to)),
    });
  assert.equal((await send(ann, 0, 9000)).status, 204);
  assert.equal((await send(await w.person('cy'), 9000, bytes.length)).status, 404);
  const head = await ann.fetch(place, { method: 'HEAD', headers: tus });
  assert.equal(head.headers.get('upload-offset'), '9000');
  assert.equal((await send(ann, 9000, bytes.length)).status, 204);
  const made = await ann.call('GET /media/:id', { params: { id: place.split('/').at(-1)! } });
  assert.equal(made.name, 'sea.jpg');
});

test('a shared link shows a preview of a public picture, made when first asked for, and gone with the picture', async () => {
  const made = (await (await upload(ann, await starfish())).json()) as Uploaded;
  const note = await ann.call('POST /notes', { body: { title: 'Seen from the pier', media: [made.id] } });
  const address = `/media/share/${note.cover!.url.split('/').at(-1)!.replace('.webp', '.jpg')}`;
  const both = await Promise.all([w.visitor.fetch(address), w.visitor.fetch(address)]);
  for (const response of both) {
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), 'image/jpeg');
    assert.match(response.headers.get('cache-control') ?? '', /^public, .*immutable/);
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(response.headers.get('cross-origin-resource-policy'), 'cross-origin');
    const preview = await sharp(await response.arrayBuffer()).metadata();
    assert.deepEqual([preview.width, preview.height, preview.format], [1200, 630, 'jpeg']);
    assert.equal(preview.exif, undefined);
  }
  assert.equal((await w.visitor.fetch('/media/share/nothing.jpg')).status, 404);
  assert.equal((await w.visitor.fetch(`/media/share/${'0'.repeat(40)}.jpg`)).status, 404);
  await ann.call('PATCH /notes/:id', { params: { id: note.id }, body: { visibility: 'followers' } });
  assert.equal((await w.visitor.fetch(address)).status, 404);
  assert.equal((await ann.fetch(address)).status, 404);
  await ann.call('PATCH /notes/:id', { params: { id: note.id }, body: { visibility: 'public', media: [] } });
  await w.settle();
  assert.equal((await w.visitor.fetch(address)).status, 404);
  const left = await w.base.pool.query('select from media_files where media_id = $1', [made.id]);
  assert.equal(left.rowCount, 0);
});

test('an animation comes with its first frame, for who wants nothing to move', async () => {
  const gif = await readFile(testImage('animated.gif'));
  const made = (await (await upload(ann, gif, { name: 'moving.gif' })).json()) as Uploaded & {
    animated: boolean;
    still: { url: string; width: number }[];
  };
  assert.ok(made.animated);
  const frames = async (url: string) =>
    (await sharp(await (await ann.fetch(url)).arrayBuffer(), { animated: true }).metadata()).pages ?? 1;
  assert.ok((await frames(made.url)) > 1);
  assert.equal(await frames(made.still.at(-1)!.url), 1);
  const photo = (await (await upload(ann, await starfish())).json()) as { still?: unknown };
  assert.equal(photo.still, undefined);
});

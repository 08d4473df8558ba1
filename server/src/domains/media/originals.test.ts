import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { PHONE_JPEG, phoneHeic } from '../../testing/photos.ts';
import { world, type Somebody, type World } from '../../testing/world.ts';
import { sweepMedia } from './jobs.ts';

// The files as they came: kept only where the operator set KEEP_ORIGINALS, and never served.

let keeping: World;
let plain: World;
before(async () => {
  [keeping, plain] = await Promise.all([world({ KEEP_ORIGINALS: '1' }), world()]);
});
after(() => Promise.all([keeping.close(), plain.close()]));

const LATER_MS = 2 * 3600_000;

interface Uploaded {
  id: string;
  url: string;
  sizes: { url: string }[];
}

async function upload(who: Somebody, bytes: Buffer): Promise<Uploaded> {
  const form = new FormData();
  form.set('file', new File([new Uint8Array(bytes)], 'holiday.jpg'));
  const response = await who.fetch('/api/v1/media', { method: 'POST', body: form });
  assert.equal(response.status, 201);
  return (await response.json()) as Uploaded;
}

async function rowOf(w: World, id: string) {
  return w.base.db
    .selectFrom('media')
    .select(['original', 'original_bytes', 'bytes', 'master'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

function pathOf({ base }: World, name: string): string {
  return join(base.config.dataDir, 'media', name.slice(0, 2), name.slice(2, 4), name);
}

/** As it will be some hours from now: what was stored until then is no longer too young to be swept. */
const sweep = (w: World) =>
  sweepMedia.run({ ...w.as(), now: () => new Date(Date.now() + LATER_MS) }, {} as never);

test('as it came, byte for byte, also a HEIC by tus; counted, and known to the sweeper', async () => {
  const ann = await keeping.person('ann');
  const photo = readFileSync(PHONE_JPEG);
  const { id } = await upload(ann, photo);
  const { original, original_bytes, bytes } = await rowOf(keeping, id);
  assert.ok(original!.endsWith('.jpeg'));
  assert.deepEqual(readFileSync(pathOf(keeping, original!)), photo);
  assert.equal(Number(original_bytes), photo.length);
  assert.ok(Number(bytes) > photo.length);
  const heic = await phoneHeic();
  const headers = { 'tus-resumable': '1.0.0', 'content-type': 'application/offset+octet-stream' };
  const created = await ann.fetch('/api/v1/media/tus', {
    method: 'POST',
    headers: { 'tus-resumable': '1.0.0', 'upload-length': String(heic.length) },
  });
  const place = created.headers.get('location')!;
  const sent = await ann.fetch(place, {
    method: 'PATCH',
    headers: { ...headers, 'upload-offset': '0' },
    body: new Uint8Array(heic),
  });
  assert.equal(sent.status, 204);
  const second = (await rowOf(keeping, place.split('/').at(-1)!)).original!;
  assert.deepEqual(readFileSync(pathOf(keeping, second)), heic);
  await ann.call('PATCH /media/:id', {
    params: { id },
    body: { crop: { x: 0, y: 0, width: 0.5, height: 0.5 } },
  });
  await sweep(keeping);
  assert.ok(
    [original!, second].every((name) => existsSync(pathOf(keeping, name))),
    'swept',
  );
  const chief = await keeping.person('chief', { role: 'administrator' });
  const { storage } = await chief.call('GET /admin/overview');
  assert.equal(storage.originals, 2);
  assert.equal(storage.originalBytes, photo.length + heic.length);
  assert.ok(storage.bytes > storage.originalBytes);
});

test('nobody is served it, its owner neither, whatever address they know', async () => {
  const bo = await keeping.person('bo');
  const made = await upload(bo, readFileSync(PHONE_JPEG));
  const name = (await rowOf(keeping, made.id)).original!;
  const note = await bo.call('POST /notes', { body: { title: 'At the pier', media: [made.id] } });
  const jpg = name.replace(/jpeg$/, 'jpg');
  for (const who of [bo, keeping.visitor])
    for (const address of [`/media/${name}`, `/media/share/${name}`, `/media/share/${jpg}`])
      assert.equal((await who.fetch(address)).status, 404, address);
  for (const told of [made, note, await bo.call('GET /notes/:id', { params: { id: note.id } })])
    assert.ok(!JSON.stringify(told).includes(name.slice(0, 40)));
});

test('it goes with its picture: taken out, after its thirty days in the trash, with its owner', async () => {
  const cy = await keeping.person('cy');
  const photo = readFileSync(PHONE_JPEG);
  const uploads = await Promise.all([upload(cy, photo), upload(cy, photo), upload(cy, photo)]);
  const [taken, trashed, owned] = uploads.map(({ id }) => id) as [string, string, string];
  const names = await Promise.all(
    [taken, trashed, owned].map(async (id) => (await rowOf(keeping, id)).original!),
  );
  const there = () => names.map((name) => existsSync(pathOf(keeping, name)));
  const note = await cy.call('POST /notes', { body: { title: 'Gone soon', media: [trashed] } });
  await cy.call('DELETE /media/:id', { params: { id: taken } });
  await cy.call('DELETE /notes/:id', { params: { id: note.id } });
  await keeping.settle();
  assert.deepEqual(there(), [false, true, true]);
  const { pool } = keeping.base;
  await pool.query(`update notes set deleted_at = now() - interval '31 days' where id = $1`, [note.id]);
  await pool.query(`select graphile_worker.add_job('notes.empty-trash')`);
  await keeping.settle();
  assert.deepEqual(there(), [false, false, true]);
  await cy.call('DELETE /me', {});
  await pool.query(`update people set closed_at = now() - interval '31 days' where id = $1`, [cy.id]);
  await pool.query(`select graphile_worker.add_job('people.daily')`);
  await keeping.settle();
  assert.deepEqual(there(), [false, false, false]);
  const left = await pool.query('select from media where original = any($1)', [names]);
  assert.equal(left.rowCount, 0);
});

test('where the operator did not set it none is kept; members are told which it is', async () => {
  const dee = await plain.person('dee');
  const { id } = await upload(dee, readFileSync(PHONE_JPEG));
  assert.equal((await rowOf(plain, id)).original, null);
  assert.equal((await plain.visitor.call('GET /community')).keepsOriginals, false);
  assert.equal((await keeping.visitor.call('GET /community')).keepsOriginals, true);
});

test('an operator who keeps them no more has none after the next sweep, and every picture stays', async () => {
  const eve = await keeping.person('eve');
  const made = await upload(eve, readFileSync(PHONE_JPEG));
  const before = await rowOf(keeping, made.id);
  const no = { ...keeping.as().config, keepOriginals: false };
  await sweepMedia.run(
    { ...keeping.as(), config: no, now: () => new Date(Date.now() + LATER_MS) },
    {} as never,
  );
  const row = await rowOf(keeping, made.id);
  assert.deepEqual([row.original, row.original_bytes, row.master], [null, null, before.master]);
  assert.equal(Number(row.bytes), Number(before.bytes) - Number(before.original_bytes));
  assert.ok(!existsSync(pathOf(keeping, before.original!)));
  assert.equal((await eve.fetch(made.url)).status, 200);
});

test('one whose picture was never recorded is taken by the sweeper', async () => {
  const { storage } = keeping.base.providers;
  const name = `${'a'.repeat(40)}.jpeg`;
  await storage.put(name, { path: PHONE_JPEG });
  await sweep(keeping);
  assert.equal(await storage.stat(name), null);
});

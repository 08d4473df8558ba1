import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { diskStorage } from './disk.ts';
import { fileNamer } from './names.ts';
import { storageSuite } from './suite.ts';

const folders: string[] = [];

storageSuite('disk', async () => diskStorage(await folder()));

test('files lie two folders deep, and only whole ones', async () => {
  const root = await folder();
  const storage = diskStorage(root);
  const name = fileNamer('x'.repeat(32))({
    media: 'm',
    version: 1,
    rendition: 'card-384',
    extension: 'webp',
  });
  await storage.put(name, Buffer.from('bytes'));
  const found = await stat(join(root, name.slice(0, 2), name.slice(2, 4), name));
  assert.equal(found.size, 5);
  assert.deepEqual(await readdir(join(root, '.coming')), []);
});

test('other users of the machine may not look', async () => {
  const root = join(await folder(), 'media');
  await diskStorage(root).put(`${'a'.repeat(40)}.webp`, Buffer.from('bytes'));
  assert.equal((await stat(root)).mode & 0o777, 0o700);
});

test('what a killed process left half written is tidied, once it is old', async () => {
  const root = await folder();
  const storage = diskStorage(root);
  await storage.usage();
  const left = join(root, '.coming', 'left-behind');
  await writeFile(left, 'half a pict');
  assert.equal(await storage.tidy(new Date(Date.now() - 3_600_000)), 0);
  await utimes(left, new Date(0), new Date(0));
  assert.equal(await storage.tidy(new Date(Date.now() - 3_600_000)), 1);
  assert.deepEqual(await readdir(join(root, '.coming')), []);
});

test('names say nothing about the picture and change with secret, version and rendition', () => {
  const parts = {
    media: '019d2b7e-0000-7000-8000-000000000001',
    version: 1,
    rendition: 'card-384',
    extension: 'webp',
  };
  const nameOf = fileNamer('one secret of thirty-two letters!');
  const names = [
    nameOf(parts),
    nameOf({ ...parts, version: 2 }),
    nameOf({ ...parts, rendition: 'card-560' }),
    nameOf({ ...parts, extension: 'jpg' }),
    nameOf({ ...parts, media: '019d2b7e-0000-7000-8000-000000000002' }),
    fileNamer('two secret of thirty-two letters!')(parts),
  ];
  assert.equal(new Set(names).size, names.length);
  assert.equal(nameOf(parts), names[0]);
  assert.match(names[0]!, /^[0-9a-f]{40}\.webp$/);
  assert.throws(() => fileNamer('short'), /32 characters/);
  assert.throws(() => nameOf({ ...parts, extension: '../x' }), /not a storage name/);
});

after(async () => {
  for (const made of folders) await rm(made, { recursive: true });
});

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'jujube-disk-'));
  folders.push(made);
  return made;
}

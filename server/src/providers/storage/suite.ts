import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { fileNamer } from './names.ts';
import { isStorageName, type Storage } from './storage.ts';
import { sweep } from './sweep.ts';

const nameOf = fileNamer('a secret of the conformance suite');
let made = 0;

/** What every engine of storage must do. `make` gives an empty one each time. */
export function storageSuite(title: string, make: () => Promise<Storage>): void {
  describe(`storage: ${title}`, () => {
    it('keeps bytes and files, and gives them back whole', () => keepsWhole(make));
    it('gives the part that is asked for', async () => {
      const storage = await make();
      const name = fresh();
      await storage.put(name, Buffer.from('0123456789'));
      assert.equal(await part(storage, name, { start: 2, end: 4 }), '234');
      assert.equal(await part(storage, name, { start: 8, end: 99 }), '89');
      assert.equal(await part(storage, name), '0123456789');
      await assert.rejects(storage.stream(name, { start: 10, end: 12 }), RangeError);
      await assert.rejects(storage.stream(name, { start: 3, end: 2 }), RangeError);
    });
    it('says null about what is not there, and removes it without complaint', async () => {
      const storage = await make();
      const name = fresh();
      assert.equal(await storage.stat(name), null);
      assert.equal(await storage.bytes(name), null);
      assert.equal(await storage.stream(name), null);
      await storage.remove([name]);
    });
    it('takes a second writing of the same name as the same', async () => {
      const storage = await make();
      const name = fresh();
      const bytes = randomBytes(300_000);
      await Promise.all([storage.put(name, bytes), storage.put(name, bytes), storage.put(name, bytes)]);
      assert.ok(bytes.equals((await storage.bytes(name))!));
      assert.equal((await storage.usage()).files, 1);
    });
    it('removes so that nothing can be read', async () => {
      const storage = await make();
      const names = [fresh(), fresh(), fresh()];
      for (const name of names) await storage.put(name, Buffer.from(name));
      await storage.remove(names.slice(0, 2));
      assert.deepEqual(await listed(storage), [names[2]]);
      assert.equal(await storage.bytes(names[0]!), null);
    });
    it('lists and counts everything once', async () => {
      const storage = await make();
      const names = Array.from({ length: 40 }, fresh);
      await Promise.all(names.map((name, at) => storage.put(name, Buffer.alloc(at + 1))));
      assert.deepEqual(await listed(storage), names.toSorted());
      const { files, bytes, free } = await storage.usage();
      assert.deepEqual({ files, bytes }, { files: 40, bytes: 820 });
      assert.ok(free === null || free > 0);
    });
    it('leaves nothing behind when the source cannot be read', async () => {
      const storage = await make();
      const name = fresh();
      await assert.rejects(storage.put(name, { path: join(tmpdir(), 'there is no such file') }));
      assert.deepEqual(await listed(storage), []);
      assert.equal(await storage.tidy(new Date(Date.now() + 60_000)), 0);
    });
    it('refuses names that are not its own', () => refusesNames(make));
    it('sweeps what nothing points to, old ones only', () => sweeps(make));
  });
}

async function keepsWhole(make: () => Promise<Storage>): Promise<void> {
  const storage = await make();
  const folder = await mkdtemp(join(tmpdir(), 'jujube-storage-'));
  try {
    const bytes = randomBytes(1_500_000);
    const path = join(folder, 'a picture with spaces.webp');
    await writeFile(path, bytes);
    const [fromBytes, fromFile, empty] = [fresh(), fresh(), fresh()];
    const before = Date.now();
    const stored = await storage.put(fromBytes, bytes);
    await storage.put(fromFile, { path });
    await storage.put(empty, new Uint8Array());
    assert.equal(stored.bytes, bytes.length);
    assert.equal((await storage.bytes(empty))!.length, 0);
    for (const name of [fromBytes, fromFile]) {
      const opened = await storage.stream(name);
      assert.equal(digest(await buffer(opened!.body)), digest(bytes));
      const { bytes: size, at } = (await storage.stat(name))!;
      assert.equal(size, bytes.length);
      // Clocks of disks and of stores elsewhere tick coarsely.
      assert.ok(Math.abs(at.getTime() - before) < 120_000);
    }
    assert.equal(digest(await readFile(path)), digest(bytes), 'the source stays');
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function refusesNames(make: () => Promise<Storage>): Promise<void> {
  const storage = await make();
  const good = fresh();
  const wrong = [
    '',
    '.',
    '..',
    '../x',
    `../${good}`,
    `/etc/passwd`,
    `${good}/..`,
    `${good}\0`,
    good.toUpperCase(),
    `%2e%2e%2f${good}`,
    good.slice(1),
    `${good}.html`,
    `a${good}`,
    good.replace('.', '/'),
    good.replace('.webp', '.../x'),
    `..\\${good}`,
    `${good}\n`,
  ];
  for (const name of wrong) {
    assert.equal(isStorageName(name), false, name);
    await assert.rejects(async () => storage.put(name, Buffer.from('x')), name);
    await assert.rejects(async () => storage.bytes(name), name);
    await assert.rejects(async () => storage.stream(name), name);
    await assert.rejects(async () => storage.remove([name]), name);
  }
  assert.deepEqual(await listed(storage), []);
}

async function sweeps(make: () => Promise<Storage>): Promise<void> {
  const storage = await make();
  const names = Array.from({ length: 5 }, fresh);
  for (const name of names) await storage.put(name, Buffer.from('four'));
  const kept = new Set(names.slice(0, 2));
  const known = async (asked: string[]) => new Set(asked.filter((name) => kept.has(name)));
  const hourAgo = new Date(Date.now() - 3_600_000);
  assert.deepEqual(await sweep({ storage, known, before: hourAgo }), { files: 0, bytes: 0 });
  const later = new Date(Date.now() + 3_600_000);
  assert.deepEqual(await sweep({ storage, known, before: later }), { files: 3, bytes: 12 });
  assert.deepEqual(await listed(storage), [...kept].toSorted());
}

async function part(storage: Storage, name: string, range?: { start: number; end: number }): Promise<string> {
  const opened = await storage.stream(name, range);
  assert.equal(opened!.bytes, 10);
  return (await buffer(opened!.body)).toString();
}

async function listed(storage: Storage): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of storage.list()) names.push(name);
  return names.toSorted();
}

function fresh(): string {
  made += 1;
  return nameOf({ media: `019d-${made}`, version: 1, rendition: 'card-384', extension: 'webp' });
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

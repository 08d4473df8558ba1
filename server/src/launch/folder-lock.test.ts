import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ownFolder, until } from '../testing/launched.ts';
import { lockFolder } from './folder-lock.ts';

const folder = ownFolder();
const children: ChildProcess[] = [];
after(() => {
  for (const child of children) child.kill('SIGKILL');
  folder.remove();
});

const take = `const { lockFolder } = await import(${JSON.stringify(join(import.meta.dirname, 'folder-lock.ts'))});
const lock = lockFolder(process.argv[1]);
console.log('heldBy' in lock ? 'held' : 'taken');
setInterval(() => undefined, 1000);`;

function holder(path: string) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', take, path]);
  children.push(child);
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const gone = new Promise((done) => child.once('close', done));
  return { child, gone, word: () => until(() => said.trim() || null) };
}

test('one process holds a folder; another hears who, and since when', async () => {
  const path = join(folder.path, 'a');
  const first = holder(path);
  assert.equal(await first.word(), 'taken');
  const mine = lockFolder(path);
  assert.ok('heldBy' in mine && mine.heldBy);
  assert.equal(mine.heldBy.pid, first.child.pid);
  assert.ok(Math.abs(Date.now() - Date.parse(mine.heldBy.since)) < 60_000);
  first.child.kill('SIGKILL');
  await first.gone;
});

test('kill -9 frees it at once', async () => {
  const path = join(folder.path, 'b');
  const first = holder(path);
  assert.equal(await first.word(), 'taken');
  first.child.kill('SIGKILL');
  await first.gone;
  const mine = lockFolder(path);
  assert.ok('release' in mine);
  mine.release();
});

test('releasing lets the next one in', () => {
  const path = join(folder.path, 'c');
  const first = lockFolder(path);
  assert.ok('release' in first);
  assert.ok('heldBy' in lockFolder(path));
  first.release();
  const second = lockFolder(path);
  assert.ok('release' in second);
  second.release();
});

test('of many that want it at the same moment, one gets it', async () => {
  const path = join(folder.path, 'd');
  const all = Array.from({ length: 5 }, () => holder(path));
  const words = await Promise.all(all.map(({ word }) => word()));
  assert.deepEqual(words.sort(), ['held', 'held', 'held', 'held', 'taken']);
  for (const { child } of all) child.kill('SIGKILL');
  await Promise.all(all.map(({ gone }) => gone));
});

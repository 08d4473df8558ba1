import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { test } from 'node:test';
import { hashPassword } from './passwords.ts';

const ended: Promise<unknown>[] = [];
subscribe('child_process', (message) =>
  ended.push(once((message as { process: ChildProcess }).process, 'exit')),
);

test('the process that hashed passwords ends when nobody comes, and the next one is let in all the same', async () => {
  await Promise.all(Array.from({ length: 4 }, () => hashPassword('seven wet umbrellas')));
  // It alone keeps no process alive.
  const alive = setInterval(() => undefined, 1000);
  await Promise.all(ended);
  clearInterval(alive);
  assert.ok(await hashPassword('nine dry parasols'));
  assert.equal(ended.length, 2);
});

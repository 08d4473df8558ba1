import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { hashPassword } from './passwords.ts';

const started: ChildProcess[] = [];
subscribe('child_process', (message) => started.push((message as { process: ChildProcess }).process));

/** A hash takes 32 MB: this many pages of 4 KB. */
const PAGES_OF_A_HASH = 8192;

test(
  'passwords are hashed in one process, which keeps the memory of one hash for the next',
  { skip: process.platform !== 'linux' && 'reads /proc' },
  async () => {
    await Promise.all([hashPassword('seven wet umbrellas'), hashPassword('nine dry parasols')]);
    assert.equal(started.length, 1);
    const { pid } = started[0]!;
    const before = faultsOf(pid!);
    for (let n = 0; n < 4; n += 1) await hashPassword(`seven wet umbrellas ${n}`);
    const each = (faultsOf(pid!) - before) / 4;
    assert.ok(each < PAGES_OF_A_HASH / 8, `${each} pages were asked of the system for each`);
  },
);

test('whoever waits hears of it when the process ends by itself, and the next one is let in', async () => {
  const waiting = hashPassword('seven wet umbrellas');
  started.at(-1)!.kill('SIGKILL');
  await assert.rejects(waiting, /The hashing process ended/);
  assert.ok(await hashPassword('seven wet umbrellas'));
  assert.equal(started.length, 2);
});

/** Pages that a process has asked for so far (proc_pid_stat(5), minflt). */
function faultsOf(pid: number): number {
  const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  return Number(fields.split(' ')[7]);
}

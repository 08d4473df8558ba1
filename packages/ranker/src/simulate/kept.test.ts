import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Kept } from './kept.ts';
import { runAll, type Run } from './policies.ts';

test('what has ended is taken from the file, to the last digit; another run is not', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jujube-kept-'));
  try {
    const file = join(folder, 'runs');
    const run: Run = { seed: 1, people: 40, kind: 'independent', attacks: ['both'], policy: 'random' };
    let lived = 0;
    const live = async (asked: Run) => {
      lived += 1;
      return runAll(asked);
    };
    const first = await new Kept(file).of(run, live);
    assert.deepEqual(await new Kept(file).of(run, live), first);
    assert.equal(lived, 1);
    await new Kept(file).of({ ...run, seed: 2 }, live);
    assert.equal(lived, 2);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

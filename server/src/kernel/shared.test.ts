import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sharedNext } from './shared.ts';

/** Work that is done when told, and says what was true when it began. */
function works() {
  const state = { truth: 0, begun: 0, finish: [] as (() => void)[] };
  const make = () => {
    const seen = state.truth;
    state.begun += 1;
    return new Promise<number>((resolve) => state.finish.push(() => resolve(seen)));
  };
  return { state, make };
}

test('a hundred who ask at once cost two, and nobody hears what had stopped being true before they asked', async () => {
  const shared = sharedNext<number>();
  const { state, make } = works();
  const first = shared('a', make);
  state.truth = 1;
  const later = Array.from({ length: 99 }, () => shared('a', make));
  assert.equal(state.begun, 1);
  state.finish[0]!();
  assert.equal(await first, 0);
  assert.equal(state.begun, 2);
  // These came while the second was made: what it saw may be over by now.
  state.truth = 2;
  const last = shared('a', make);
  state.finish[1]!();
  assert.deepEqual(new Set(await Promise.all(later)), new Set([1]));
  state.finish[2]!();
  assert.equal(await last, 2);
  assert.equal(state.begun, 3);
});

test('keys know nothing of one another, and nothing is remembered afterwards', async () => {
  const shared = sharedNext<number>();
  const { state, make } = works();
  const both = [shared('a', make), shared('b', make)];
  assert.equal(state.begun, 2);
  for (const finish of state.finish) finish();
  await Promise.all(both);
  state.truth = 5;
  const again = shared('a', make);
  state.finish[2]!();
  assert.equal(await again, 5);
});

test('a failure is told to those who asked for it, and the next begins anew', async () => {
  const shared = sharedNext<string>();
  let fails = true;
  const make = async () => {
    if (fails) throw new Error('no');
    return 'yes';
  };
  const [first, second] = [shared('a', make), shared('a', make)];
  await assert.rejects(first, /no/);
  await assert.rejects(second, /no/);
  fails = false;
  assert.equal(await shared('a', make), 'yes');
});

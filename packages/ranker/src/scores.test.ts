import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { learn, learnAll, newProfile, type Signal } from './interests.ts';
import { bestOf, highest } from './scores.ts';

test('as far as somebody reads, the best come in the order of a sort: by value, equal ones by number', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 40 }), fc.nat(45), (values, count) => {
      const ids = Int32Array.from(values.keys());
      const sorted = [...ids].toSorted((a, b) => values[b]! - values[a]! || a - b).slice(0, count);
      const read = [...bestOf(ids.slice(), Float64Array.from(values)).take(count)];
      assert.deepEqual(read, sorted);
      assert.deepEqual([...highest(ids, { count, value: (id) => values[id]! })], sorted);
    }),
  );
});

test('several acts at once are learnt as one after the other, and the profile handed in stays', () => {
  const signals: Signal[] = (['open', 'save', 'hide', 'like'] as const).map((kind, at) => ({
    kind,
    time: 1000 + at,
    vector: Float32Array.of(Math.cos(at), Math.sin(at)),
    channel: `${at % 2}`,
    topics: [`${at}`, '7'],
    authorId: 'ann',
  }));
  const before = newProfile(2);
  const after = learnAll(before, signals);
  assert.deepEqual(after, signals.reduce(learn, before));
  assert.deepEqual([...after.wishes.keys()], [...signals.reduce(learn, before).wishes.keys()]);
  assert.deepEqual(before, newProfile(2));
});

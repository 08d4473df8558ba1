import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Rings } from './rings.ts';

test('two on one telephone are a household, a third makes all three suspect', () => {
  const rings = new Rings();
  const came = [1, 2, 3].map((person) => rings.came({ person, joined: 0, device: 9 }));
  assert.deepEqual(came, [[], [], [1, 2, 3]]);
  assert.ok(rings.suspects(1));
});

test('new accounts that mark the same notes in step are one hand; old ones, and new ones of many tastes, are not', () => {
  const mark = (joined: number, notes: (person: number) => number[]) => {
    const rings = new Rings();
    for (const person of [1, 2]) rings.came({ person, joined, device: person });
    for (const person of [1, 2]) {
      notes(person).forEach((note, at) =>
        rings.marked({ person, joined, device: person }, note, 200 + at * 24 + person),
      );
    }
    return rings.suspects(1) && rings.suspects(2);
  };
  assert.ok(mark(190, () => [1, 2, 3, 4]));
  assert.ok(!mark(-5000, () => [1, 2, 3, 4]));
  assert.ok(!mark(190, (person) => [1, 2, 3, 4 + person, 10 + person]));
});

test('a new account is believed once it cared for five authors; an old one at once; a suspect never', () => {
  const rings = new Rings();
  const fresh = { person: 1, joined: 190, device: 1 };
  const cared = [7, 7, 8, 9, 10, 11].map((author) => rings.believes(fresh, 200, author));
  assert.deepEqual(cared, [false, false, false, false, false, true]);
  assert.ok(rings.believes({ person: 2, joined: -5000, device: 2 }, 200));
  for (const person of [3, 4, 5]) rings.came({ person, joined: -5000, device: 3 });
  assert.ok(!rings.believes({ person: 3, joined: -5000, device: 3 }, 200, 7));
});

test('behind one address a household counts on a note, whoever else comes from there does not; on another note two others may', () => {
  const rings = new Rings();
  const crowds = (person: number, note: number) => rings.crowds(person, { address: 77, note });
  assert.deepEqual(
    [1, 2, 3, 1, 2, 4].map((person) => crowds(person, 9)),
    [false, false, true, false, false, true],
  );
  assert.deepEqual(
    [3, 4, 1].map((person) => crowds(person, 10)),
    [false, false, true],
  );
  assert.ok(!rings.crowds(3, { address: 78, note: 9 }));
});

test('what is known of rings is the same after it was kept', () => {
  const rings = new Rings();
  for (const person of [1, 2, 3]) rings.came({ person, joined: 0, device: person < 3 ? 9 : 8 });
  for (const note of [1, 2, 3])
    for (const person of [1, 2]) rings.marked({ person, joined: 190, device: 1 }, note, 200);
  rings.crowds(1, { address: 5, note: 1 });
  const kept = Rings.load(rings.save());
  assert.deepEqual(kept.save(), rings.save());
  assert.deepEqual(
    kept.came({ person: 3, joined: 0, device: 9 }),
    rings.came({ person: 3, joined: 0, device: 9 }),
  );
});

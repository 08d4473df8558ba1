import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ItemGraph, Scores, seeded, type Act, type GraphSettings } from './index.ts';

const even: Partial<GraphSettings> = {
  readerPower: 0,
  sourcePower: 0,
  targetPower: 0,
  focus: 0,
  precision: 32,
};

const acts = fc.array(
  fc.record({
    reader: fc.nat(30),
    note: fc.nat(40),
    time: fc.nat(1000),
    strength: fc.constantFrom(0.5, 1, 2),
  }),
  { maxLength: 300 },
);

function scoresOf(walk: (into: Scores) => void): Map<number, number> {
  const sums = new Scores();
  walk(sums);
  return new Map([...sums.touched].map((note) => [note, sums.get(note)]));
}

test('a walk adds up what readers of a note engaged with besides, by the formula', () => {
  fc.assert(
    fc.property(acts, fc.uniqueArray(fc.nat(40), { minLength: 1, maxLength: 4 }), (list, notes) => {
      const settings = {
        ...even,
        readerPower: 0.6,
        sourcePower: 0.5,
        targetPower: 0.3,
        halfLife: 50,
        backward: 0.5,
      };
      const graph = new ItemGraph({ ...settings, crowd: Infinity });
      for (const act of list) graph.put(act);
      const found = scoresOf((into) => graph.walk({ notes, weights: notes.map(() => 1) }, into));
      const expected = byHand(list, notes, settings);
      assert.deepEqual(new Set(found.keys()), new Set(expected.keys()));
      for (const [note, score] of expected)
        assert.ok(Math.abs(score - found.get(note)!) < 1e-9 * (1 + score));
    }),
  );
});

test('rows give what a walk gives, as far as neighbours are kept', () => {
  fc.assert(
    fc.property(acts, fc.nat(40), (list, note) => {
      const graph = new ItemGraph({ ...even, neighbours: 50, targetPower: 0.4, crowd: Infinity });
      for (const act of list) graph.put(act);
      graph.settle();
      const trail = { notes: [note], weights: [1] };
      const walked = scoresOf((into) => graph.walk(trail, into));
      const related = scoresOf((into) => graph.related(trail, into));
      assert.equal(walked.size, related.size);
      for (const [other, score] of walked) assert.ok(Math.abs(score - related.get(other)!) <= 1e-6 * score);
    }),
  );
});

test('eight bits keep the order and all but two hundredths of each weight', () => {
  const exact = new ItemGraph({ neighbours: 60, precision: 32 });
  const small = new ItemGraph({ neighbours: 60, precision: 8 });
  const random = seeded(3);
  for (let at = 0; at < 4000; at += 1) {
    const act = { reader: Math.floor(random() * 300), note: Math.floor(random() ** 2 * 200), time: at };
    exact.put(act);
    small.put(act);
  }
  for (const graph of [exact, small]) graph.settle();
  for (let note = 0; note < 200; note += 1) {
    const [a, b] = [exact.neighbours(note, exact.blank()), small.neighbours(note, small.blank())];
    assert.equal(a.count, b.count);
    for (let at = 0; at < a.count; at += 1) {
      assert.equal(a.items[at], b.items[at]);
      assert.ok(Math.abs(a.weights[at]! / b.weights[at]! - 1) < 0.021);
    }
  }
  assert.ok(small.save().length < exact.save().length);
});

test('a new note is a neighbour at once, without working everything out again', () => {
  const graph = new ItemGraph();
  for (let reader = 0; reader < 50; reader += 1) {
    for (const note of [1, 2, 3]) graph.add({ reader, note, time: reader });
  }
  graph.add({ reader: 7, note: 99, time: 60 });
  const row = graph.neighbours(1, graph.blank());
  assert.ok([...row.items.subarray(0, row.count)].includes(99));
});

test('memory is bounded: the oldest acts and readers go first', () => {
  const graph = new ItemGraph({ readerActs: 8, noteReaders: 4 });
  for (let note = 0; note < 100; note += 1) graph.add({ reader: 1, note, time: note });
  assert.deepEqual(graph.trail(1).notes, [92, 93, 94, 95, 96, 97, 98, 99]);
  const before = graph.bytes;
  for (let round = 0; round < 5000; round += 1)
    graph.add({ reader: round % 20, note: round % 50, time: round });
  const after = graph.bytes;
  for (let round = 0; round < 20_000; round += 1)
    graph.add({ reader: round % 20, note: round % 50, time: round });
  assert.equal(graph.bytes, after);
  assert.ok(after - before < 4_000_000);
});

test('saved and loaded it is the same, byte for byte, and goes on the same', () => {
  fc.assert(
    fc.property(acts, acts, (before, after) => {
      const settings = { readerActs: 8, noteReaders: 6, neighbours: 5 };
      const graph = new ItemGraph(settings);
      for (const act of before) graph.add(act);
      const loaded = ItemGraph.load(graph.save());
      assert.deepEqual(loaded.save(), graph.save());
      for (const one of [graph, loaded]) for (const act of after) one.add(act);
      assert.deepEqual(loaded.save(), graph.save());
      const rebuilt = new ItemGraph(settings);
      for (const act of [...before, ...after]) rebuilt.add(act);
      assert.deepEqual(rebuilt.save(), graph.save());
    }),
    { numRuns: 50 },
  );
});

test('a file of another kind, or one cut short, is refused', () => {
  const bytes = new ItemGraph().save();
  assert.throws(() => ItemGraph.load(bytes.slice(0, 100)), /ends too early|JSON/);
  assert.throws(() => ItemGraph.load(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9)), /./);
});

test('the fairness knob lifts what few have found', () => {
  const graph = new ItemGraph({ ...even });
  for (let reader = 0; reader < 30; reader += 1) {
    graph.add({ reader, note: 1, time: 0 });
    graph.add({ reader, note: 2, time: 0 });
  }
  for (let reader = 0; reader < 3; reader += 1) graph.add({ reader, note: 3, time: 0 });
  const share = (fairness: number) => {
    const sums = scoresOf((into) => graph.walk({ notes: [1], weights: [1] }, into, { fairness }));
    return sums.get(3)! / sums.get(2)!;
  };
  assert.ok(share(0) < share(0.5) && share(0.5) < share(1));
});

test('a forgotten note is nowhere, and its number may be given again', () => {
  const graph = new ItemGraph();
  for (let reader = 0; reader < 5; reader += 1)
    for (const note of [1, 2]) graph.add({ reader, note, time: 0 });
  graph.forget(2);
  assert.deepEqual(graph.trail(3).notes, [1]);
  assert.equal(scoresOf((into) => graph.walk({ notes: [1], weights: [1] }, into)).size, 0);
});

/** The formula as it stands in the documentation, over plain objects. */
function byHand(
  list: readonly Act[],
  notes: readonly number[],
  settings: Partial<GraphSettings>,
): Map<number, number> {
  const readers = new Map<number, Map<number, Act>>();
  for (const act of list) {
    if (!readers.has(act.reader)) readers.set(act.reader, new Map());
    readers.get(act.reader)!.set(act.note, act);
  }
  const popularity = (note: number) => [...readers.values()].filter((of) => of.has(note)).length;
  const sums = new Map<number, number>();
  for (const from of notes) {
    for (const of of readers.values()) addReader(of, from);
  }
  return sums;

  function addReader(of: Map<number, Act>, from: number): void {
    const seed = of.get(from);
    if (!seed) return;
    for (const [note, act] of of) {
      if (note === from) continue;
      const later = act.time - seed.time;
      const nearness = (later < 0 ? settings.backward! : 1) * 2 ** (-Math.abs(later) / settings.halfLife!);
      const strengths = seed.strength! * act.strength!;
      const divided = of.size ** settings.readerPower! * popularity(note) ** settings.targetPower!;
      const score = (strengths * nearness) / divided / popularity(from) ** settings.sourcePower!;
      sums.set(note, (sums.get(note) ?? 0) + score);
    }
  }
}

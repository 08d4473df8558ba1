import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ContentIndex,
  Follow,
  ItemGraph,
  Kin,
  Relation,
  Scores,
  seeded,
  spectralVectors,
  Tastes,
  termsOf,
  termWeights,
  type Segmenter,
  type Vectors,
} from './index.ts';

const segment: Segmenter = (text) =>
  (text.match(/[a-z0-9]+/gu) ?? []).map((word) => ({ text: word, word: true }));
const title = (text: string) => termsOf({ title: text }, { segment });

/** Readers of two kinds: those of even number know notes 0–19, the others 20–39. */
function twoKinds(): ItemGraph {
  const graph = new ItemGraph();
  const random = seeded(5);
  for (let act = 0; act < 2400; act += 1) {
    const reader = Math.floor(random() * 200);
    graph.put({ reader, note: Math.floor(random() * 20) + (reader % 2) * 20, time: act });
  }
  // One who knows both, so that a walk goes over.
  for (const note of [0, 1, 20, 21]) graph.put({ reader: 200, note, time: 0 });
  return graph;
}

function vectorsOf(graph: ItemGraph, size = 2): Vectors {
  return spectralVectors(graph, { size, shift: 1, random: seeded(1) });
}

function fitsOf(tastes: Tastes, graph: ItemGraph): number[] {
  const notes = Int32Array.from({ length: 41 }, (_, note) => note);
  const fits = new Float64Array(notes.length);
  const trail = { notes: [0, 1], weights: [1, 1] };
  tastes.fit(trail, { notes, popularity: (note) => graph.popularity(note), fits });
  return [...fits];
}

test('directions are of unit length, square to each other, and the first carries the most', () => {
  const { size, length, values, strengths } = vectorsOf(twoKinds(), 4);
  for (let a = 0; a < size; a += 1) {
    for (let b = 0; b < size; b += 1) {
      let dot = 0;
      for (let note = 0; note < length; note += 1) dot += values[note * size + a]! * values[note * size + b]!;
      assert.ok(Math.abs(dot - Number(a === b)) < 1e-4, `${a} ${b} ${dot}`);
    }
  }
  assert.equal(strengths[0], 1);
  // Two kinds of readers that hardly meet are two directions of nearly the same strength; the rest is noise.
  assert.ok(strengths[1]! > 0.9 && strengths[2]! < 0.6, strengths.join(' '));
});

test('notes for readers of this kind fit, others do not, and eight bits say so too', () => {
  const graph = twoKinds();
  const vectors = vectorsOf(graph);
  const exact = fitsOf(Tastes.of(vectors, 32), graph);
  const small = Tastes.of(vectors, 8);
  assert.ok(Math.min(...exact.slice(0, 20)) > Math.max(...exact.slice(20)), exact.join(' '));
  const most = Math.max(...exact);
  fitsOf(small, graph).forEach((fit, note) => assert.ok(Math.abs(fit - exact[note]!) < 0.03 * most));
  // Younger than the tastes: left to the graph.
  assert.equal(exact[40], 0);
  const loaded = Tastes.load(small.save());
  assert.ok(Buffer.from(loaded.save()).equals(small.save()));
  assert.deepEqual(fitsOf(loaded, graph), fitsOf(small, graph));
  assert.ok(small.bytes < Tastes.of(vectors, 32).bytes);
});

test('a relation is led by the walk and by tastes, and names nothing of the trail', () => {
  const graph = twoKinds();
  const tastes = Tastes.of(vectorsOf(graph));
  const trail = { notes: [0, 1], weights: [1, 1] };
  const scoresOf = (known: { graph: ItemGraph; tastes?: Tastes }) => {
    const sums = new Scores();
    new Relation().score(known, trail, sums);
    return sums;
  };
  const [alone, both] = [scoresOf({ graph }), scoresOf({ graph, tastes })];
  for (const sums of [alone, both]) {
    assert.ok(!sums.touched.includes(0) && !sums.touched.includes(1));
    assert.ok([...sums.best(18)].every((note) => note < 20));
  }
  assert.equal(alone.get(alone.best(1)[0]!), 1);
  const gained = (from: number) =>
    Array.from({ length: 18 }, (_, at) => both.get(from + at) - alone.get(from + at)).reduce((a, b) => a + b);
  assert.ok(gained(2) > 10 * Math.abs(gained(22)), `${gained(2)} ${gained(22)}`);
  const empty = new Scores();
  new Relation().score({ graph, tastes }, { notes: [999], weights: [1] }, empty);
  assert.equal(empty.size, 0);
});

test('terms that readers follow say more than those they do not, though both are as rare', () => {
  const index = new ContentIndex({ places: 2 ** 15 });
  const weights = { ...termWeights, first: 0, pair: 0 };
  const plain = (text: string) => termsOf({ title: text }, { segment, weights });
  // Notes by acme or bolt, large or small: readers keep to whom it is by.
  for (let note = 0; note < 12; note += 1)
    index.add(note, plain(`${note % 2 ? 'acme' : 'bolt'} ${note % 4 < 2 ? 'large' : 'small'} n${note}`));
  const nearTo = () => {
    const sums = new Scores();
    index.similar(1, sums);
    // 3 is by the same, 4 is as large.
    return sums.get(3) - sums.get(4);
  };
  // Terms are kept coarsely, so equal is only nearly equal.
  assert.ok(Math.abs(nearTo()) < 0.005, `${nearTo()}`);
  index.learn(
    Array.from({ length: 40 }, (_, reader) => [0, 2, 4, 6, 8, 10].map((note) => note + (reader % 2))),
  );
  assert.ok(nearTo() > 0.03, `${nearTo()}`);
  assert.ok(Buffer.from(ContentIndex.load(index.save()).save()).equals(index.save()));
});

test('a new note is where its kin lead, and what follows is held against what is usual', () => {
  const graph = new ItemGraph();
  for (let reader = 0; reader < 30; reader += 1) {
    for (const note of [0, 1, 2]) graph.put({ reader, note: note + (reader % 2) * 3, time: note });
  }
  const content = new ContentIndex({ places: 2 ** 15 });
  const titles = ['red tea', 'green tea', 'tea cup', 'dog food', 'dog bed', 'cat bed', 'tea pot', 'dog toy'];
  titles.forEach((text, note) => content.add(note, title(text)));
  const kin = new Kin();
  for (const note of [6, 7]) kin.put(note, { graph, content });
  assert.equal(kin.size, 2);
  const known = { graph, content, kin };
  // By kin alone: nothing is said about what reads alike.
  const follow = new Follow({ text: 0 });
  follow.calibrate(known, [[0], [3]]);
  assert.ok(follow.scales.graph > 0 && follow.scales.kin > 0);
  const sums = new Scores();
  follow.score(known, [3], sums);
  assert.ok(sums.get(7) > 0);
  assert.equal(sums.get(6), 0);
  kin.forget(7);
  sums.clear();
  follow.score(known, [3], sums);
  assert.equal(sums.get(7), 0);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatesOf, type Seed } from './gates.ts';
import { measure } from './measures.ts';
import { Ours } from './ours.ts';
import { runAll, runOne, type Attacks } from './policies.ts';
import { gini, interval, rankCorrelation } from './statistics.ts';
import { World } from './world/world.ts';

test('an interval is Student’s: 1, 2, 3 lie about 2 by 2.48', () => {
  const { mean, low, high } = interval([1, 2, 3]);
  assert.equal(mean, 2);
  assert.ok(Math.abs(high - 2 - 4.303 / Math.sqrt(3)) < 1e-9);
  assert.ok(Math.abs(high + low - 4) < 1e-9);
});

test('ranks, not sizes, are correlated; equal ones share a rank', () => {
  assert.ok(Math.abs(rankCorrelation(Float64Array.of(1, 2, 3), Float64Array.of(1, 10, 1000)) - 1) < 1e-9);
  assert.ok(Math.abs(rankCorrelation(Float64Array.of(1, 2, 3), Float64Array.of(9, 5, 1)) + 1) < 1e-9);
  assert.equal(rankCorrelation(Float64Array.of(1, 2, 3), Float64Array.of(4, 4, 4)), 0);
});

test('Gini: nothing where all have as much, much where one has all', () => {
  assert.equal(gini(Float64Array.of(5, 5, 5, 5)), 0);
  assert.equal(gini(Float64Array.of(0, 0, 0, 8)), 0.75);
});

test('ours lives in the world by the ranker’s own code: seeded, nobody eligible unseen, a flood admitted as five', () => {
  const live = () => {
    const world = new World({ seed: 3, people: 150, kind: 'independent', attacks: true });
    const ours = new Ours(world, { seed: 3, guarantee: true });
    return { world, ours, figures: measure(world, ours) };
  };
  const { world, ours, figures } = live();
  assert.deepEqual(live().figures, figures);
  assert.equal(figures.zero, 0);
  const flood = Array.from({ length: world.notes }, (_, note) => note).filter(
    (note) => world.extra[note] === 1,
  );
  const admitted = flood.filter((note) => ours.eligible[note] === 1).length;
  assert.ok(admitted <= 3 * 2 * 5, `${admitted} of ${flood.length}`);
});

test('gates compare by seed, and say by how much they are met or missed', () => {
  const seeds: Seed[] = [1, 2].map((seed) => {
    const run = (policy: 'ours' | 'popularity', attacks: Attacks) =>
      runOne({ seed, people: 120, kind: 'independent', attacks, policy });
    return {
      ours: run('ours', 'both'),
      popularity: run('popularity', 'both'),
      quiet: run('ours', 'none'),
      rings: run('ours', 'rings'),
      floods: run('ours', 'floods'),
    };
  });
  const gates = gatesOf('independent', seeds);
  const ratio = gates.find(({ name }) => name === 'utility ÷ popularity')!;
  const expected = seeds.map(({ ours, popularity }) => ours!.utility / popularity!.utility);
  assert.equal(ratio.found.mean, (expected[0]! + expected[1]!) / 2);
  assert.equal(ratio.met, ratio.found.mean >= 2);
  assert.equal(
    gates.some(({ name }) => name.includes('oracle')),
    false,
  );
  const ring = gates.find(({ name }) => name === 'ring’s gain')!;
  const gains = seeds.map(({ rings, quiet }) => rings!.ring / quiet!.ring - 1);
  assert.ok(Math.abs(ring.found.mean - (gains[0]! + gains[1]!) / 2) < 1e-12);
});

test('one attack alone: a flood that is kept back is shown to nobody, and a ring without lists does nothing', () => {
  const run = (attacks: Attacks) =>
    runOne({ seed: 5, people: 100, kind: 'independent', attacks, policy: 'ours' });
  const [none, rings, floods] = (['none', 'rings', 'floods'] as const).map(run);
  const near = (a: number, b: number) => Math.abs(a / b - 1) < 0.25;
  assert.ok(near(rings!.flooder, none!.flooder), `${rings!.flooder} of ${none!.flooder}`);
  assert.ok(floods!.flooder < none!.flooder * 0.75, 'who floods is cut off');
  assert.throws(
    () => runOne({ seed: 5, people: 20, kind: 'independent', attacks: 'rings', policy: 'random' }),
    /look at the world/,
  );
});

test('days that lives under several attacks have in common are lived once, and every figure is as if each were lived alone', () => {
  const run = { seed: 4, people: 80, kind: 'correlated', policy: 'ours' } as const;
  const attacks = ['both', 'none', 'rings', 'floods'] as const;
  assert.deepEqual(
    runAll({ ...run, attacks }),
    attacks.map((each) => runOne({ ...run, attacks: each })),
  );
});

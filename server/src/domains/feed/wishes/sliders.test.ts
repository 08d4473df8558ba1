import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PRESET_SLIDERS, PRESETS, presetOf, SLIDER_STEPS, SLIDERS, type Slider } from '@jujube/contract';
import { defaultWeights, rank, seeded, sourceShares, type Candidate, type Weights } from '@jujube/ranker';
import { MIDDLE } from './asks.ts';
import { sharesFor, weightsFor } from './sliders.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 21);
const STEPS = [-2, -1, 0, 1, 2];

const weightsAt = (name: Slider, value: number): Weights =>
  weightsFor(defaultWeights, { ...MIDDLE, [name]: value });

test('sliders in the middle change nothing, to the last bit', () => {
  assert.deepEqual(weightsFor(defaultWeights, MIDDLE), { ...defaultWeights });
  assert.deepEqual(sharesFor(sourceShares, MIDDLE), { ...sourceShares });
});

/** What each slider moves, and whether up is up. */
const MOVES: [Slider, keyof Weights, 1 | -1][] = [
  ['freshness', 'freshnessHalfLife', -1],
  ['quality', 'qualityPower', 1],
  ['interests', 'interestGain', 1],
  ['interests', 'likenessGain', 1],
  ['exploring', 'relationGain', -1],
  ['exploring', 'headsPower', -1],
  ['following', 'followFactor', 1],
  ['variety', 'diversity', 1],
];

for (const [slider, weight, up] of MOVES) {
  test(`${slider} moves ${weight} one way, step by step`, () => {
    const values = STEPS.map((value) => weightsAt(slider, value)[weight] as number);
    assert.deepEqual(
      values,
      [...values].sort((a, b) => (a - b) * up),
      values.join(),
    );
    assert.equal(new Set(values).size, STEPS.length);
  });
}

test('no slider takes a showing from a note that is owed one, or lets an author come oftener', () => {
  for (const name of SLIDERS) {
    for (let value = -SLIDER_STEPS; value <= SLIDER_STEPS; value += 1) {
      const weights = weightsAt(name, value);
      assert.ok(weights.guaranteeEvery <= defaultWeights.guaranteeEvery, name);
      assert.ok(weights.authorMax <= defaultWeights.authorMax, name);
      assert.equal(weights.authorWindow, defaultWeights.authorWindow);
    }
  }
});

test('exploring asks more of what nobody knows, and less of what is like before', () => {
  const bold = sharesFor(sourceShares, { ...MIDDLE, exploring: 2 });
  const safe = sharesFor(sourceShares, { ...MIDDLE, exploring: -2 });
  assert.ok(bold.fresh / bold.near > 3 * (sourceShares.fresh / sourceShares.near));
  assert.ok(safe.fresh / safe.near < sourceShares.fresh / sourceShares.near / 2);
  assert.equal(sharesFor(sourceShares, { ...MIDDLE, following: -2 }).following, 0);
});

test('presets are told apart, and what is none of them is nobody’s', () => {
  for (const preset of PRESETS) assert.equal(presetOf(PRESET_SLIDERS[preset]), preset);
  assert.equal(presetOf({ ...MIDDLE, quality: 2 }), null);
});

const notes = Array.from({ length: 60 }, (_, at): Candidate => ({
  id: `${at}`,
  authorId: `author ${at}`,
  publishedAt: NOW - (at + 1) * 3 * HOUR,
  language: 'en',
  channel: at % 3 === 0 ? 'food' : 'home',
  topics: [],
  // The older, the better.
  likes: at * 4,
  saves: at,
  comments: 0,
  impressions: 200,
  source: 'fresh',
}));

function first(slider: Slider, value: number): Candidate[] {
  const list = rank({
    viewer: { languages: ['en'], interests: [{ kind: 'channel', id: 'food', weight: 0.6 }] },
    candidates: notes,
    now: NOW,
    random: seeded(1),
    weights: weightsAt(slider, value),
    limit: 15,
  });
  return list.map(({ id }) => notes[Number(id)]!);
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('a list follows the sliders: newer, better, nearer to what was picked', () => {
  const age = (value: number) =>
    mean(first('freshness', value).map(({ publishedAt }) => (NOW - publishedAt) / HOUR));
  assert.ok(age(2) < age(0) && age(0) < age(-2), [age(2), age(0), age(-2)].join());
  const liked = (value: number) => mean(first('quality', value).map(({ likes }) => likes));
  assert.ok(liked(2) > liked(0) && liked(0) > liked(-2), [liked(2), liked(0), liked(-2)].join());
  const food = (value: number) =>
    first('interests', value).filter(({ channel }) => channel === 'food').length;
  assert.ok(food(2) > food(-2), [food(2), food(-2)].join());
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { diversify } from './diversity.ts';
import { seeded } from './random.ts';

test('what is looked at only when it may come next is in the order of looking at everything each time', () => {
  fc.assert(
    fc.property(
      fc.record({
        seed: fc.integer({ min: 1, max: 1e6 }),
        length: fc.integer({ min: 0, max: 60 }),
        // More directions than there are dimensions leave nothing but rounding to go by.
        size: fc.integer({ min: 7, max: 12 }),
        window: fc.integer({ min: 0, max: 7 }),
        limit: fc.integer({ min: 0, max: 70 }),
        gamma: fc.constantFrom(0, 0.3, 1, 5),
        skips: fc.integer({ min: 2, max: 5 }),
      }),
      ({ seed, length, size, window, limit, gamma, skips }) => {
        const random = seeded(seed);
        const scores = Array.from({ length }, () => random() * 2);
        const vectors = unitVectors(length, size, random);
        const allow = (at: number, chosen: readonly number[]) => (at + chosen.length) % skips !== 0;
        const options = { limit, gamma, window, allow };
        assert.deepEqual(
          diversify({ scores, vectors, size }, options),
          eagerly({ scores, vectors, size }, options),
        );
      },
    ),
    { numRuns: 300 },
  );
});

/** Some of them alike, some of nothing. */
function unitVectors(length: number, size: number, random: () => number): Float32Array {
  const vectors = new Float32Array(length * size);
  for (let at = 0; at < length; at += 1) {
    const row = vectors.subarray(at * size, (at + 1) * size);
    if (random() < 0.1) continue;
    if (at > 0 && random() < 0.2) row.set(vectors.subarray((at - 1) * size, at * size));
    else row.forEach((_, part) => (row[part] = random() - 0.5));
    const long = Math.hypot(...row) || 1;
    row.forEach((value, part) => (row[part] = value / long));
  }
  return vectors;
}

/** As the paper says it: every note held against every direction as it comes. */
function eagerly(
  { scores, vectors, size }: { scores: number[]; vectors: Float32Array; size: number },
  { limit, gamma, window, allow }: Required<Parameters<typeof diversify>[1]>,
): number[] {
  const rows = scores.map((_, at) => [...vectors.subarray(at * size, (at + 1) * size)]);
  const dot = (a: number[], b: number[]) => a.reduce((sum, value, part) => sum + value * b[part]!, 0);
  const left = rows.map((row) => dot(row, row));
  const chosen: number[] = [];
  const ring: { vector: number[]; shares: number[] }[] = [];
  while (chosen.length < limit) {
    const values = scores.map((score, at) => score + gamma * Math.sqrt(Math.max(0, left[at]!)));
    const open = scores.map((_, at) => at).filter((at) => !chosen.includes(at) && allow(at, chosen));
    const next = open.reduce((best, at) => (best < 0 || values[at]! > values[best]! + 1e-12 ? at : best), -1);
    if (next < 0) break;
    chosen.push(next);
    if (gamma === 0 || window < 2) continue;
    if (ring.length === window - 1) ring.shift()!.shares.forEach((share, at) => (left[at]! += share * share));
    const vector = ring.reduce(
      (rest, other) => rest.map((value, part) => value - other.shares[next]! * other.vector[part]!),
      rows[next]!,
    );
    const long = Math.sqrt(dot(vector, vector));
    const direction = vector.map((value) => (long < 1e-6 ? 0 : value / long));
    const shares = rows.map((row) => dot(row, direction));
    shares.forEach((share, at) => (left[at]! -= share * share));
    ring.push({ vector: direction, shares });
  }
  return chosen;
}

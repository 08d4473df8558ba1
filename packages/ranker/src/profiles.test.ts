import assert from 'node:assert/strict';
import { test } from 'node:test';
import { learn, newProfile } from './interests.ts';
import { Profiles } from './profiles.ts';
import { seeded } from './random.ts';

const random = seeded(3);
const direction = () => {
  const vector = Float32Array.from({ length: 8 }, () => random() - 0.5);
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
};

/** A profile of so many acts, each put away and taken out again. */
function lived(profiles: Profiles, reader: number, acts: number): void {
  for (let act = 1; act <= acts; act += 1) {
    const signal = {
      kind: 'save',
      time: act * 1000,
      vector: direction(),
      channel: `c${act % 3}`,
      topics: [`t${act}`],
    } as const;
    profiles.put(reader, learn(profiles.get(reader), signal));
  }
}

test('a packed profile is what was put in, and put in again the same bytes', () => {
  const profiles = new Profiles(8);
  lived(profiles, 700, 40);
  const before = profiles.save();
  const profile = profiles.get(700);
  assert.equal(profile.masses.length, 4);
  assert.ok(profile.wishes.get('channel:c1')! > 0);
  profiles.put(700, profile);
  assert.deepEqual(profiles.save(), before);
  assert.deepEqual(profiles.get(699), newProfile(8));
  assert.deepEqual(profiles.get(10_000), newProfile(8));
});

test('kept and read again, readers go on as if nothing had been', () => {
  const profiles = new Profiles(8);
  for (const reader of [3, 900, 4]) lived(profiles, reader, 12);
  profiles.forget(4);
  const kept = Profiles.load(Buffer.from(profiles.save()));
  assert.deepEqual(kept.save(), profiles.save());
  assert.deepEqual(kept.get(900), profiles.get(900));
  assert.deepEqual(kept.get(4), newProfile(8));
  const signal = { kind: 'like', time: 99_000, vector: direction(), channel: 'c9' } as const;
  for (const each of [profiles, kept]) each.put(3, learn(each.get(3), signal));
  assert.deepEqual(kept.save(), profiles.save());
});

test('what was forgotten leaves no trace in what is kept', () => {
  const [plain, forgetful] = [new Profiles(8), new Profiles(8)];
  const signal = { kind: 'like', time: 9000, vector: direction(), channel: 'food' } as const;
  lived(forgetful, 5, 12);
  forgetful.forget(5);
  for (const each of [plain, forgetful]) each.put(5, learn(each.get(5), signal));
  assert.deepEqual(forgetful.save(), plain.save());
});

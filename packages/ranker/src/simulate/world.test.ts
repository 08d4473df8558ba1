import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { AtRandom, Oracle } from './baselines.ts';
import { measure } from './measures.ts';
import { worldHash } from './world-hash.ts';
import { plan, type WorldOptions } from './world/constants.ts';
import { FLOODER, ORDINARY, RING } from './world/society.ts';
import { World } from './world/world.ts';

const options = (changed: Partial<WorldOptions> = {}): WorldOptions => ({
  seed: 7,
  people: 120,
  kind: 'independent',
  attacks: true,
  ...changed,
});
const lived = (changed: Partial<WorldOptions> = {}) => {
  const world = new World(options(changed));
  return { world, figures: measure(world, new AtRandom(world, 1)) };
};
const notesBy = (world: World, attacker: number) =>
  Array.from({ length: world.notes }, (_, note) => note).filter(
    (note) => world.society.attacker[world.author[note]!] === attacker,
  );

test('the world imports nothing from outside its folder, and its hash has 64 digits', () => {
  const folder = join(import.meta.dirname, 'world');
  for (const file of readdirSync(folder)) {
    const from = [...readFileSync(join(folder, file), 'utf8').matchAll(/from '([^']+)'/g)].map(
      (found) => found[1]!,
    );
    assert.ok(
      from.every((path) => /^\.\/[a-z-]+\.ts$/.test(path)),
      `${file}: ${from}`,
    );
  }
  assert.match(worldHash(), /^[0-9a-f]{64}$/);
});

test('the same seed is the same world, another is another', () => {
  assert.deepEqual(lived().figures, lived().figures);
  assert.notDeepEqual(lived().figures, lived({ seed: 8 }).figures);
});

test('an attack changes nothing but what attackers write: the same notes by the same people', () => {
  const [loud, quiet] = [lived().world, lived({ attacks: false }).world];
  const flood = notesBy(loud, FLOODER);
  assert.ok(flood.length >= plan.flooders * 490);
  assert.equal(notesBy(quiet, FLOODER).length, plan.flooders * plan.floodDays * plan.flooderNotes);
  assert.equal(notesBy(loud, RING).length, notesBy(quiet, RING).length);
  const early = (world: World) =>
    notesBy(world, ORDINARY)
      .filter((note) => world.publishedAt[note]! < 24)
      .map((note) => world.quality[note]);
  assert.deepEqual(early(loud), early(quiet));
});

test('from the day of the wave some two in five notes are in the other language', () => {
  const { world } = lived({ people: 1000 });
  const after = notesBy(world, ORDINARY).filter((note) => world.publishedAt[note]! >= plan.waveDay * 24);
  const foreign = after.filter((note) => world.written[note] === 1).length / after.length;
  assert.ok(Math.abs(foreign - plan.foreignNotes) < 0.1, `${foreign}`);
});

test('quality goes with following in the correlated world alone', () => {
  const slope = (kind: WorldOptions['kind']) => {
    const { society } = new World(options({ kind, people: 1000 }));
    const ordinary = Array.from({ length: society.ordinaryAuthors }, (_, author) => author);
    const known = ordinary.filter((author) => society.followersAtStart[author]! >= 100);
    const mean = (authors: number[]) =>
      authors.reduce((sum, author) => sum + society.skill[author]!, 0) / authors.length;
    return mean(known) - mean(ordinary);
  };
  assert.ok(Math.abs(slope('independent')) < 0.3);
  assert.ok(slope('correlated') > 0.5);
});

test('who knows the truth serves readers better than chance, and keeps more of them', () => {
  const world = new World(options());
  const known = measure(world, new Oracle(world));
  const { figures } = lived();
  assert.ok(known.utility > figures.utility * 1.5);
  assert.ok(known.rho > figures.rho);
});

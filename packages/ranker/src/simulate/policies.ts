import { AtRandom, FollowGraph, InterestTimesFollowers, Oracle, Popularity } from './baselines.ts';
import { measure, type Figures, type Measured } from './measures.ts';
import { Ours, type OursOptions } from './ours.ts';
import type { OursSettings } from './settings.ts';
import { Tape } from './tape.ts';
import type { Sitting, WorldOptions } from './world/constants.ts';
import { World } from './world/world.ts';

export const POLICIES = [
  'random',
  'popularity',
  'follow graph',
  'interest × followers',
  'ours',
  'ours without guarantee',
  'oracle',
] as const;
export type PolicyName = (typeof POLICIES)[number];

/** Who attacks: rings push what they are paid for, flooders post five hundred notes. */
export const ATTACKS = ['none', 'rings', 'floods', 'both'] as const;
export type Attacks = (typeof ATTACKS)[number];

export interface Run extends Omit<WorldOptions, 'attacks'> {
  policy: PolicyName;
  /** What is lived through, each by itself: ours lives once through the days that all of them have in common. */
  attacks: readonly Attacks[];
  settings?: Partial<OursSettings>;
}

/** Figures for each of the attacks, in their order. */
export function runAll({ attacks, ...run }: Run): Figures[] {
  const tape = attacks.length > 1 ? new Tape() : undefined;
  return attacks.map((each) => runOne({ ...run, attacks: each, ...(tape && { tape }) }));
}

export interface OneRun extends Omit<Run, 'attacks'> {
  attacks: Attacks;
  /** Lists of the days before any attack: written by the first run that is handed it, read by all others. */
  tape?: Tape;
}

export function runOne({ policy, settings, attacks, tape, ...options }: OneRun): Figures {
  const world = new World({ ...options, attacks: attacks !== 'none' });
  const given = { seed: options.seed, ...(settings && { settings }), ...(tape && { tape }) };
  const chosen = policyOf(policy, world, given);
  const figures = measure(world, ofAttack(attacks, world, chosen));
  tape?.end();
  return figures;
}

function ofAttack(attacks: Attacks, world: World, chosen: Measured): Measured {
  if (attacks === 'none' || attacks === 'both') return chosen;
  if (!(chosen instanceof Ours)) {
    throw new Error('Plain rankings look at the world themselves: no part of it can be kept from them');
  }
  return new OneAttack(world, chosen, attacks);
}

/**
 * The world has one switch for both attacks. Here one of them comes to nothing: what only a flood brings is never put before
 * the ranking, or accounts of rings get no list. What is left of the other is the same, act by act.
 */
class OneAttack implements Measured {
  readonly #world: World;
  readonly #policy: Measured;
  readonly #left: 'rings' | 'floods';

  constructor(world: World, policy: Measured, left: 'rings' | 'floods') {
    this.#world = world;
    this.#policy = policy;
    this.#left = left;
  }

  get eligible(): Uint8Array | undefined {
    return this.#policy.eligible;
  }

  published(note: number): void {
    if (this.#left === 'floods' || this.#world.extra[note] === 0) this.#policy.published(note);
  }

  list(person: number, now: number): ArrayLike<number> {
    return this.#isOut(person) ? [] : this.#policy.list(person, now);
  }

  told(sitting: Sitting): void {
    if (!this.#isOut(sitting.person)) this.#policy.told(sitting);
  }

  #isOut(person: number): boolean {
    return this.#left === 'floods' && this.#world.society.isRing(person);
  }
}

function policyOf(
  name: PolicyName,
  world: World,
  ours: Pick<OursOptions, 'seed' | 'settings' | 'tape'>,
): Measured {
  const { seed } = ours;
  switch (name) {
    case 'random':
      return new AtRandom(world, seed);
    case 'popularity':
      return new Popularity(world, seed);
    case 'follow graph':
      return new FollowGraph(world, seed);
    case 'interest × followers':
      return new InterestTimesFollowers(world);
    case 'ours':
      return new Ours(world, { ...ours, guarantee: true });
    case 'ours without guarantee':
      return new Ours(world, { ...ours, guarantee: false });
    case 'oracle':
      return new Oracle(world);
  }
}

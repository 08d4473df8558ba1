import { AtRandom, FollowGraph, InterestTimesFollowers, Oracle, Popularity } from './baselines.ts';
import { measure, type Figures, type Measured } from './measures.ts';
import { Ours } from './ours.ts';
import type { OursSettings } from './settings.ts';
import type { WorldOptions } from './world/constants.ts';
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

export interface Run extends WorldOptions {
  policy: PolicyName;
  settings?: Partial<OursSettings>;
}

export function runOne({ policy, settings, ...options }: Run): Figures {
  const world = new World(options);
  return measure(world, policyOf(policy, world, { seed: options.seed, ...(settings && { settings }) }));
}

function policyOf(
  name: PolicyName,
  world: World,
  { seed, settings }: { seed: number; settings?: Partial<OursSettings> },
): Measured {
  const ours = { seed, ...(settings && { settings }) };
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

import type { Outcome, Signal } from '../index.ts';
import { ACT } from './world/constants.ts';

/** Acts that anybody can make in numbers to push a note. */
export const MARKS = ACT.like | ACT.save | ACT.comment | ACT.follow;

/** Acts that say a reader cared for a note. */
export const CARES = MARKS | ACT.dwell | ACT.share;
/** Which signal of a reader an act is. */
export const TELLING: readonly (readonly [Signal['kind'], number])[] = [
  ['open', ACT.open],
  ['dwell', ACT.dwell],
  ['save', ACT.save],
  ['comment', ACT.comment],
  ['share', ACT.share],
  ['follow', ACT.follow],
  ['hide', ACT.hide],
];

/** What the heads learn of an impression. */
export function outcomeOf(acts: number): Outcome {
  return {
    open: (acts & ACT.open) !== 0,
    dwell: (acts & ACT.dwell) !== 0,
    save: (acts & ACT.save) !== 0,
    comment: (acts & ACT.comment) !== 0,
    share: (acts & ACT.share) !== 0,
    follow: (acts & ACT.follow) !== 0,
    hide: (acts & ACT.hide) !== 0,
  };
}

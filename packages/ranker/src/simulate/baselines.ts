import { seeded } from '../random.ts';
import { highest } from '../scores.ts';
import { ACT, plan, type Policy, type Sitting } from './world/constants.ts';
import type { World } from './world/world.ts';

const HOUR = 1;
/** Notes older than this are in nobody's list. */
export const POOL_HOURS = 10 * 24 * HOUR;
/** A crowd forgets half in two days. */
const FORGETS = 48;
const LOOKED_AT = 200;

/** A ranking to hold ours against: every note of the last days gets a score, the best are shown. */
abstract class Plain implements Policy {
  protected readonly world: World;
  readonly #scores: Float64Array;
  readonly #found: Int32Array;

  constructor(world: World) {
    this.world = world;
    this.#scores = new Float64Array(world.author.length);
    this.#found = new Int32Array(world.author.length);
  }

  abstract score(person: number, note: number, now: number): number;

  published(): void {}

  told(_sitting: Sitting): void {}

  list(person: number, now: number): ArrayLike<number> {
    return this.best(person, now, plan.mostCards);
  }

  protected best(person: number, now: number, count: number): Int32Array {
    const { world } = this;
    const found = this.#found;
    let length = 0;
    for (let note = world.notes - 1; note >= 0 && now - world.publishedAt[note]! < POOL_HOURS; note -= 1) {
      if (world.hasSeen(person, note)) continue;
      this.#scores[note] = this.score(person, note, now);
      found[length] = note;
      length += 1;
    }
    return highest(found.subarray(0, length), { count, value: (note) => this.#scores[note]! });
  }
}

export class AtRandom extends Plain {
  readonly #random: () => number;

  constructor(world: World, seed: number) {
    super(world);
    this.#random = seeded(seed);
  }

  score(): number {
    return this.#random();
  }
}

/** What most people liked lately; equal ones at random. */
export class Popularity extends Plain {
  readonly #random: () => number;

  constructor(world: World, seed: number) {
    super(world);
    this.#random = seeded(seed);
  }

  score(_: number, note: number, now: number): number {
    const { likes, publishedAt } = this.world;
    return (likes[note]! + this.#random()) * 2 ** ((publishedAt[note]! - now) / FORGETS);
  }
}

/** Notes by people one follows, newest first; then what is popular. */
export class FollowGraph extends Popularity {
  override score(person: number, note: number, now: number): number {
    const followed = this.world.society.follows[person]!.has(this.world.author[note]!);
    return followed ? 1e9 + this.world.publishedAt[note]! : super.score(person, note, now);
  }
}

/** What a reader opens, by channel and tag, times how many follow the author, half after two days. */
export class InterestTimesFollowers extends Plain {
  readonly #wants: Float32Array;

  constructor(world: World) {
    super(world);
    const { accounts, picked } = world.society;
    this.#wants = new Float32Array(accounts * (plan.channels + plan.topics)).fill(0.2);
    for (let person = 0; person < accounts; person += 1) {
      for (let at = 0; at < 2; at += 1) this.#wants[this.#place(person, picked[person * 2 + at]!)]! += 0.5;
    }
  }

  score(person: number, note: number, now: number): number {
    const { world } = this;
    const followers = world.society.followers[world.author[note]!]!.length;
    const wanted = this.#placesOf(person, note).reduce((sum, place) => sum + this.#wants[place]!, 0);
    return wanted * (1 + followers) * 2 ** ((world.publishedAt[note]! - now) / FORGETS);
  }

  override told({ person, notes, shown, acts }: Sitting): void {
    for (let at = 0; at < shown; at += 1) {
      const opened = Number((acts[at]! & ACT.open) !== 0);
      for (const place of this.#placesOf(person, notes[at]!))
        this.#wants[place]! += 0.1 * (opened - this.#wants[place]!);
    }
  }

  #place(person: number, at: number): number {
    return person * (plan.channels + plan.topics) + at;
  }

  #placesOf(person: number, note: number): number[] {
    const { channel, tags } = this.world;
    return [channel[note]!, plan.channels + tags[note * 2]!].map((at) => this.#place(person, at));
  }
}

/** Knows what every note is worth to every reader, and takes the best of each moment. */
export class Oracle extends Plain {
  score(person: number, note: number, now: number): number {
    const { cost } = this.world.society.constants;
    return this.world.appeal(person, note) * (this.world.worth(person, note, now) - cost);
  }

  override list(person: number, now: number): ArrayLike<number> {
    const { world } = this;
    const { cost } = world.society.constants;
    const left = this.best(person, now, LOOKED_AT);
    const appeals = Float64Array.from(left, (note) => world.appeal(person, note));
    const worths = Float64Array.from(left, (note) => world.worth(person, note, now));
    const opened = new Float64Array(plan.topics);
    const value = (at: number) =>
      appeals[at]! * (worths[at]! * world.freshAfter(opened[world.topicOf(left[at]!)]!) - cost);
    const taken = new Uint8Array(left.length);
    const list: number[] = [];
    while (list.length < Math.min(plan.mostCards, left.length)) {
      let best = -1;
      let highest = -Infinity;
      for (let at = 0; at < left.length; at += 1) {
        if (taken[at]) continue;
        const here = value(at);
        if (here > highest) [best, highest] = [at, here];
      }
      taken[best] = 1;
      opened[world.topicOf(left[best]!)]! += appeals[best]!;
      list.push(left[best]!);
    }
    return list;
  }
}

import { gini, rankCorrelation } from './statistics.ts';
import { plan, type Policy, type Sitting } from './world/constants.ts';
import { FLOODER, ORDINARY, RING } from './world/society.ts';
import type { World } from './world/world.ts';

const DAY = 24;
/** An author below this is small, by those who followed at the start. */
export const SMALL = 100;
/** Readers (people who opened a note of theirs) from which on an author was reached. */
const REACHED = 20;
/** Notes of the last days have not been seen by all who would see them. */
const SETTLED = 2 * DAY;
const DIAL_CARDS = 300;

/** What one run came to. Shares are 0…1; counts are of real people: accounts of rings are left out of everything. */
export interface Figures {
  sittings: number;
  cards: number;
  /** Per sitting. */
  utility: number;
  /** Spearman's, of true quality and impressions. */
  rho: number;
  /** Of authors below 100 followers, how many were read by 20 people or more. */
  reach: number;
  /** Eligible notes that nobody saw in their first 24 h, of those whose 24 h have ended; and the share with 30 or more. */
  zero: number;
  kept: number;
  eligible: number;
  /** Share of small authors in impressions, and in notes. */
  small: number;
  smallNotes: number;
  gini: number;
  /** Authors who still write, and readers who still come. */
  retention: number;
  readers: number;
  /** Impressions of notes that a ring or a flooder is behind. */
  ring: number;
  flooder: number;
  /** Residents' last 300 cards: mean distance from their dial, and how many are within 5 points of it. */
  dial: number;
  dialWithin: number;
  dialCounted: number;
}

export interface Measured extends Policy {
  /** Which notes are owed impressions; all but a flood where a policy promises none. */
  readonly eligible?: Uint8Array;
}

/** Lets the world run under a policy and measures it. */
export function measure(world: World, policy: Measured): Figures {
  const watch = new Watching(world);
  world.run(policy, (sitting, utility) => watch.saw(sitting, utility));
  return watch.figures(policy.eligible);
}

class Watching {
  readonly #world: World;
  readonly #impressions: Float64Array;
  readonly #firstDay: Float64Array;
  readonly #readers: Set<number>[];
  /** Of each resident, whether the last cards were foreign: a ring. */
  readonly #lastCards: Uint8Array;
  readonly #cardsOf: Int32Array;
  #sittings = 0;
  #cards = 0;
  #utility = 0;

  constructor(world: World) {
    this.#world = world;
    this.#impressions = new Float64Array(world.author.length);
    this.#firstDay = new Float64Array(world.author.length);
    this.#readers = Array.from({ length: world.society.authors }, () => new Set<number>());
    this.#lastCards = new Uint8Array(world.society.people * DIAL_CARDS);
    this.#cardsOf = new Int32Array(world.society.people);
  }

  saw({ person, now, notes, shown, acts }: Sitting, utility: number): void {
    const world = this.#world;
    if (world.society.isRing(person)) return;
    this.#sittings += 1;
    this.#utility += utility;
    this.#cards += shown;
    for (let at = 0; at < shown; at += 1) {
      const note = notes[at]!;
      this.#impressions[note]! += 1;
      if (now - world.publishedAt[note]! <= DAY) this.#firstDay[note]! += 1;
      if (acts[at]! !== 0) this.#readers[world.author[note]!]!.add(person);
      const card = this.#cardsOf[person]!;
      this.#lastCards[person * DIAL_CARDS + (card % DIAL_CARDS)] = Number(
        world.written[note] !== world.society.language[person],
      );
      this.#cardsOf[person] = card + 1;
    }
  }

  figures(eligible?: Uint8Array): Figures {
    const world = this.#world;
    return {
      sittings: this.#sittings,
      cards: this.#cards / this.#sittings,
      utility: this.#utility / this.#sittings,
      ...this.#exposure(),
      reach: this.#reach(),
      ...this.#guarantee(eligible),
      ...this.#small(),
      retention: 1 - share(world.stopped, (author) => world.society.attacker[author] === ORDINARY),
      readers: 1 - share(world.left, (person) => !world.society.isRing(person)),
      ring: this.#sum((note) => world.society.attacker[world.author[note]!] === RING),
      flooder: this.#sum((note) => world.society.attacker[world.author[note]!] === FLOODER),
      ...this.#dial(),
    };
  }

  #exposure(): Pick<Figures, 'rho' | 'gini'> {
    const notes = this.#notes((note) => this.#settled(note) && this.#world.extra[note] === 0);
    const impressions = Float64Array.from(notes, (note) => this.#impressions[note]!);
    const quality = Float64Array.from(notes, (note) => this.#world.quality[note]!);
    return { rho: rankCorrelation(quality, impressions), gini: gini(impressions) };
  }

  /** Of those who wrote anything that is settled. */
  #reach(): number {
    const { society, author } = this.#world;
    const wrote = new Set(
      this.#notes((note) => this.#settled(note) && this.#isSmall(note)).map((note) => author[note]!),
    );
    const small = [...wrote].filter((each) => society.attacker[each] === ORDINARY);
    return small.filter((each) => this.#readers[each]!.size >= REACHED).length / small.length;
  }

  #guarantee(eligible?: Uint8Array): Pick<Figures, 'zero' | 'kept' | 'eligible'> {
    const world = this.#world;
    const owed = this.#notes(
      (note) =>
        world.publishedAt[note]! <= (plan.days - 1) * DAY &&
        (eligible ? eligible[note] === 1 : world.extra[note] === 0),
    );
    const zero = owed.filter((note) => this.#firstDay[note] === 0).length;
    return {
      zero,
      kept: owed.filter((note) => this.#firstDay[note]! >= 30).length / owed.length,
      eligible: owed.length,
    };
  }

  /** Among ordinary authors: attackers are measured by themselves. */
  #small(): Pick<Figures, 'small' | 'smallNotes'> {
    const ordinary = this.#notes((note) => this.#settled(note) && this.#isOrdinary(note));
    const small = ordinary.filter((note) => this.#isSmall(note));
    const seen = (notes: number[]) => notes.reduce((sum, note) => sum + this.#impressions[note]!, 0);
    return { small: seen(small) / seen(ordinary), smallNotes: small.length / ordinary.length };
  }

  #dial(): Pick<Figures, 'dial' | 'dialWithin' | 'dialCounted'> {
    const { language, dial, people } = this.#world.society;
    const gaps: number[] = [];
    for (let person = 0; person < people; person += 1) {
      if (language[person] !== 0 || this.#cardsOf[person]! < DIAL_CARDS) continue;
      const cards = this.#lastCards.subarray(person * DIAL_CARDS, (person + 1) * DIAL_CARDS);
      gaps.push(cards.reduce((sum, foreign) => sum + foreign, 0) / DIAL_CARDS - dial[person]!);
    }
    return {
      dial: gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length,
      // A card more or less than 5 points of 300 is not there: 15.
      dialWithin: gaps.filter((gap) => Math.abs(gap) <= 0.05 + 1e-6).length / gaps.length,
      dialCounted: gaps.length,
    };
  }

  #settled(note: number): boolean {
    return this.#world.publishedAt[note]! <= plan.days * DAY - SETTLED;
  }

  #isOrdinary(note: number): boolean {
    return this.#world.society.attacker[this.#world.author[note]!] === ORDINARY;
  }

  #isSmall(note: number): boolean {
    return this.#world.society.followersAtStart[this.#world.author[note]!]! < SMALL;
  }

  #notes(which: (note: number) => boolean): number[] {
    return Array.from({ length: this.#world.notes }, (_, note) => note).filter(which);
  }

  #sum(which: (note: number) => boolean): number {
    return this.#notes(which).reduce((sum, note) => sum + this.#impressions[note]!, 0);
  }
}

function share(marks: Uint8Array, which: (at: number) => boolean): number {
  const these = marks.filter((_, at) => which(at));
  return these.reduce((sum, mark) => sum + mark, 0) / these.length;
}

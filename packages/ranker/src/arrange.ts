import type { Weights } from './types.ts';

const END = -1;

export interface Arrangement {
  /** Author of each place, best score first. */
  authors: readonly string[];
  /** Whether the note of each place is in a language the viewer does not read. */
  foreign: readonly boolean[];
  /** Whether an impression is owed to the note of each place. */
  owed: readonly boolean[];
  settings: Pick<
    Weights,
    'authorMax' | 'authorWindow' | 'authorOverflow' | 'foreignEvery' | 'guaranteeEvery'
  >;
  limit: number;
  /** The reader's dial, 0…1; `foreignEvery` holds where it is not set. */
  foreignShare?: number | undefined;
}

/**
 * Places in the order in which they are shown: always the best that is allowed next. An author who has `authorMax`
 * among the last `authorWindow - 1` waits. What a rule asks for next (an owed note, one in another language) goes
 * before the best, if one may come.
 */
export function arrange({ authors, foreign, owed, settings, limit, foreignShare }: Arrangement): number[] {
  const turns = new Turns(authors, settings.authorMax);
  const remaining = new Remaining(authors.length);
  const shown: number[] = [];
  const language = languageRule(foreign, { share: foreignShare, every: settings.foreignEvery });
  const guarantee = everyRule(owed, settings.guaranteeEvery);

  while (shown.length < limit) {
    const leaving = shown[shown.length - settings.authorWindow];
    if (leaving !== undefined) turns.leave(leaving);
    const due = guarantee.wants() ?? language.wants();
    let place = due ? remaining.take((at) => due(at) && turns.allow(at)) : END;
    if (place === END && turns.anybody()) place = remaining.take((at) => turns.allow(at));
    if (place === END && settings.authorOverflow === 'relax') {
      const least = turns.least();
      place = remaining.take((at) => turns.recentOf(at) === least);
    }
    if (place === END) break;
    turns.enter(place);
    guarantee.tell(place);
    language.tell(place);
    shown.push(place);
  }
  return shown;
}

interface Rule {
  /** What must come next, if anything must. */
  wants(): ((place: number) => boolean) | null;
  tell(place: number): void;
}

/** One of these in any stretch of `every`, while there are any. */
function everyRule(these: readonly boolean[], every: number): Rule {
  let left = these.filter(Boolean).length;
  let since = 0;
  return {
    wants: () => (left > 0 && every > 0 && since >= every - 1 ? (place) => these[place]! : null),
    tell(place) {
      if (these[place]) left -= 1;
      since = these[place] ? 0 : since + 1;
    },
  };
}

/** So many of the whole in other languages, as near as whole notes allow at every point of the list. */
function languageRule(
  foreign: readonly boolean[],
  { share, every }: { share: number | undefined; every: number },
): Rule {
  if (share === undefined) return everyRule(foreign, every);
  let count = 0;
  let shown = 0;
  return {
    wants() {
      const short = share * (shown + 1) - count;
      return short >= 0.5 ? (place) => foreign[place]! : (place) => !foreign[place];
    },
    tell(place) {
      shown += 1;
      if (foreign[place]) count += 1;
    },
  };
}

/** Whose turn it may be: how many notes each author has in the window, and how many wait. */
class Turns {
  readonly #author: Uint32Array;
  readonly #recent: Uint16Array;
  readonly #waiting: Uint32Array;
  readonly #max: number;
  /** Authors with a note waiting who are below the limit. */
  #open: number;

  constructor(authors: readonly string[], max: number) {
    const numbers = new Map<string, number>();
    for (const author of authors) if (!numbers.has(author)) numbers.set(author, numbers.size);
    this.#author = Uint32Array.from(authors, (author) => numbers.get(author)!);
    this.#recent = new Uint16Array(numbers.size);
    this.#waiting = new Uint32Array(numbers.size);
    for (const author of this.#author) this.#waiting[author]! += 1;
    this.#max = max;
    this.#open = max > 0 ? numbers.size : 0;
  }

  allow(place: number): boolean {
    return this.recentOf(place) < this.#max;
  }

  anybody(): boolean {
    return this.#open > 0;
  }

  recentOf(place: number): number {
    return this.#recent[this.#author[place]!]!;
  }

  /** The smallest number in the window that an author with a note waiting has. */
  least(): number {
    let least = Infinity;
    for (let author = 0; author < this.#recent.length; author += 1) {
      if (this.#waiting[author]! > 0) least = Math.min(least, this.#recent[author]!);
    }
    return least;
  }

  enter(place: number): void {
    this.#change(place, { recent: 1, waiting: -1 });
  }

  leave(place: number): void {
    this.#change(place, { recent: -1, waiting: 0 });
  }

  #change(place: number, by: { recent: number; waiting: number }): void {
    const author = this.#author[place]!;
    const open = () => Number(this.#waiting[author]! > 0 && this.#recent[author]! < this.#max);
    this.#open -= open();
    this.#recent[author]! += by.recent;
    this.#waiting[author]! += by.waiting;
    this.#open += open();
  }
}

/** Places not yet shown, in order, as a linked list: taking one from the middle is a single write. */
class Remaining {
  readonly #next: Int32Array;

  constructor(length: number) {
    this.#next = Int32Array.from({ length: length + 1 }, (_, at) => (at < length ? at : END));
  }

  /** Removes and returns the first place that fits, or END. Slot 0 is the head; a place `p` lives in slot `p + 1`. */
  take(fits: (place: number) => boolean): number {
    let slot = 0;
    for (let place = this.#next[slot]!; place !== END; place = this.#next[slot]!) {
      if (fits(place)) {
        this.#next[slot] = this.#next[place + 1]!;
        return place;
      }
      slot = place + 1;
    }
    return END;
  }
}

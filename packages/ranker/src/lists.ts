import type { Reader, Writer } from './bytes.ts';

/** Entries that the smallest block holds; every further class doubles it. */
const SMALLEST = 4;
/** 32-bit words in one page: a block never crosses a page. */
const PAGE_WORDS = 1 << 18;
const NONE = -1;

export interface ListsOptions {
  /** 32-bit words in one entry. */
  width: number;
  /** Entries that one list keeps at most: one more pushes the oldest out. */
  most: number;
}

/** Where a list lies: `count` entries from word `start` of `words`. */
export interface View {
  words: Int32Array;
  start: number;
  count: number;
}

/**
 * Many short lists of whole numbers in a few large pages outside the JavaScript heap: a ring for each, which grows by
 * doubling up to `most` entries and then forgets its oldest. No object per list or entry.
 */
export class Lists {
  readonly width: number;
  readonly most: number;
  #pages: Int32Array[] = [];
  /** Words of the last page that are taken. */
  #taken = PAGE_WORDS;
  /** Blocks given back, by class. */
  readonly #free: number[][] = [];
  /** For each list: its block (page × PAGE_WORDS + word), class, oldest entry, entries. */
  #block: Float64Array = new Float64Array(0);
  #class: Int8Array = new Int8Array(0);
  #first: Uint16Array = new Uint16Array(0);
  #count: Uint16Array = new Uint16Array(0);
  #length = 0;
  readonly #view: View = { words: new Int32Array(0), start: 0, count: 0 };
  #spare: Int32Array | undefined;

  constructor({ width, most }: ListsOptions) {
    if (classFor(most) * width > PAGE_WORDS || most > 0xffff)
      throw new RangeError(`no list holds ${most} entries`);
    this.width = width;
    this.most = most;
  }

  /** One more than the highest list ever asked for. */
  get length(): number {
    return this.#length;
  }

  /** Bytes held outside the heap. */
  get bytes(): number {
    return this.#pages.length * PAGE_WORDS * 4 + this.#block.length * (8 + 1 + 2 + 2);
  }

  count(list: number): number {
    return list < this.#length ? this.#count[list]! : 0;
  }

  /** Word `word` of entry `at`, oldest first. */
  get(list: number, at: number, word = 0): number {
    const where = this.#where(list, at);
    return this.#pages[Math.floor(where / PAGE_WORDS)]![(where % PAGE_WORDS) + word]!;
  }

  set(list: number, at: number, words: ArrayLike<number>): void {
    const where = this.#where(list, at);
    const page = this.#pages[Math.floor(where / PAGE_WORDS)]!;
    for (let word = 0; word < this.width; word += 1) page[(where % PAGE_WORDS) + word] = words[word]!;
  }

  /** Puts an entry last. A full list loses its oldest, whose first word is returned; −1 otherwise. */
  push(list: number, words: ArrayLike<number>): number {
    this.#reach(list);
    const count = this.#count[list]!;
    let lost = NONE;
    if (count === this.most) {
      lost = this.get(list, 0);
      this.#first[list] = (this.#first[list]! + 1) % this.#capacity(list);
    } else {
      if (count === this.#capacity(list)) this.#grow(list);
      this.#count[list] = count + 1;
    }
    this.set(list, this.#count[list]! - 1, words);
    return lost;
  }

  /** Takes out the entry whose first word is `word`; says whether there was one. */
  remove(list: number, word: number): boolean {
    const at = this.find(list, word);
    if (at === NONE) return false;
    const entry = new Int32Array(this.width);
    for (let next = at + 1; next < this.count(list); next += 1) {
      for (let part = 0; part < this.width; part += 1) entry[part] = this.get(list, next, part);
      this.set(list, next - 1, entry);
    }
    this.#count[list] = this.#count[list]! - 1;
    return true;
  }

  /** Where the entry stands whose first word is `word`; −1 if nowhere. */
  find(list: number, word: number): number {
    for (let at = this.count(list) - 1; at >= 0; at -= 1) if (this.get(list, at) === word) return at;
    return NONE;
  }

  /** Copies a list, oldest first, into `into`; returns how many entries there are. */
  read(list: number, into: Int32Array): number {
    const count = this.count(list);
    if (count === 0) return 0;
    const block = this.#block[list]!;
    const page = this.#pages[Math.floor(block / PAGE_WORDS)]!;
    const start = block % PAGE_WORDS;
    const capacity = this.#capacity(list);
    const first = this.#first[list]!;
    const straight = Math.min(count, capacity - first);
    const { width } = this;
    into.set(page.subarray(start + first * width, start + (first + straight) * width), 0);
    if (straight < count)
      into.set(page.subarray(start, start + (count - straight) * width), straight * width);
    return count;
  }

  /**
   * As `read`, but without a copy where the list lies in one piece. Says where it lies in `view`, which is used again
   * by the next `look`; valid until the next change.
   */
  look(list: number): View {
    const view = this.#view;
    const count = this.count(list);
    view.count = count;
    if (count === 0) return view;
    const first = this.#first[list]!;
    if (first + count > this.#capacity(list)) {
      this.#spare ??= new Int32Array(this.most * this.width);
      this.read(list, this.#spare);
      view.words = this.#spare;
      view.start = 0;
      return view;
    }
    const block = this.#block[list]!;
    view.words = this.#pages[Math.floor(block / PAGE_WORDS)]!;
    view.start = (block % PAGE_WORDS) + first * this.width;
    return view;
  }

  /** Puts the first `count` entries of `words` in place of a list. */
  replace(list: number, words: Int32Array, count: number): void {
    this.#reach(list);
    const kept = Math.min(count, this.most);
    if (this.#class[list]! !== NONE && this.#capacity(list) < kept) this.#release(list);
    this.#first[list] = 0;
    this.#count[list] = kept;
    if (kept === 0) return;
    if (this.#class[list] === NONE) this.#take(list, classOf(kept));
    const block = this.#block[list]!;
    this.#pages[Math.floor(block / PAGE_WORDS)]!.set(
      words.subarray(0, kept * this.width),
      block % PAGE_WORDS,
    );
  }

  clear(list: number): void {
    if (list >= this.#length) return;
    this.#release(list);
    this.#first[list] = 0;
    this.#count[list] = 0;
  }

  /** Writes what the lists say, not how they lie in memory: equal lists give equal bytes. */
  save(out: Writer): void {
    let last = this.#length;
    while (last > 0 && this.#count[last - 1] === 0) last -= 1;
    out.number(last);
    const words = new Int32Array(this.most * this.width);
    for (let list = 0; list < last; list += 1) {
      const count = this.read(list, words);
      out.number(count);
      out.words(words.subarray(0, count * this.width));
    }
  }

  load(from: Reader): void {
    const length = from.number();
    for (let list = 0; list < length; list += 1) {
      const count = from.number();
      this.replace(list, from.words(count * this.width), count);
    }
  }

  #where(list: number, at: number): number {
    const slot = (this.#first[list]! + at) % this.#capacity(list);
    return this.#block[list]! + slot * this.width;
  }

  #capacity(list: number): number {
    const kind = this.#class[list]!;
    return kind === NONE ? 0 : SMALLEST * 2 ** kind;
  }

  #reach(list: number): void {
    if (list < this.#length) return;
    if (list >= this.#block.length) {
      const room = Math.max(64, list + 1, Math.ceil(this.#block.length * 1.5));
      this.#block = grown(this.#block, new Float64Array(room));
      this.#class = grown(this.#class, new Int8Array(room).fill(NONE));
      this.#first = grown(this.#first, new Uint16Array(room));
      this.#count = grown(this.#count, new Uint16Array(room));
    }
    this.#length = list + 1;
  }

  #grow(list: number): void {
    const kind = this.#class[list]!;
    const old = new Int32Array(this.count(list) * this.width);
    const count = this.read(list, old);
    this.#release(list);
    this.#take(list, kind + 1);
    this.#first[list] = 0;
    const block = this.#block[list]!;
    this.#pages[Math.floor(block / PAGE_WORDS)]!.set(old.subarray(0, count * this.width), block % PAGE_WORDS);
  }

  #take(list: number, kind: number): void {
    this.#class[list] = kind;
    const free = this.#free[kind]?.pop();
    this.#block[list] = free ?? this.#newBlock(SMALLEST * 2 ** kind * this.width);
  }

  #newBlock(words: number): number {
    if (this.#taken + words > PAGE_WORDS) {
      this.#pages.push(new Int32Array(PAGE_WORDS));
      this.#taken = 0;
    }
    const at = (this.#pages.length - 1) * PAGE_WORDS + this.#taken;
    this.#taken += words;
    return at;
  }

  #release(list: number): void {
    const kind = this.#class[list]!;
    if (kind === NONE) return;
    (this.#free[kind] ??= []).push(this.#block[list]!);
    this.#class[list] = NONE;
  }
}

function grown<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}

function classOf(entries: number): number {
  let kind = 0;
  while (SMALLEST * 2 ** kind < entries) kind += 1;
  return kind;
}

/** Entries in the block of the class that holds so many. */
function classFor(entries: number): number {
  return SMALLEST * 2 ** classOf(entries);
}

import type { Card } from '@jujube/contract';

/** A page of cards as the API answers lists. */
export interface CardPage {
  items: Card[];
  cursor: string | null;
}

/** A list as it is kept for Back: its cards as JSON, which the browser writes many times faster than the framework. */
export interface Kept {
  /** When it was loaded, ms since 1970. */
  at: number;
  /** Of its notes, in their order. */
  ids: string;
  pages: string;
}

/** A list of notes that grows: what is loaded, and how it goes on. */
export class NoteList {
  cards = $state.raw<Card[]>([]);
  cursor = $state.raw<string | null>(null);
  state = $state<'idle' | 'loading' | 'failed'>('idle');
  at = Date.now();
  #kept: { of: Card[]; kept: Kept } | null = null;
  #next: (cursor: string) => Promise<CardPage>;

  /** @param next fetches the page that begins at a cursor */
  constructor(first: CardPage, next: (cursor: string) => Promise<CardPage>) {
    this.cards = first.items;
    this.cursor = first.cursor;
    this.#next = next;
  }

  /** Adds the next page; after a failure it can be called again. */
  async more(): Promise<void> {
    if (this.state === 'loading' || this.cursor === null) return;
    this.state = 'loading';
    try {
      const page = await this.#next(this.cursor);
      const known = new Set(this.cards.map((card) => card.id));
      this.cards = [...this.cards, ...page.items.filter((card) => !known.has(card.id))];
      this.cursor = page.cursor;
      this.state = 'idle';
    } catch (error) {
      this.state = 'failed';
      if (!isExpected(error)) throw error;
    }
  }

  /** Takes a note out: hidden or deleted. Answers how to put it back where it was. */
  remove(id: string): () => void {
    const before = this.cards;
    this.cards = before.filter((card) => card.id !== id);
    return () => {
      const gone = before.find((card) => card.id === id);
      const after = new Set(
        before.slice(before.findIndex((card) => card.id === id) + 1).map((card) => card.id),
      );
      const at = this.cards.findIndex((card) => after.has(card.id));
      if (gone) this.cards = this.cards.toSpliced(at < 0 ? this.cards.length : at, 0, gone);
    };
  }

  /** What brings this list back later. */
  kept(): Kept {
    if (this.#kept?.of !== this.cards) {
      const { cards, cursor } = this;
      const pages = JSON.stringify({ items: cards, cursor } satisfies CardPage);
      this.#kept = { of: cards, kept: { at: this.at, ids: idsOf(cards), pages } };
    }
    return this.#kept.kept;
  }

  /** Goes back to an earlier state of this list, where it does not begin so now: a ranked one is another each time. */
  restore({ at, ids, pages }: Kept): void {
    if (idsOf(this.cards).startsWith(ids)) return;
    this.at = at;
    const { items, cursor } = JSON.parse(pages) as CardPage;
    this.cards = items;
    this.cursor = cursor;
  }
}

function idsOf(cards: Card[]): string {
  return cards.map(({ id }) => id).join();
}

/** A refusal by the API, or a network that is away (`fetch` throws a TypeError then). */
function isExpected(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof Error && 'problem' in error);
}

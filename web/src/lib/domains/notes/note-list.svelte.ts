import type { Card } from '@jujube/contract';
import { Growing, type Page } from '#lib/growing.svelte.ts';

export type CardPage = Page<Card>;

/** A list as it is kept for Back: its cards as JSON, which the browser writes many times faster than the framework. */
export interface Kept {
  /** When it was loaded, ms since 1970. */
  at: number;
  /** Of its notes, in their order. */
  ids: string;
  pages: string;
}

/** A list of notes that grows: what is loaded, and how it goes on. */
export class NoteList extends Growing<Card> {
  at = Date.now();
  #kept: { of: Card[]; kept: Kept } | null = null;

  /** Takes a note out: hidden or deleted. Answers how to put it back where it was. */
  remove(id: string): () => void {
    const before = this.items;
    this.items = before.filter((card) => card.id !== id);
    return () => {
      const gone = before.find((card) => card.id === id);
      const after = new Set(
        before.slice(before.findIndex((card) => card.id === id) + 1).map((card) => card.id),
      );
      const at = this.items.findIndex((card) => after.has(card.id));
      if (gone) this.items = this.items.toSpliced(at < 0 ? this.items.length : at, 0, gone);
    };
  }

  /** What brings this list back later. */
  kept(): Kept {
    if (this.#kept?.of !== this.items) {
      const { items, cursor } = this;
      const pages = JSON.stringify({ items, cursor } satisfies CardPage);
      this.#kept = { of: items, kept: { at: this.at, ids: idsOf(items), pages } };
    }
    return this.#kept.kept;
  }

  /** Goes back to an earlier state of this list, where it does not begin so now: a ranked one is another each time. */
  restore({ at, ids, pages }: Kept): void {
    if (idsOf(this.items).startsWith(ids)) return;
    this.at = at;
    const { items, cursor } = JSON.parse(pages) as CardPage;
    this.items = items;
    this.cursor = cursor;
  }
}

function idsOf(cards: Card[]): string {
  return cards.map(({ id }) => id).join();
}

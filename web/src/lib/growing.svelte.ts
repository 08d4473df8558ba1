import { isExpected } from './expected.ts';

/** A page as the API answers lists. */
export interface Page<Item> {
  items: Item[];
  cursor: string | null;
}

/** A list that grows by pages, each item once. */
export class Growing<Item extends { id: string }> {
  items = $state.raw<Item[]>([]);
  cursor = $state.raw<string | null>(null);
  state = $state<'idle' | 'loading' | 'failed'>('idle');
  #next: (cursor: string) => Promise<Page<Item>>;

  /** @param next fetches the page that begins at a cursor */
  constructor(first: Page<Item>, next: (cursor: string) => Promise<Page<Item>>) {
    this.items = first.items;
    this.cursor = first.cursor;
    this.#next = next;
  }

  /** Adds the next page; after a failure it can be called again. */
  async more(): Promise<void> {
    if (this.state === 'loading' || this.cursor === null) return;
    this.state = 'loading';
    try {
      const { items, cursor } = await this.#next(this.cursor);
      const known = new Set(this.items.map(({ id }) => id));
      this.items = [...this.items, ...items.filter(({ id }) => !known.has(id))];
      this.cursor = cursor;
      this.state = 'idle';
    } catch (error) {
      this.state = 'failed';
      if (!isExpected(error)) throw error;
    }
  }
}

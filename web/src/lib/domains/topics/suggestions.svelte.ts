import { beingTyped } from '@jujube/contract/facets';
import { api } from '#lib/api.ts';
import { isExpected } from '#lib/expected.ts';

/** A topic or person that may be meant. */
export interface Suggestion {
  key: string;
  /** What takes the place of what was typed. */
  put: string;
  name: string;
  /** Beside the name: the handle, or how many notes there are. */
  handle?: string;
  notes?: number;
  avatar?: string | null;
}

type Typed = NonNullable<ReturnType<typeof beingTyped>>;

const WAIT_MS = 150;
const MOST = 6;

/** What somebody may mean who is typing # or @, or @ alone; asked for once the input method has finished. */
export class Suggestions {
  list = $state.raw<Suggestion[]>([]);
  at = $state(0);
  #start = 0;
  #caret = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;
  readonly #signs: readonly Typed['kind'][];

  constructor(signs: readonly Typed['kind'][] = ['topic', 'mention']) {
    this.#signs = signs;
  }

  /** Looks at what stands before the caret; call it on input, on clicks and when a composition ends. */
  look({ value, selectionStart }: HTMLTextAreaElement): void {
    clearTimeout(this.#timer);
    const typed = beingTyped(value, selectionStart);
    const known = typed && this.#signs.includes(typed.kind);
    if (!known || (typed.kind === 'mention' && !typed.value)) return this.close();
    this.#start = typed.start;
    this.#caret = selectionStart;
    this.#timer = setTimeout(() => void this.#ask(typed), WAIT_MS);
  }

  /** The text with the chosen one in it, and where the caret goes. */
  put(text: string, chosen: Suggestion): { text: string; caret: number } {
    this.close();
    const after = text.slice(this.#caret);
    const words = after.startsWith(' ') ? chosen.put : `${chosen.put} `;
    return { text: text.slice(0, this.#start) + words + after, caret: this.#start + chosen.put.length + 1 };
  }

  /** Whether a key was for the list while it is there: up and down, Esc to close it, Enter and Tab to choose. */
  key(event: KeyboardEvent, choose: (index: number) => void): boolean {
    if (this.list.length === 0) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.at = (this.at + step + this.list.length) % this.list.length;
    else if (event.key === 'Escape') this.close();
    else if (event.key === 'Enter' || event.key === 'Tab') choose(this.at);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.list = [];
  }

  async #ask(typed: Typed): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    try {
      const list = typed.kind === 'topic' ? await topics(typed.value) : await people(typed.value);
      if (asked !== this.#asked) return;
      this.list = list;
      this.at = 0;
    } catch (error) {
      // Suggestions are a help, not a need: without the network one types the name.
      if (!isExpected(error)) throw error;
    }
  }
}

async function topics(q: string): Promise<Suggestion[]> {
  const { items } = await api('GET /topics', { query: { ...(q ? { q } : {}), limit: MOST } });
  return items
    .filter(({ name }) => name !== q)
    .map(({ id, name, notes }) => ({ key: id, put: `#${name}`, name: `#${name}`, notes }));
}

async function people(q: string): Promise<Suggestion[]> {
  const { items } = await api('GET /people', { query: { q, limit: MOST } });
  return items.map(({ id, name, handle, avatar }) => ({
    key: id,
    put: `@${handle}`,
    name,
    handle: `@${handle}`,
    avatar,
  }));
}

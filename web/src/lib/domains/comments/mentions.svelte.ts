import { beingTyped } from '@jujube/contract/facets';
import type { AnswerOf, Api } from '@jujube/contract';
import { api } from '#lib/api.ts';

type Person = AnswerOf<Api['GET /people']>['items'][number];

const WAIT_MS = 150;

/** Whom somebody may mean who is typing @…; asked for once the input method has finished. */
export class Mentions {
  people = $state.raw<Person[]>([]);
  at = $state(0);
  #start = 0;
  #caret = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  /** Looks at what stands before the caret; call it on input, on clicks and when a composition ends. */
  look({ value, selectionStart }: HTMLTextAreaElement): void {
    clearTimeout(this.#timer);
    const typed = beingTyped(value, selectionStart);
    if (typed?.kind !== 'mention' || !typed.value) return this.close();
    this.#start = typed.start;
    this.#caret = selectionStart;
    this.#timer = setTimeout(() => void this.#ask(typed.value), WAIT_MS);
  }

  /** The text with the person in it, and where the caret goes. */
  put(text: string, person: Person): { text: string; caret: number } {
    const name = `@${person.handle} `;
    this.close();
    return {
      text: text.slice(0, this.#start) + name + text.slice(this.#caret),
      caret: this.#start + name.length,
    };
  }

  step(by: number): void {
    this.at = (this.at + by + this.people.length) % this.people.length;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.people = [];
  }

  async #ask(q: string): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    try {
      const { items } = await api('GET /people', { query: { q, limit: 6 } });
      if (asked !== this.#asked) return;
      this.people = items;
      this.at = 0;
    } catch (error) {
      // Suggestions are a help, not a need: without the network one types the handle.
      if (!(error instanceof TypeError) && !(error instanceof Error && 'problem' in error)) throw error;
    }
  }
}

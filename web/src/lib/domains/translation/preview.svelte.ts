import type { TextPreview } from '@jujube/contract';
import { api } from '#lib/api.ts';
import { problemText } from '#lib/problem-text.ts';

/** Long enough for a pause in thought; shorter, and every word would be asked about. */
const PAUSE_MS = 700;
/** A word or two says nothing yet. */
const FEWEST_LETTERS = 2;

/** How a text that is being written reads on the other side, a moment after its writer pauses. */
export class Preview {
  seen = $state.raw<TextPreview | null>(null);
  /** Why there is none, in words. */
  problem = $state('');
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = '';

  /** Looks at the text after a pause, unless it is another by then. */
  look(text: string): void {
    const words = text.trim();
    clearTimeout(this.#timer);
    if (words === this.#asked) return;
    if ((words.match(/\p{L}/gu) ?? []).length < FEWEST_LETTERS) return this.#forget();
    this.#timer = setTimeout(() => void this.#ask(words), PAUSE_MS);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#asked = '';
  }

  #forget(): void {
    this.#asked = '';
    this.seen = null;
    this.problem = '';
  }

  async #ask(text: string): Promise<void> {
    this.#asked = text;
    try {
      const seen = await api('POST /translations/preview', { body: { text } });
      if (this.#asked !== text) return;
      this.seen = seen;
      this.problem = '';
    } catch (error) {
      if (this.#asked !== text) return;
      this.seen = null;
      this.problem = problemText(error);
      // Asked again with the next word.
      this.#asked = '';
    }
  }
}

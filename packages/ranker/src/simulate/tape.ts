import type { Shape } from '../index.ts';
import { plan } from './world/constants.ts';

/** What one sitting was given: its list, and of the cards that were shown what the heads were asked. */
export interface Taken {
  notes: Int32Array;
  shapes: Shape[];
}

/**
 * The lists of the days before any attack, with which a world of one seed lives the same under every attack: the first run
 * writes them down, the others read them and do not rank anew. What is learnt of them each learns by itself.
 */
export class Tape {
  readonly #lists: Taken[] = [];
  #draws = 0;
  #written = false;
  #at = 0;

  /** Whether the list of this moment, in hours, is on the tape or is to be. */
  static holds(now: number): boolean {
    return now < plan.attackDay * 24;
  }

  get written(): boolean {
    return this.#written;
  }

  /** How often chance had been asked when the last of them was made. */
  get draws(): number {
    return this.#draws;
  }

  write({ notes, shapes }: Taken, draws: number): void {
    this.#lists.push({ notes, shapes });
    this.#draws = draws;
  }

  read(): Taken {
    const taken = this.#lists[this.#at];
    if (!taken) throw new Error('Another life than the one that was written down');
    this.#at += 1;
    return taken;
  }

  /** A run is over: what is there is read from the start by the next. */
  end(): void {
    this.#written = true;
    this.#at = 0;
  }
}

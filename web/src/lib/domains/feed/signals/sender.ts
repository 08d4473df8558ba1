import type { Signal, SignalKind } from '@jujube/contract';

/** Where a card stood: its page's token, and its position in the list. */
export interface Place {
  list: string;
  position: number;
  note: string;
}

/** Acts after which the rest of the list is ranked again (the server decides; this knows when it is worth asking). */
const TELLING = new Set<SignalKind>(['open', 'like', 'save', 'comment', 'share', 'hide', 'less', 'more']);
const LONG_DWELL = 5000;

/** A body may have so many of each. */
const MOST = { lists: 20, signals: 200 };

type Lists = { list: string; signals: Signal[] }[];

export interface Ways {
  /** Sends without waiting, also from a page that is being left; false where the browser takes no more. */
  leave: (body: string) => boolean;
  /** Sends and waits; false where it did not arrive. */
  post: (body: string) => Promise<boolean>;
}

/** What happened to cards and has not been sent yet. Each counts once, so each is sent once. */
export class Sender {
  #waiting = new Map<string, Signal[]>();
  #known = new Set<string>();
  #telling = false;
  #ways: Ways;

  constructor(ways: Ways) {
    this.#ways = ways;
  }

  add({ list, position, note }: Place, kind: SignalKind, value?: number): void {
    const key = `${list} ${position} ${kind}`;
    if (this.#known.has(key)) return;
    this.#known.add(key);
    if (TELLING.has(kind) || (kind === 'dwell' && (value ?? 0) >= LONG_DWELL)) this.#telling = true;
    const signal = { position, note, kind, ...(value !== undefined && { value: Math.round(value) }) };
    const same = this.#waiting.get(list);
    if (same) same.push(signal);
    else this.#waiting.set(list, [signal]);
  }

  /** Sends what waits, without waiting for it. */
  leave(): void {
    for (const lists of this.#take()) if (!this.#ways.leave(bodyOf(lists))) this.#putBack(lists);
  }

  /**
   * Sends what waits, and waits for a little while until it has arrived. Answers whether the reader did something, since
   * this was last asked, that says what they want.
   */
  async settle(): Promise<boolean> {
    const telling = this.#telling;
    this.#telling = false;
    const arrived = this.#take().map(async (lists) => {
      if (!(await this.#ways.post(bodyOf(lists)))) this.#putBack(lists);
    });
    // Nothing is broken off: what is slow to go is worth as much.
    await Promise.race([Promise.all(arrived), new Promise((late) => setTimeout(late, PATIENCE_MS))]);
    return telling;
  }

  /** Everything that waits, in bodies of a size that is taken. */
  #take(): Lists[] {
    const lists = [...this.#waiting].flatMap(([list, signals]) =>
      Array.from({ length: Math.ceil(signals.length / MOST.signals) }, (_, at) => ({
        list,
        signals: signals.slice(at * MOST.signals, (at + 1) * MOST.signals),
      })),
    );
    this.#waiting.clear();
    return Array.from({ length: Math.ceil(lists.length / MOST.lists) }, (_, at) =>
      lists.slice(at * MOST.lists, (at + 1) * MOST.lists),
    );
  }

  #putBack(lists: Lists): void {
    for (const { list, signals } of lists)
      this.#waiting.set(list, [...signals, ...(this.#waiting.get(list) ?? [])]);
  }
}

const senders = new Set<Sender>();

/** What this one has is sent before a page is asked for that is ranked by it, until the signal is aborted. */
export function settleBefore(sender: Sender, signal: AbortSignal): void {
  senders.add(sender);
  signal.addEventListener('abort', () => senders.delete(sender));
}

/** Sends what waits, and waits until it has arrived. */
export async function settleAll(): Promise<void> {
  await Promise.all([...senders].map((sender) => sender.settle()));
}

function bodyOf(lists: Lists): string {
  return JSON.stringify({ lists });
}

const PATH = '/api/v1/signals';
const TYPE = 'application/json';
/** A page that waits for its signals to arrive does not wait for longer. */
const PATIENCE_MS = 1500;

/** How a browser sends. */
export const WAYS: Ways = {
  leave: (body) => navigator.sendBeacon(PATH, new Blob([body], { type: TYPE })),
  async post(body) {
    try {
      await fetch(PATH, { method: 'POST', body, headers: { 'content-type': TYPE }, keepalive: true });
      // What was refused would be refused again.
      return true;
    } catch (error) {
      if (error instanceof TypeError) return false;
      throw error;
    }
  },
};

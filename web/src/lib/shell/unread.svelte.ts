import type { AnswerOf, Api } from '@jujube/contract';
import { createContext } from 'svelte';
import { createSubscriber } from 'svelte/reactivity';
import { page } from '$app/state';

export type UnreadCounts = AnswerOf<Api['GET /inbox/unread']>;

/** What waits in the inbox: as the page was made, then live for as long as something shows it. */
export class Unread {
  #live = $state.raw<UnreadCounts | null>(null);
  #listen = createSubscriber(() => {
    let stop = () => {};
    let over = false;
    const begin = async () => {
      const { listen } = await import('#lib/domains/inbox/live.ts');
      if (!over && page.data.me) stop = listen(page.data.me.id, (counts) => this.tell(counts));
    };
    const timer = setTimeout(() => void begin(), AFTER_MS);
    return () => {
      over = true;
      clearTimeout(timer);
      stop();
    };
  });

  /** Null for visitors, and while the API cannot say. */
  get counts(): UnreadCounts | null {
    if (!page.data.me) return null;
    this.#listen();
    return this.#live ?? page.data.unread;
  }

  /** Takes newer counts, from whoever learnt them. */
  tell(counts: UnreadCounts): void {
    this.#live = counts;
  }
}

export const [getUnread, setUnread] = createContext<Unread>();

/** The page comes first. */
const AFTER_MS = 500;

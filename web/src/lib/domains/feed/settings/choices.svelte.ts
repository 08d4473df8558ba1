import type { AnswerOf, Api, CallOf } from '@jujube/contract';
import { api } from '#lib/api.ts';
import { tellLists } from '#lib/domains/feed/asks/follow.ts';
import { problemText } from '#lib/problem-text.ts';
import type { Toasts } from '#lib/ui/toasts.svelte.ts';

export type FeedSettings = AnswerOf<Api['GET /feed/settings']>;
type Change = CallOf<Api['PATCH /feed/settings']>['body'];

/**
 * What somebody asks of their feed, changed on the page: each change shows at once and is sent; changes that come meanwhile
 * are sent together after it. What is refused goes back to what it was.
 */
export class Choices {
  /** As it is shown. */
  now = $state.raw<FeedSettings>()!;
  #toasts: Toasts;
  #kept: FeedSettings;
  #waiting: Change | null = null;
  #sending = false;

  constructor(settings: FeedSettings, toasts: Toasts) {
    this.now = settings;
    this.#kept = settings;
    this.#toasts = toasts;
  }

  change(change: Change): void {
    this.now = { ...this.now, ...change } as FeedSettings;
    this.#waiting = { ...this.#waiting, ...change };
    if (!this.#sending) void this.#send();
  }

  async #send(): Promise<void> {
    this.#sending = true;
    while (this.#waiting) {
      const body = this.#waiting;
      this.#waiting = null;
      try {
        this.#kept = await api('PATCH /feed/settings', { body });
        tellLists();
      } catch (error) {
        this.#toasts.show(problemText(error), { kind: 'danger' });
      }
      if (!this.#waiting) this.now = this.#kept;
    }
    this.#sending = false;
  }
}

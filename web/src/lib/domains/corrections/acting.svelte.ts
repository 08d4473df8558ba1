import { api } from '#lib/api.ts';
import * as m from '#lib/paraglide/messages.js';
import { problemText } from '#lib/problem-text.ts';
import type { Toasts } from '#lib/ui/toasts.svelte.ts';
import { perform } from './perform.ts';

/** Does what the forms of these pages ask for without leaving the page; what was typed stays where it was refused. */
export class Acting {
  busy = $state(false);
  readonly #toasts: Toasts;
  readonly #after: () => Promise<unknown>;

  constructor(toasts: Toasts, after: () => Promise<unknown>) {
    this.#toasts = toasts;
    this.#after = after;
  }

  act = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.busy) return;
    const form = event.currentTarget as HTMLFormElement;
    this.busy = true;
    try {
      const done = await perform(api, new FormData(form, event.submitter));
      await this.#after();
      form.closest('details')?.removeAttribute('open');
      if (done === 'suggested') this.#toasts.show(m.correct_sent(), { kind: 'ok' });
    } catch (error) {
      await this.#after();
      this.#toasts.show(problemText(error), { kind: 'danger' });
    } finally {
      this.busy = false;
    }
  };
}

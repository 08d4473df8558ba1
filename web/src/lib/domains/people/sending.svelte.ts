import type { SubmitFunction } from '$app/forms';
import { tick } from 'svelte';
import { api } from '#lib/api.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Toasts } from '#lib/ui/toasts.svelte.ts';
import { performPending } from './pending.ts';

/**
 * A form of these pages once there is script: it is sent once at a time, keeps what was typed whatever happens, and takes
 * the focus to what is wrong. `<form method="POST" use:enhance={sending.submit}>`.
 */
export class Sending {
  /** Name of the action under way, as in `?/password`; null when none is. */
  busy = $state<string | null>(null);
  #toasts: Toasts;
  #done: (() => void) | undefined;

  /** @param done called after an action that succeeded, once the page shows it */
  constructor(toasts: Toasts, done?: () => void) {
    this.#toasts = toasts;
    this.#done = done;
  }

  submit: SubmitFunction = ({ action, formElement, cancel }) => {
    if (this.busy) return cancel();
    this.busy = /\/([^&=]+)/.exec(action.search)?.[1] ?? 'default';
    return async ({ result, update }) => {
      this.busy = null;
      // A network that went away must not take the form with it.
      if (result.type === 'error')
        return this.#toasts.show(navigator.onLine ? result.error.message : m.ui_offline_title(), {
          kind: 'danger',
        });
      await update({ reset: false, navigate: false });
      if (result.type === 'failure') await showWrong(formElement);
      if (result.type === 'success') this.#done?.();
    };
  };

  /** The same; `told` hears at once that it was done, whatever page comes next. */
  submitThen(told: () => void): SubmitFunction {
    return async (submitted) => {
      const send = await this.submit(submitted);
      return async (answered) => {
        if (answered.result.type === 'success' || answered.result.type === 'redirect') told();
        await send?.(answered);
      };
    };
  }

  /** The same for ways in: what was wanted before is done, and the next page is loaded anew, in its person's language. */
  enter: SubmitFunction = (submitted) => {
    const send = this.submit(submitted);
    return async (answered) => {
      if (answered.result.type !== 'redirect') return (await send)?.(answered);
      // They are in: what they wanted before is not worth staying out for.
      await performPending(api).catch((error: unknown) => console.error(error));
      location.replace(answered.result.location);
    };
  };
}

/** Focus goes to the first field that is wrong, else to what is said above the form. */
export async function showWrong(form: HTMLElement): Promise<void> {
  await tick();
  const wrong = form.querySelector<HTMLElement>('[aria-invalid=true]');
  if (wrong) wrong.focus();
  else form.querySelector('[role=alert]')?.scrollIntoView({ block: 'nearest' });
}

import { page } from '$app/state';
import { api } from '#lib/api.ts';
import { remember, takenBack } from '#lib/happened.ts';
import * as m from '#lib/paraglide/messages.js';
import { problemText } from '#lib/problem-text.ts';
import { tellLater } from './asks/tell-later.ts';
import type { Toasts } from '#lib/ui/toasts.svelte.ts';

interface Hiding {
  id: string;
  /** Takes the note out of the list on the page; answers how to put it back. */
  remove: (id: string) => () => void;
  toasts: Toasts;
}

/** Not this one: the note leaves the list at once, and a member's lists from then on. Can be undone. */
export async function hideNote({ id, remove, toasts }: Hiding): Promise<void> {
  const backInList = remove(id);
  remember(`note:${id}`, { gone: 'lists' });
  const putBack = () => {
    backInList();
    takenBack(`note:${id}`);
  };
  const kept = page.data.me !== null;
  let takeBack = () => {};
  const undo = () => {
    takeBack();
    putBack();
    if (kept) void tell(() => api('DELETE /notes/:id/hide', { params: { id } }), toasts);
  };
  const done = !kept || (await tell(() => api('PUT /notes/:id/hide', { params: { id } }), toasts));
  if (done && kept) takeBack = tellLater({ kind: 'hide', note: id });
  if (done) toasts.show(m.explore_hidden(), { action: { label: m.ui_undo(), run: undo } });
  else putBack();
}

async function tell(call: () => Promise<unknown>, toasts: Toasts): Promise<boolean> {
  try {
    await call();
    return true;
  } catch (error) {
    toasts.show(problemText(error), { kind: 'danger' });
    return false;
  }
}

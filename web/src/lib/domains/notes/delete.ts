import { invalidate } from '$app/navigation';
import { api } from '#lib/api.ts';
import { remember, takenBack } from '#lib/happened.ts';
import * as m from '#lib/paraglide/messages.js';
import { problemText } from '#lib/problem-text.ts';
import type { Toasts } from '#lib/ui/toasts.svelte.ts';

interface Deleting {
  id: string;
  /** Takes the note out of the list on the page; answers how to put it back. */
  remove: (id: string) => () => void;
  toasts: Toasts;
}

/** Deletes one's own note, with a way back; it lies in the trash for 30 days. Answers whether that was done. */
export async function deleteNote({ id, remove, toasts }: Deleting): Promise<boolean> {
  const told = (error: unknown) => toasts.show(problemText(error), { kind: 'danger' });
  try {
    await api('DELETE /notes/:id', { params: { id } });
  } catch (error) {
    told(error);
    return false;
  }
  const putBack = remove(id);
  remember(`note:${id}`, { gone: 'everywhere' });
  const undo = async () => {
    try {
      await api('DELETE /me/trash/:id', { params: { id } });
      putBack();
      takenBack(`note:${id}`);
      await invalidate(`note:${id}`, true);
    } catch (error) {
      told(error);
    }
  };
  toasts.show(m.note_deleted(), { action: { label: m.ui_undo(), run: () => void undo() } });
  return true;
}

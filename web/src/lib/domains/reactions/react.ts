import { page } from '$app/state';
import { api } from '#lib/api.ts';
import { askFirst } from '#lib/domains/people/ask-first.ts';
import { problemText } from '#lib/problem-text.ts';
import type { Toasts } from '#lib/ui/toasts.svelte.ts';
import type { Mark, Marked } from './marks.svelte.ts';

interface Reaction {
  mark: Mark;
  id: string;
  /** Likes or saves, or takes it back. */
  on: boolean;
  toasts: Toasts;
}

/**
 * Likes or saves a note, or takes that back; visitors go to sign-up, and do so once they are in. Answers what the API
 * then knows, or null where nothing happened.
 */
export async function react({ mark, id, on, toasts }: Reaction): Promise<Partial<Marked> | null> {
  if (!page.data.me) {
    await askFirst({ kind: on ? mark : `un${mark}`, note: id });
    return null;
  }
  try {
    return await call({ mark, id, on });
  } catch (error) {
    toasts.show(problemText(error), { kind: 'danger' });
    return null;
  }
}

async function call({ mark, id, on }: Omit<Reaction, 'toasts'>): Promise<Partial<Marked>> {
  const params = { id };
  if (mark === 'like')
    return on ? api('PUT /notes/:id/like', { params }) : api('DELETE /notes/:id/like', { params });
  await (on ? api('PUT /notes/:id/save', { params }) : api('DELETE /notes/:id/save', { params }));
  return {};
}

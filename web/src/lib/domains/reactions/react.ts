import { page } from '$app/state';
import { api } from '#lib/api.ts';
import { tell } from '#lib/told.ts';
import { askFirst } from '#lib/domains/people/ask-first.ts';
import { remember } from '#lib/happened.ts';
import { problemText } from '#lib/problem-text.ts';
import type { Toasts } from '#lib/ui/toasts.svelte.ts';
import { MARKED, type Mark, type Marked, type Marks } from './marks.svelte.ts';

interface Tap {
  mark: Mark;
  note: Marked;
  /** Likes or saves, or takes it back. */
  on: boolean;
  toasts: Toasts;
}

/** The last tap on each mark that is not answered yet. */
const last = new Map<string, Promise<Partial<Marked> | null>>();

/**
 * Does what was tapped, and shows what came of it. Taps on one mark are sent one after the other, without those that a
 * later tap took back before their turn; a save does not wait for a like. Answers whether it was done.
 */
export async function tap(marks: Marks, { mark, note, on, toasts }: Tap): Promise<boolean> {
  const { id } = note;
  const key = `${mark}:${id}`;
  const before = last.get(key);
  const isLast = () => last.get(key) === sent;
  const sent: Promise<Partial<Marked> | null> = Promise.allSettled([before]).then(() =>
    isLast() ? react({ mark, id, on, toasts }) : null,
  );
  last.set(key, sent);
  const known = await sent;
  if (isLast()) {
    last.delete(key);
    if (known) settle(marks, note, known);
    else if (marks.of(note)[MARKED[mark]] === on) marks.turn(mark, note, !on);
  }
  return known !== null;
}

/** What is known now shows on this page, and on those that one comes Back to. */
function settle(marks: Marks, note: Marked, known: Partial<Marked>): void {
  marks.note(note.id, known);
  const { liked, likes, saved, saves } = marks.of(note);
  remember(`note:${note.id}`, { marks: { liked, likes, saved, saves } });
}

interface Reaction extends Omit<Tap, 'note'> {
  id: string;
}

/** Visitors go to sign-up, and do so once they are in. Answers what the API then knows, or null where nothing happened. */
async function react({ mark, id, on, toasts }: Reaction): Promise<Partial<Marked> | null> {
  if (!page.data.me) {
    await askFirst({ kind: on ? mark : `un${mark}`, note: id });
    return null;
  }
  try {
    const known = await call({ mark, id, on });
    if (on) tell({ kind: mark, note: id });
    return known;
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

import type { Client } from '@jujube/contract/client';
import { tabStorage } from '#lib/tab-store.ts';

/** Something that a member does with one tap, and a visitor once they are in. */
export type Act =
  | { kind: 'like' | 'unlike' | 'save' | 'unsave'; note: string }
  | { kind: 'like_comment' | 'unlike_comment'; comment: string }
  | { kind: 'follow' | 'unfollow'; person: string }
  | { kind: 'comment'; note: string; body: string; parent: string | null; key: string; draft: string };

/**
 * Leaves for sign-up (from where one gets to sign-in) and remembers what the visitor wanted to do.
 *
 * @param to where they go on afterwards
 * @returns the address of the sign-up page, without the language prefix
 */
export function keepPending(act: Act, to: string): string {
  // Storage is refused in some private windows: then they are signed up and tap once more.
  tabStorage()?.setItem(KEY, JSON.stringify({ act, at: Date.now() }));
  return signUpHref(to, thenOf(act));
}

/** The address of the sign-up page: `to` is where one goes on, `then` what happens first, as in `like:123`. */
export function signUpHref(to: string, then?: string): string {
  const query = new URLSearchParams({ to });
  if (then) query.set('then', then);
  return `/sign-up?${query}`;
}

/** Whether somebody who has just come in wanted something before. */
export function hasPending(): boolean {
  return (tabStorage()?.getItem(KEY) ?? null) !== null;
}

/**
 * Does what the visitor wanted, once they are in: pages that sign people in call it before they go on. It answers
 * what was done, or null; a refusal by the API (they may have liked that before) is not worth an error here, and a
 * comment that was refused stays as a draft under its note.
 */
export async function performPending(api: Client): Promise<Act | null> {
  const kept = takePending();
  if (!kept) return null;
  try {
    await performAct(api, kept);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return null;
  }
  if (kept.kind === 'comment') localStorage.removeItem(kept.draft);
  return kept;
}

/** Calls the API for one act. */
export async function performAct(api: Client, act: Act): Promise<void> {
  switch (act.kind) {
    case 'like':
      return void (await api('PUT /notes/:id/like', { params: { id: act.note } }));
    case 'unlike':
      return void (await api('DELETE /notes/:id/like', { params: { id: act.note } }));
    case 'save':
      return api('PUT /notes/:id/save', { params: { id: act.note } });
    case 'unsave':
      return api('DELETE /notes/:id/save', { params: { id: act.note } });
    case 'like_comment':
      return void (await api('PUT /comments/:id/like', { params: { id: act.comment } }));
    case 'unlike_comment':
      return void (await api('DELETE /comments/:id/like', { params: { id: act.comment } }));
    case 'follow':
      return api('PUT /people/:person/follow', { params: { person: act.person } });
    case 'unfollow':
      return api('DELETE /people/:person/follow', { params: { person: act.person } });
    case 'comment': {
      const { note, body, parent, key } = act;
      await api('POST /notes/:id/comments', {
        params: { id: note },
        body: { body, parent },
        idempotencyKey: key,
      });
    }
  }
}

/** `like:123` for an act, as it stands in addresses; what a person wrote never does. */
export function thenOf(act: Act): string {
  if ('comment' in act) return `${act.kind}:${act.comment}`;
  return `${act.kind}:${'note' in act ? act.note : act.person}`;
}

/** The act of a form or an address: `like:123`; null where it is none of those with one tap. */
export function actOf(then: string): Act | null {
  const [, kind, id] = /^([a-z_]+):(\w{1,40})$/.exec(then) ?? [];
  if (kind === undefined || id === undefined) return null;
  if (isOneOf(kind, ['like', 'unlike', 'save', 'unsave'])) return { kind, note: id };
  if (isOneOf(kind, ['like_comment', 'unlike_comment'])) return { kind, comment: id };
  if (isOneOf(kind, ['follow', 'unfollow'])) return { kind, person: id };
  return null;
}

const KEY = 'pending-act';
/** Whoever comes back a day later has forgotten what they wanted to like. */
const LONGEST_MS = 60 * 60 * 1000;

function takePending(): Act | null {
  const kept = tabStorage()?.getItem(KEY);
  if (!kept) return null;
  tabStorage()?.removeItem(KEY);
  const { act, at } = JSON.parse(kept) as { act: Act; at: number };
  return Date.now() - at < LONGEST_MS ? act : null;
}

function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'problem' in error;
}

function isOneOf<const Known extends string>(word: string, known: readonly Known[]): word is Known {
  return (known as readonly string[]).includes(word);
}

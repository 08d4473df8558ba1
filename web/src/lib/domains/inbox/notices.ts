import type { AnswerOf, Api } from '@jujube/contract';
import { formatList, formatNumber, localHref } from '#lib/locale.ts';
import { reasonName } from '#lib/domains/moderation/reports.ts';
import * as m from '#lib/paraglide/messages.js';

export type Notice = AnswerOf<Api['GET /inbox']>['items'][number];
export type InboxList = 'likes' | 'comments' | 'followers' | 'notices';
export const LISTS: readonly InboxList[] = ['likes', 'comments', 'followers', 'notices'];

/** What a list is called. */
export function listName(list: InboxList): string {
  return {
    likes: m.inbox_likes,
    comments: m.inbox_comments,
    followers: m.inbox_followers,
    notices: m.inbox_notices,
  }[list]();
}

/** “Ann”, “Ann and Bo”, “Ann, Bo and 3 others”. */
export function whoOf({ people, count }: Notice): string {
  const names = people.map(({ name }) => name);
  if (names.length === 0) return m.inbox_somebody();
  if (count <= names.length) return formatList(names);
  const shown = names.slice(0, 2);
  const others = count - shown.length;
  // The list goes on after these: no “and” among them yet.
  const joined = shown.join(m.inbox_between());
  return m.inbox_and_others({ count: others, names: joined, shown: formatNumber(others) });
}

/** What they did, as the rest of a sentence that begins with who; of notices all of it. */
export function deedOf(notice: Notice): string {
  const named = { name: notice.about?.name ?? '' };
  return {
    like: m.inbox_liked,
    save: m.inbox_saved,
    comment_like: m.inbox_liked_comment,
    comment: m.inbox_commented,
    reply: m.inbox_replied,
    mention: m.inbox_mentioned,
    follow: m.inbox_followed,
    correction: m.inbox_correction,
    correction_accepted: m.inbox_correction_accepted,
    name_proposed: m.inbox_name_proposed,
    name_accepted: m.inbox_name_accepted,
    term_accepted: () => m.inbox_term_accepted(named),
    term_refused: () => m.inbox_term_refused(named),
    word_accepted: () => m.inbox_word_accepted(named),
    word_refused: () => m.inbox_word_refused(named),
    taken_down: { note: m.inbox_note_down, comment: m.inbox_comment_down, profile: m.inbox_profile_down }[
      about(notice)
    ],
    restored: { note: m.inbox_note_back, comment: m.inbox_comment_back, profile: m.inbox_profile_back }[
      about(notice)
    ],
  }[notice.kind]();
}

/** Told by nobody in particular. */
export function isDecision({ kind }: Notice): boolean {
  return DECISIONS.has(kind);
}

const DECISIONS: ReadonlySet<Notice['kind']> = new Set([
  'taken_down',
  'restored',
  'term_accepted',
  'term_refused',
  'word_accepted',
  'word_refused',
]);

function about({ note, comment }: Notice): 'note' | 'comment' | 'profile' {
  if (comment) return 'comment';
  return note ? 'note' : 'profile';
}

/** Why a thing was taken down: the rule that was named, else what it was reported for; null when nobody said. */
export function reasonOf({ decision }: Notice): string | null {
  if (!decision) return null;
  return decision.rule || (decision.reason && reasonName(decision.reason));
}

/** Where it happened: the comment under its note, the note, or the person. */
export function placeOf(notice: Notice): string {
  const { note, comment, about: on, people } = notice;
  const told = notice.kind === 'correction' || notice.kind === 'correction_accepted';
  if (told && comment) return localHref(`/translations/comment/${comment.id}`);
  if (told && note && on?.kind !== 'picture') return localHref(`/translations/note/${note.id}`);
  if (on?.kind === 'term') return localHref(`/glossary?term=${encodeURIComponent(on.name)}`);
  if (on?.kind === 'word') return localHref(on.id ? `/words/${encodeURIComponent(on.id)}` : '/words');
  if (on) return localHref(`/translations/${on.kind}/${on.id}`);
  if (note) return localHref(`/notes/${note.id}${comment ? `#c-${comment.id}` : ''}`);
  if (isDecision(notice)) return localHref('/me');
  if (notice.kind === 'name_proposed') return localHref('/names/mine');
  return localHref(people[0] ? `/people/${people[0].handle}` : '/inbox');
}

/**
 * The moment up to which a list is read once it has been shown: just after its newest line, whose time is cut to
 * milliseconds. What comes meanwhile stays unread.
 */
export function readUntil(items: readonly Notice[]): string | null {
  const newest = Math.max(...items.map(({ at }) => Date.parse(at)));
  return items.length > 0 ? new Date(newest + 1).toISOString() : null;
}

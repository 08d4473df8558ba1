export type NoticeKind =
  | 'like'
  | 'save'
  | 'comment'
  | 'reply'
  | 'mention'
  | 'comment_like'
  | 'follow'
  | 'correction'
  | 'correction_accepted'
  | 'taken_down'
  | 'restored'
  | 'name_proposed'
  | 'name_accepted'
  | 'term_accepted'
  | 'term_refused'
  | 'word_accepted'
  | 'word_refused';
export type InboxKind = 'likes' | 'comments' | 'followers' | 'notices';

/** The lists of the inbox; notices are of those who keep the rules. */
export const KINDS: Record<InboxKind, NoticeKind[]> = {
  likes: ['like', 'save', 'comment_like'],
  comments: [
    'comment',
    'reply',
    'mention',
    'correction',
    'correction_accepted',
    'name_proposed',
    'name_accepted',
    'term_accepted',
    'term_refused',
    'word_accepted',
    'word_refused',
  ],
  followers: ['follow'],
  notices: ['taken_down', 'restored'],
};

/** These gather several people in one line until it is read. */
export const GROUPED: ReadonlySet<NoticeKind> = new Set(['like', 'save', 'comment_like']);

/** Kinds of one list, or all. */
export function kindsOf(kind: InboxKind | undefined): NoticeKind[] {
  return kind ? KINDS[kind] : Object.values(KINDS).flat();
}

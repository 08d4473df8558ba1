import { MOST_STEPS } from '@jujube/contract';
import type { Interest } from '@jujube/ranker';
import type { Id } from '../../../kernel/ids.ts';
import type { Context } from '../../../kernel/context.ts';
import { notesSaying } from '../../search/index.ts';
import { readAsks, type Asks } from './asks.ts';

/** What of a note a reader may have asked about. */
export interface Asked {
  id: Id;
  authorId: Id;
  channel: string | null;
  topics: readonly string[];
}

/** Once "less" weighs more than once "more": it is said of what is there, not of what might be. */
const MORE = 1 / MOST_STEPS;
const LESS = 0.3;

/** What a reader asked for, as the ranking weighs it. */
export function interestsFrom({ wishes }: Pick<Asks, 'wishes'>): Interest[] {
  return wishes.map(({ kind, key, value }) => ({ kind, id: key, weight: value * (value > 0 ? MORE : LESS) }));
}

/**
 * Whether a note may stand in a reader's lists at all: not hidden, and nothing of it that they said "less" of as often as
 * it can be said. In a channel's own list the channel is what was asked for.
 */
export function admits(
  { hidden, wishes }: Pick<Asks, 'hidden' | 'wishes'>,
  channel: string | null = null,
): (note: Asked) => boolean {
  const unwanted = new Set(
    wishes
      .filter(({ kind, key, value }) => value <= -MOST_STEPS && !(kind === 'channel' && key === channel))
      .map(({ kind, key }) => `${kind}:${key}`),
  );
  if (unwanted.size === 0) return ({ id }) => !hidden.has(id);
  return ({ id, authorId, channel: stands, topics }) =>
    !hidden.has(id) &&
    !unwanted.has(`author:${authorId}`) &&
    !unwanted.has(`channel:${stands}`) &&
    !topics.some((topic) => unwanted.has(`topic:${topic}`));
}

/** The notes without those that have a word the reader keeps away. Asks nothing of the database where there is no such word. */
export async function withoutWords<Note extends { id: Id }>(
  ctx: Pick<Context, 'db'>,
  { words }: Pick<Asks, 'words'>,
  notes: readonly Note[],
): Promise<readonly Note[]> {
  if (words === null) return notes;
  const saying = await notesSaying(ctx, { ids: notes.map(({ id }) => id), query: words });
  return saying.size === 0 ? notes : notes.filter(({ id }) => !saying.has(id));
}

/** Notes of a list that is the same for everybody, without what this reader hid and what has a word they keep away. */
export async function withoutUnasked(
  { db, viewer }: Pick<Context, 'db' | 'viewer'>,
  ids: readonly Id[],
): Promise<Id[]> {
  if (viewer.id === null) return [...ids];
  const asks = await readAsks({ db }, viewer.id);
  const notes = ids.filter((id) => !asks.hidden.has(id)).map((id) => ({ id }));
  return (await withoutWords({ db }, asks, notes)).map(({ id }) => id);
}

import { MOST_STEPS } from '@jujube/contract';
import type { Interest } from '@jujube/ranker';
import type { Id } from '../../../kernel/ids.ts';
import type { Context } from '../../../kernel/context.ts';
import { isSaidIn, notesSaying } from '../../search/index.ts';
import { queryFor, readKeptAway, type Asks } from './asks.ts';

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

/**
 * Notes of a list that is the same for everybody, without what this reader hid and what has a word they keep away.
 * `about` tells what the list is called by, if it is of something: words that it says were asked for, and do not hold in it.
 */
export async function withoutUnasked<Note extends { id: Id }>(
  { db, viewer }: Pick<Context, 'db' | 'viewer'>,
  notes: readonly Note[],
  about?: () => Promise<readonly string[]>,
): Promise<readonly Note[]> {
  if (viewer.id === null || notes.length === 0) return notes;
  const { hidden, words } = await readKeptAway(
    { db },
    { person: viewer.id, notes: notes.map(({ id }) => id) },
  );
  const names = words.length > 0 && about ? await about() : [];
  const unwanted = words.filter((word) => !isSaidIn(names, word));
  return withoutWords(
    { db },
    { words: unwanted.length > 0 ? queryFor(unwanted) : null },
    hidden.size === 0 ? notes : notes.filter(({ id }) => !hidden.has(id)),
  );
}

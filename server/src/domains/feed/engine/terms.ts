import { hashOf } from '@jujube/ranker';
import type { RankingRow } from '../../notes/index.ts';
import type { NoteWords } from '../../search/index.ts';

/** Words of a title and of the rest that are read: beyond, a long note would only repeat itself. */
const TITLE_WORDS = 24;
const OTHER_WORDS = 40;
const WEIGHT = { title: 1, rest: 0.4, topic: 1.5, channel: 0.5, author: 0.3 } as const;
/** Notes that are taken to be there before there are any: the first words are not yet rare or common. */
const BEFORE = 30;

/** What a note is about, by hash: how much each says, before it is known how rare it is. */
export function termsOf(
  note: Pick<RankingRow, 'topics' | 'channel' | 'authorId'>,
  words: NoteWords,
): Map<number, number> {
  const found = new Map<number, number>();
  const add = (term: string, weight: number) => {
    const hash = hashOf(term);
    found.set(hash, Math.max(found.get(hash) ?? 0, weight));
  };
  // Always there: a version without terms is one that was withdrawn.
  add(`author:${note.authorId}`, WEIGHT.author);
  if (note.channel) add(`channel:${note.channel}`, WEIGHT.channel);
  for (const topic of note.topics) add(`topic:${topic}`, WEIGHT.topic);
  for (const word of telling(words.title).slice(0, TITLE_WORDS)) add(`word:${word}`, WEIGHT.title);
  for (const word of telling(words.rest).slice(0, OTHER_WORDS)) add(`word:${word}`, WEIGHT.rest);
  return found;
}

/** How much a term says that `having` of `notes` notes have: 1 for one nobody has, little for one that all have. */
export function rarity(having: number, notes: number): number {
  return Math.log1p((notes + BEFORE) / (having + 1)) / Math.log1p(notes + BEFORE);
}

/** One letter, or one character of Chinese, says nothing by itself: its pairs do. */
function telling(words: readonly string[]): readonly string[] {
  const longer = words.filter((word) => word.length > 1);
  return longer.length > 0 ? longer : words;
}

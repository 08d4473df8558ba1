import type { ListRequest } from '../../../providers/feed/feed.ts';
import { fingerprint } from '../list.ts';
import { admits } from '../wishes/index.ts';
import type { Memory } from './memory.ts';
import type { Reader } from './reader.ts';

/** Marks of notes by number; each list has a mark of its own, so that nothing is wiped between them. */
let marks = new Uint32Array(0);
let mark = 0;

/** What of all notes one reader may be shown in this list. Valid until the next list is begun. */
export interface Fitting {
  /** There, not shown in this visit, not hidden, and nothing of it unwanted. */
  fits(note: number): boolean;
  /** The same, and not shown on an earlier visit that is remembered. */
  isNew(note: number): boolean;
}

export function fittingFor(memory: Memory, { person, asks }: Reader, request: ListRequest): Fitting {
  const { notes, shown } = memory;
  if (marks.length < notes.length) marks = new Uint32Array(Math.ceil(notes.length * 1.5));
  mark += 2;
  const [before, now] = [mark - 1, mark];
  const put = (note: number, value: number) => {
    if (note >= 0) marks[note] = value;
  };
  if (person >= 0) for (let at = 0; at < shown.count(person); at += 1) put(shown.get(person, at), before);
  for (const id of request.seen) put(notes.numbers.find(id), now);
  for (const id of asks.hidden) put(notes.numbers.find(id), now);
  const lost = new Set(request.seenFingerprints);
  const isWanted = wantedBy(memory, { asks }, request.channel);
  const fits = (note: number) =>
    notes.live[note] === 1 &&
    marks[note] !== now &&
    (lost.size === 0 || !lost.has(fingerprint(notes.numbers.idOf(note)))) &&
    (isWanted === null || isWanted(note));
  return { fits, isNew: (note) => marks[note] !== before && fits(note) };
}

/** Whether nothing of a note is what the reader said they want none of; null where there is no such thing. */
function wantedBy(
  { notes, people }: Memory,
  { asks }: Pick<Reader, 'asks'>,
  channel: string | null,
): ((note: number) => boolean) | null {
  if (!asks.wishes.some(({ value }) => value < 0)) return null;
  const isWanted = admits({ ...asks, hidden: new Set() }, channel);
  return (note) =>
    isWanted({
      id: '',
      authorId: people.idOf(notes.author[note]!),
      channel: notes.channelOf(note),
      topics: notes.topicIdsOf(note),
    });
}

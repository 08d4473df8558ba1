import { readFileSync } from 'node:fs';
import { seeded, shuffled } from '../random.ts';

/** Readers and their notes, in the order of the file. */
export interface Histories {
  readers: Int32Array[];
  /** One more than the highest number of a note. */
  notes: number;
}

/** Lines of `reader note note …`; a reader's line may be missing, a line may be empty. */
export function readHistories(path: string): Histories {
  const readers: Int32Array[] = [];
  let notes = 0;
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line.trim() === '') continue;
    const [reader, ...items] = line.trim().split(/\s+/).map(Number);
    if (!Number.isInteger(reader) || !items.every((item) => Number.isInteger(item) && item >= 0))
      throw new Error(`${path}: not a line of whole numbers: ${line.slice(0, 60)}`);
    readers[reader!] = Int32Array.from(items);
    for (const item of items) notes = Math.max(notes, item + 1);
  }
  for (let at = 0; at < readers.length; at += 1) readers[at] ??= new Int32Array(0);
  return { readers, notes };
}

/** Gives every note another number, at random: equal scores are listed by number, so chance decides by seed. */
export function renumbered(
  sets: readonly Histories[],
  seed: number,
): { sets: Histories[]; numbers: Int32Array } {
  const notes = Math.max(...sets.map((set) => set.notes));
  const numbers = shuffled(notes, seeded(seed));
  return {
    numbers,
    sets: sets.map(({ readers }) => ({
      notes,
      readers: readers.map((items) => items.map((item) => numbers[item]!)),
    })),
  };
}

/**
 * Cuts a run of each reader's notes off as a validation set: a stretch of so great a share of them in the order of their
 * numbers, at least one where two are left, from a place that chance decides. Numbers were given to notes in the order
 * in which they first came, so that a run is what came together and a test of another time is mimicked: of notes strewn
 * at random each has its companions of the same hour left to betray it.
 */
export function cutRun({ readers, notes }: Histories, { share, seed }: { share: number; seed: number }) {
  const random = seeded(seed);
  const parts = readers.map((items) => {
    const order = items.slice().sort();
    const taken = items.length < 3 ? 0 : Math.max(1, Math.round(items.length * share));
    const from = Math.floor(random() * (items.length - taken + 1));
    const held = order.subarray(from, from + taken);
    return { held, kept: order.filter((_, at) => at < from || at >= from + taken) };
  });
  return {
    kept: { notes, readers: parts.map(({ kept }) => kept) },
    held: { notes, readers: parts.map(({ held }) => held) },
  };
}

/** note → attributes, from a JSON object. */
export function readAttributes(path: string): Map<number, number[]> {
  const found = JSON.parse(readFileSync(path, 'utf8')) as Record<string, number[]>;
  return new Map(Object.entries(found).map(([note, attributes]) => [Number(note), attributes]));
}

/** note → title, from lines of `number, anything, title` with tabs between. */
export function readTitles(path: string): Map<number, string> {
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  return new Map(
    lines.map((line) => {
      const [note, , ...title] = line.split('\t');
      return [Number(note), title.join(' ')];
    }),
  );
}

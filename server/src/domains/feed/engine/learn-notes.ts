import type { Id } from '../../../kernel/ids.ts';
import { countHistory } from './evidence.ts';
import type { Memory } from './memory.ts';
import { STANDING } from './notes.ts';
import type { NotePlace } from './places.ts';

const HOUR = 3_600_000;
/** Of a note that was this old when it came, nothing is owed, and what others had made of it is believed. */
const OLD_HOURS = 24;
export const HISTORY_HOURS = 1;
/** A version of a note, as the log has it. */
export interface NoteRow {
  noteId: Id;
  revision: number;
  authorId: Id;
  /** Milliseconds since 1970. */
  publishedAt: number;
  at: number;
  language: string;
  channel: string | null;
  topics: readonly string[];
  /** Without any, the note was withdrawn. */
  terms: Int32Array;
  weights: Float32Array;
  version: number;
  likes: number;
  saves: number;
  comments: number;
  /** What it was written from, as a number, where that is known. */
  device: number | null;
  place: string | null;
  latitude: number | null;
  longitude: number | null;
}

/** Where a note is; null where nothing is said. */
export function placeOf({
  place,
  latitude,
  longitude,
}: Pick<NoteRow, 'place' | 'latitude' | 'longitude'>): NotePlace | null {
  return place === null ? null : { name: place, latitude, longitude };
}

/** Learns one version of a note. */
export function learnNote(memory: Memory, row: NoteRow): void {
  memory.tell(row.at);
  const { notes, guarantee } = memory;
  const isKnown = notes.numbers.find(row.noteId) >= 0;
  const note = notes.numbers.of(row.noteId);
  if (row.terms.length === 0) {
    notes.withdraw(note, row.revision);
    guarantee.withdraw(note);
    memory.places.put(note, row.publishedAt, null);
    memory.index(note);
    return;
  }
  const author = memory.people.of(row.authorId);
  notes.put(note, { ...row, author }, { hashes: row.terms, weights: row.weights });
  memory.places.put(note, row.publishedAt, placeOf(row));
  memory.index(note);
  const hours = Math.max(0, row.at - row.publishedAt) / HOUR;
  if (!isKnown) notes.standing[note] = hours < OLD_HOURS ? admit(memory, note, row) : STANDING.old;
  // What readers do with it in lists is never written over.
  if (hours > HISTORY_HOURS && notes.own[note] === 0) countHistory(memory, note, { ...row, hours });
}

function admit({ guarantee }: Memory, note: number, { authorId, publishedAt, device }: NoteRow): number {
  const published = { note, authorId, publishedAt, ...(device !== null && { deviceId: `${device}` }) };
  return guarantee.admit(published) === 'eligible' ? STANDING.eligible : STANDING.flood;
}

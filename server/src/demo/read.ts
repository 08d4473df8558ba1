import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// The words of the demo week as they lie in data/ (see its README).

export interface DemoPerson {
  key: string;
  handle: string;
  name: string;
  second_name?: string;
  bio: Record<string, string>;
  reads: string[];
  writes: string[];
  place: string;
  joined: string;
  interests: string[];
  avatar: { hue: number; glyph: string };
}

export interface DemoPicture {
  kind: string;
  params: Record<string, unknown>;
  ratio?: '3:4' | '1:1' | '4:3';
  alt?: string;
}

interface Words {
  language: string;
  title: string;
  body: string;
}

export interface DemoNote extends Words {
  key: string;
  author: string;
  at: string;
  channel: string;
  versions?: Words[];
  pictures: DemoPicture[];
  place?: string;
  declarations?: ('ai' | 'paid' | 'own_product')[];
  weight: number;
}

export interface DemoComment {
  key: string;
  note: string;
  author: string;
  at: string;
  language: string;
  body: string;
  reply_to?: string;
  likes: number;
}

export interface DemoData {
  people: DemoPerson[];
  /** Best first: what a first screen should hold is made first. */
  notes: DemoNote[];
  commentsOf: Map<string, DemoComment[]>;
  follows: [who: string, whom: string][];
  topics: { key: string; names: { language: string; name: string }[] }[];
  boards: { key: string; owner: string; title: string; about: string; notes: string[] }[];
  corrections: { note: string; language: string; first: Correction; corrected: Correction }[];
}

interface Correction {
  by: string;
  at: string;
  title: string;
  body: string;
}

const FOLDER = join(import.meta.dirname, 'data');

/** All of the demo week. */
export function readDemo(): DemoData {
  const comments = folder<DemoComment>('comments');
  return {
    people: file('people.json'),
    notes: folder<DemoNote>('notes').sort((a, b) => b.weight - a.weight || a.key.localeCompare(b.key)),
    commentsOf: Map.groupBy(comments, (comment) => comment.note),
    follows: file('follows.json'),
    topics: file('topics.json'),
    boards: file('boards.json'),
    corrections: file('corrections.json'),
  };
}

function file<T>(name: string): T {
  return JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as T;
}

function folder<T>(name: string): T[] {
  return readdirSync(join(FOLDER, name))
    .filter((entry) => entry.endsWith('.json'))
    .flatMap((entry) => file<T[]>(join(name, entry)));
}

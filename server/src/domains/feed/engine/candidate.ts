import type { Candidate } from '@jujube/ranker';
import { COUNTED } from './evidence.ts';
import type { Memory } from './memory.ts';
import { COUNTS, type Notes } from './notes.ts';

interface Given {
  note: number;
  /** Which source brought it. */
  source: string;
  /** How strongly the graph points at it, 0…1. */
  relation: number;
  guaranteed: boolean;
}

/** A note as the ranking sees it, known by its number. Its vector is read where it lies: a copy for each would be most of what a list leaves behind. */
export class FeedCandidate implements Candidate<number> {
  readonly id: number;
  readonly authorId: string;
  readonly publishedAt: number;
  readonly language: string;
  readonly channel: string | null;
  readonly topics: readonly string[];
  readonly impressions: number;
  readonly likes: number;
  readonly saves: number;
  readonly comments: number;
  readonly opens: number;
  readonly source: string;
  readonly relation: number;
  readonly guaranteed: boolean;
  readonly #notes: Notes;

  constructor({ notes, people }: Memory, { note, source, relation, guaranteed }: Given) {
    const { counts } = notes;
    const from = note * COUNTS;
    this.id = note;
    this.authorId = people.idOf(notes.author[note]!);
    this.publishedAt = notes.publishedAt[note]!;
    this.language = notes.languageOf(note);
    this.channel = notes.channelOf(note);
    this.topics = notes.topicIdsOf(note);
    this.impressions = counts[from + COUNTED.impression]!;
    this.likes = counts[from + COUNTED.like]!;
    this.saves = counts[from + COUNTED.save]!;
    this.comments = counts[from + COUNTED.comment]!;
    this.opens = counts[from + COUNTED.read]!;
    this.source = source;
    this.relation = relation;
    this.guaranteed = guaranteed;
    this.#notes = notes;
  }

  get vector(): Float32Array {
    return this.#notes.vectorOf(this.id);
  }
}

import { Quality, type QualitySettings, type Weights, type Candidate } from '../index.ts';
import { ACT } from './world/constants.ts';

/** Impressions, likes, saves, comments, reads. */
const COUNTS = 5;

/** What is known of a note before anybody saw it. */
export type Group = Pick<Candidate, 'topics' | 'language'>;

/** What came of notes in our own lists, and what is believed of their quality. */
export class Evidence {
  readonly quality: Quality;
  readonly #worth: Pick<Weights, 'like' | 'save' | 'comment' | 'open'>;
  readonly #counts: Float64Array;
  readonly #relative: Float64Array;
  readonly #root: Float64Array;

  constructor(
    notes: number,
    worth: Pick<Weights, 'like' | 'save' | 'comment' | 'open'>,
    settings: Partial<QualitySettings>,
  ) {
    this.quality = new Quality(settings);
    this.#worth = worth;
    this.#counts = new Float64Array(notes * COUNTS);
    this.#relative = new Float64Array(notes).fill(1);
    this.#root = new Float64Array(notes).fill(1);
  }

  /** Times as good as an ordinary note of its group. */
  relative(note: number): number {
    return this.#relative[note]!;
  }

  /** Its square root. */
  rootOf(note: number): number {
    return this.#root[note]!;
  }

  /** The counters a candidate is ranked by. */
  countersOf(
    note: number,
  ): Required<Pick<Candidate, 'impressions' | 'likes' | 'saves' | 'comments' | 'opens'>> {
    const counts = this.#counts;
    const from = note * COUNTS;
    return {
      impressions: counts[from]!,
      likes: counts[from + 1]!,
      saves: counts[from + 2]!,
      comments: counts[from + 3]!,
      opens: counts[from + 4]!,
    };
  }

  /** One impression and what came of it is added, or taken back. */
  count(note: number, group: Group, { acts, by }: { acts: number; by: 1 | -1 }): void {
    // An open that nobody stayed with says something of the cover, not of the note.
    const done = [1, bit(acts, ACT.like), bit(acts, ACT.save), bit(acts, ACT.comment), bit(acts, ACT.dwell)];
    done.forEach((happened, at) => (this.#counts[note * COUNTS + at]! += by * happened));
    const [, likes, saves, comments, opens] = done;
    const engagement = this.#engagement({ likes: likes!, saves: saves!, comments: comments!, opens: opens! });
    this.quality.learn({ ...this.#named(group), impressions: by, engagement: by * engagement });
    const relative = this.quality.relative(this.#shown(note, group));
    this.#relative[note] = relative;
    this.#root[note] = relative ** 0.5;
  }

  /** What may well be true of its quality. */
  draw(note: number, group: Group, random: () => number): number {
    return this.quality.draw(this.#shown(note, group), random);
  }

  #shown(note: number, group: Group) {
    const counters = this.countersOf(note);
    return {
      ...this.#named(group),
      impressions: counters.impressions,
      engagement: this.#engagement(counters),
    };
  }

  #named({ topics, language }: Group) {
    return { topic: topics[0] ?? '', language };
  }

  #engagement({
    likes,
    saves,
    comments,
    opens,
  }: Required<Pick<Candidate, 'likes' | 'saves' | 'comments' | 'opens'>>): number {
    const { like, save, comment, open } = this.#worth;
    return like * likes + save * saves + comment * comments + open * opens;
  }
}

function bit(acts: number, which: number): number {
  return Number((acts & which) !== 0);
}

import type { Shape } from './features.ts';
import type { Head, Heads } from './heads.ts';
import type { Profile } from './interests.ts';
import type { Quality } from './quality.ts';

/** What a note is known by: an id, or whatever number its keeper gave it. */
export type Key = string | number;

/** A note that may be shown, as the ranker sees it. Everything is plain data and may cross threads or sockets. */
export interface Candidate<Id extends Key = string> {
  id: Id;
  authorId: string;
  /** Milliseconds since 1970. */
  publishedAt: number;
  /** BCP 47 tag of the original, `und` if unknown. */
  language: string;
  /** Slug of the channel it stands in, if any. */
  channel: string | null;
  /** Ids of its topics. */
  topics: readonly string[];
  likes: number;
  saves: number;
  comments: number;
  /** How often it was opened from a list, if known. */
  opens?: number;
  /** How often it was shown in a list, if known; guessed from its age otherwise. */
  impressions?: number;
  /** Which source brought it here: `fresh`, `near`, `graph`, `topic`… Named first in `why`; the heads know it. */
  source: string;
  /** What made the source find it: a note the reader knows, a topic. Named with the source. */
  because?: string;
  /**
   * Where it stands in the space of notes, unit length, and as long for all that have one: for likeness and diversity. Read
   * before the next candidate's is: it may be the same memory.
   */
  vector?: ArrayLike<number>;
  /** How strongly the item graph points at it from the reader's last acts, 0…1. */
  relation?: number;
  /** An impression is owed to it and this reader fits (`Guarantee.choose`). */
  guaranteed?: boolean;
}

/** Something a viewer wants more of (weight > 0) or less of (weight < 0), −1…1. */
export interface Interest {
  kind: 'channel' | 'topic' | 'author';
  /** A channel's slug, a topic's or an author's id. */
  id: string;
  weight: number;
}

/** For whom a list is ranked. Nothing here is about other people's opinion of the viewer. */
export interface Viewer<Id extends Key = string> {
  /** BCP 47 tags of what they read, best first; empty for somebody unknown, to whom languages are equal. */
  languages: readonly string[];
  interests: readonly Interest[];
  /** Ids of authors they follow: a small help, because Following is a list of its own. */
  follows?: ReadonlySet<string>;
  /** Ids of notes they have seen already: left out, a feed never recycles. */
  seen?: ReadonlySet<Id>;
  /** What was learnt of them. */
  profile?: Profile;
  /** Share of notes in languages they do not read, 0…1: their own dial. It goes before `foreignEvery`. */
  foreignShare?: number;
}

/** One factor of a score: the product of all `value`s is the score. The first names the source, and is 1. */
export interface Reason {
  term:
    | 'source'
    | 'freshness'
    | 'quality'
    | 'interest'
    | 'likeness'
    | 'relation'
    | 'engagement'
    | 'language'
    | 'follow';
  value: number;
  /** What the value comes from: `age 3h`, `topic:0198…`, `impressions`, `zh-Hans`… For people and for tests to read. */
  source: string;
}

export interface Ranked<Id extends Key = string> {
  id: Id;
  score: number;
  why: Reason[];
  /** The factors of the score as plain numbers: for whoever asks every note of a list. */
  factors: Readonly<Record<Exclude<Reason['term'], 'source'>, number>>;
  /** What the heads were asked about it, without the place: hand it back to `Heads.learn` when it is known what came of it. */
  shape: Shape;
}

export interface RankInput<Id extends Key = string> {
  viewer: Viewer<Id>;
  candidates: readonly Candidate<Id>[];
  /** Milliseconds since 1970. */
  now: number;
  /** Uniform in [0, 1). Asked only to order candidates of exactly equal score. */
  random: () => number;
  /** Differences from `defaultWeights`. */
  weights?: Partial<Weights>;
  /** What foretells what a reader will do; without it the factor `engagement` is 1. */
  heads?: Heads;
  /** Beliefs about groups of notes; without it every group is held against the same ordinary note. */
  quality?: Quality;
  /** How long a list is enough; all that may be shown if left out. */
  limit?: number;
}

/** Every number the ranking has. Times are in hours. */
export interface Weights {
  /** After this time a note is half as fresh. */
  freshnessHalfLife: number;
  /** Freshness never falls below this, so that a small community still has an order for old notes. */
  freshnessFloor: number;
  /** What one like, save, comment and open say about a note, in likes. */
  like: number;
  save: number;
  comment: number;
  open: number;
  /** Engagement of an ordinary note per time it is shown: the mean of the prior. */
  priorRate: number;
  /** How many times shown the prior counts for: a note's own figures matter as much as it after as many. */
  priorImpressions: number;
  /** Where impressions are not known: how often a note is taken to be shown in the end, and by when half of that. */
  guessedImpressions: number;
  guessedHalfTime: number;
  /** Exponent on quality: 0 ignores it, 1 lets a note twice as good score twice as much. */
  qualityPower: number;
  /** Quality counts at most so many times the ordinary. */
  qualityCeiling: number;
  /** What a full match of interests multiplies a score by, and a full dislike. */
  interestGain: number;
  dislikeFactor: number;
  /** What a note in no language the viewer reads is multiplied by, and one of unknown language. */
  foreignFactor: number;
  unknownLanguageFactor: number;
  /** What the other Chinese script is multiplied by for those who list only one. */
  otherScriptFactor: number;
  /** What each place down the viewer's list of languages takes away. */
  languageStep: number;
  followFactor: number;
  /** At most this many notes of one author… */
  authorMax: number;
  /** …in any stretch of so many. */
  authorWindow: number;
  /**
   * What happens when nobody else is left: `drop` ends the list (the limit always holds); `relax` goes on with whoever
   * stands there least, so that a community of three people is not told that it ends after six notes.
   */
  authorOverflow: 'drop' | 'relax';
  /** At least one note in a language the viewer does not read in any stretch of so many, while there are any; 0: no. */
  foreignEvery: number;
  /** What a note right where an interest of the reader lies is multiplied by, and one that the graph points at most. */
  likenessGain: number;
  relationGain: number;
  /** What each foretold act is worth. Published: this is what the feed is for. A hide takes away. */
  heads: Readonly<Record<Head, number>>;
  /** Exponent on foretold worth over an ordinary note's; 0 ignores the heads. */
  headsPower: number;
  /** What unlikeness to the notes just before is worth, as a factor of e to this; how many before; among how many. */
  diversity: number;
  diversityWindow: number;
  diversityPool: number;
  diversityTop: number;
  /** One owed note in any stretch of so many, while there are any; 0: none but by their score. */
  guaranteeEvery: number;
}

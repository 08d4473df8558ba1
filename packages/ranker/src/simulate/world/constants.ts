export type Kind = 'independent' | 'correlated';

/** How the world is laid out. */
export const plan = Object.freeze({
  days: 18,
  /** From this day on newcomers are there, and `foreignNotes` of all notes are in their language. */
  waveDay: 6,
  newcomers: 0.35,
  foreignNotes: 0.4,
  foreignBefore: 0.08,
  authors: 0.2,
  following: 20,
  channels: 12,
  topics: 60,
  styles: 6,
  words: 6,
  attackDay: 7,
  /** Shares of people that are accounts of a ring, in so many rings, each for two authors. */
  ringAccounts: 0.05,
  rings: 3,
  ringAuthors: 2,
  /** Authors who write 500 notes in five days, where others write one in two or three. */
  flooders: 3,
  floodDays: 5,
  floodPerDay: 100,
  /** What an attacker writes a day where the attack is left out. */
  ringNotes: 1,
  flooderNotes: 5,
  /** A note that nobody could have seen for so long has been judged by its author. */
  judgedAfter: 48,
  mostCards: 60,
});

/** What people are like: each may be changed by 30 % and what is claimed must hold. */
export const constants = Object.freeze({
  visits: 0.8,
  notesPerDay: 0.35,
  /** Spread of following: of its logarithm. */
  fame: 1.5,
  /** True quality is a logistic of a normal number of this spread and shift; so much of it is the author's. */
  qualitySpread: 1.2,
  qualityShift: 0.4,
  authorsPart: 0.6,
  /** In the correlated world: of an author's quality with the logarithm of their following. */
  correlation: 0.7,
  /** What a reader with no interest in a topic still finds in a note, and one with an interest in its channel. */
  general: 0.2,
  adjacent: 0.45,
  /** How much of a match is style, which nothing that a platform can read tells of. */
  style: 0.4,
  /** A reader's chance a day of losing one interest for another. */
  drift: 0.06,
  /** A foreign note is worth so much less, by reader: from, to. */
  foreignLeast: 0.35,
  foreignMost: 0.95,
  /** Hours in which what can fade of a note's worth halves, and what does not fade. */
  aging: 72,
  lasting: 0.6,
  /** Each further note on one topic in a sitting is worth so much less. */
  fatigue: 0.15,
  /** What a card shows of a note's quality, and what has nothing to do with it. */
  looksTrue: 0.6,
  looksFalse: 0.8,
  bait: 0.08,
  baitLooks: 1.5,
  baitHarm: 1.2,
  spamHarm: 1.6,
  /** Each place down the list is looked at so much less, and never less than the floor. */
  attention: 0.02,
  attentionFloor: 0.4,
  openBias: 2.4,
  openMatch: 3.5,
  openLooks: 0.7,
  /** What opening a note costs a reader. */
  cost: 0.05,
  /** Chance of leaving after each card, and what boredom adds. */
  leaving: 0.008,
  bored: 0.022,
  likes: 0.45,
  saves: 0.3,
  comments: 0.1,
  shares: 0.08,
  follows: 0.06,
  hides: 0.03,
  /** Chance of giving up for good after a sitting like the one hoped for; it doubles for each half of the hope missed. */
  churn: 0.008,
  hope: 0.4,
  /** An author whose note is opened less often than this within two days stops with this chance. */
  unseen: 5,
  giveUp: 0.3,
  /** Followers who come by themselves. */
  direct: 0.05,
});
export type Constants = { readonly [name in keyof typeof constants]: number };

/** What came of a card that was shown: bits of one number. */
export const ACT = Object.freeze({
  open: 1,
  dwell: 2,
  like: 4,
  save: 8,
  comment: 16,
  share: 32,
  follow: 64,
  hide: 128,
});

export interface WorldOptions {
  seed: number;
  people: number;
  kind: Kind;
  /** Whether rings act and flooders flood; the same authors are there either way. */
  attacks: boolean;
  constants?: Partial<Constants>;
}

/** What ranks: it is told what is published and what came of its lists, and asked for lists. */
export interface Policy {
  published(note: number): void;
  /** Notes for one sitting, best first. */
  list(person: number, now: number): ArrayLike<number>;
  told(sitting: Sitting): void;
}

/** One sitting: the first `shown` of `notes` were on the screen, and `acts` says what came of each. */
export interface Sitting {
  person: number;
  now: number;
  notes: ArrayLike<number>;
  shown: number;
  acts: Uint8Array;
}

/** What measures: what no policy may know. */
export type Watch = (sitting: Sitting, utility: number) => void;

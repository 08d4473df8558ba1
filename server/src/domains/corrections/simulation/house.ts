import { createHmac } from 'node:crypto';
import {
  byVotes,
  castsDoubt,
  drawn,
  hasSupport,
  isSmall,
  mayBecome,
  mostObjections,
  mostOpen,
  placeInList,
  standingOf,
  STAYS_MS,
  weightOf,
  type Ballot,
  type CorrectionState,
  type Matter,
} from '../rules.ts';

// What the domain does with its rules, kept in memory: suggestions, votes, who may, and when something comes into force.

export interface Person {
  id: string;
  kind: 'careful' | 'vandal';
  /** Fixes that stayed before the week began. */
  before: number;
  standing: number;
  given: Suggestion[];
  objected: Suggestion[];
  /** Votes for what was meant to harm, and objections that were overruled. */
  supported: number;
  overruled: number;
}

/** What stands in the other language: the machine's error, what it should be, or what somebody wants it to be. */
export type Words = 'wrong' | 'right' | 'malicious';

export interface Sentence {
  id: number;
  now: Words;
  author: string;
  locked: boolean;
  given: Suggestion[];
  /** Who was drawn to judge it. */
  asked: Map<Person, boolean>;
}

export interface Suggestion {
  id: number;
  sentence: Sentence;
  giver: Person;
  words: Words;
  /** What stood there when it was given. */
  instead: Words;
  state: CorrectionState;
  openedAt: number;
  acceptedAt: number | null;
  endedAt: number | null;
  byWord: boolean;
  malicious: boolean;
  /** It has the support it needs. */
  reached: boolean;
  votes: Map<Person, 'for' | 'against'>;
}

/** What malicious words were in force, from when to when, and how they came there. */
export interface Harm {
  from: number;
  until: number | null;
  byWord: boolean;
}

export class House {
  readonly suggestions: Suggestion[] = [];
  /** Those that wait, open or held. */
  readonly waiting = new Set<Suggestion>();
  readonly harms: Harm[] = [];
  lockedChanges = 0;
  private doubted = new Set<Person>();
  private electorate = 0;
  private readonly people: readonly Person[];
  private readonly sign: (text: string) => string;

  constructor(people: readonly Person[], secret: string) {
    this.people = people;
    this.sign = (text) => createHmac('sha256', secret).update(text).digest('base64url');
  }

  /** Reckons standing and doubt anew, and lets time do what it does. */
  tick(now: number): void {
    for (const person of this.people) person.standing = standingOf(this.deedsOf(person, now));
    this.electorate = this.people.filter(({ standing }) => weightOf(standing) > 0).length;
    this.reckonDoubt();
    for (const one of this.waiting) this.settleByVotes(one, now);
  }

  /** False where the rules refuse it. */
  suggest(giver: Person, given: { sentence: Sentence; words: Words; now: number }): Suggestion | null {
    const { sentence, words, now } = given;
    const waiting = giver.given.filter(isWaiting).length;
    if (sentence.locked || sentence.now === words || waiting >= mostOpen(giver.standing)) return null;
    const suggestion: Suggestion = {
      ...{ id: this.suggestions.length, sentence, giver, words, instead: sentence.now, state: 'open' },
      ...{ openedAt: now, acceptedAt: null, endedAt: null, byWord: false, malicious: false, reached: false },
      votes: new Map(),
    };
    this.suggestions.push(suggestion);
    this.waiting.add(suggestion);
    giver.given.push(suggestion);
    sentence.given.push(suggestion);
    return suggestion;
  }

  vote(person: Person, { one, vote, now }: { one: Suggestion; vote: 'for' | 'against'; now: number }): void {
    if (one.giver === person || one.votes.has(person)) return;
    if (!isWaiting(one) && one.state !== 'accepted') return;
    const objections = person.objected.filter(isWaiting).length;
    if (vote === 'against' && objections >= mostObjections(person.standing)) return;
    one.votes.set(person, vote);
    if (vote === 'against') person.objected.push(one);
    this.settleByVotes(one, now);
    if (vote === 'against') this.reckonDoubt();
  }

  /** What those may do whose word is enough: the text's author, and those who keep the rules. */
  decide(
    one: Suggestion,
    { yes, malicious = false, now }: { yes: boolean; malicious?: boolean; now: number },
  ): void {
    const to = yes ? 'accepted' : one.state === 'accepted' ? 'reverted' : 'refused';
    if (!mayBecome(one.state, to)) return;
    for (const [person, vote] of one.votes) {
      if (yes && vote === 'against') person.overruled += 1;
      if (malicious && vote === 'for') person.supported += 1;
    }
    one.malicious ||= malicious;
    one.byWord = true;
    this.become(one, { state: to, now });
    // Of who meant harm nothing else waits.
    if (malicious)
      for (const other of one.giver.given) if (isWaiting(other)) this.end(other, { state: 'refused', now });
    this.reckonDoubt();
  }

  asked(person: Person, { sentence }: Suggestion): boolean {
    const { electorate } = this;
    if (isSmall(electorate)) return true;
    const known = sentence.asked.get(person);
    if (known !== undefined) return known;
    const asked = drawn({ sentence: String(sentence.id), personId: person.id, sign: this.sign, electorate });
    sentence.asked.set(person, asked);
    return asked;
  }

  /** What somebody is shown to judge, as the page has it. */
  listFor(person: Person, many: number): Suggestion[] {
    const mine = [...this.waiting].filter(
      (one) =>
        one.giver !== person &&
        !one.votes.has(person) &&
        !this.doubted.has(one.giver) &&
        (one.reached || this.asked(person, one)),
    );
    const placed = mine.map((one) => {
      const sentence = String(one.sentence.id);
      const place = placeInList({ sentence, personId: person.id, sign: this.sign, reached: one.reached });
      return { one, place: place + 2 * Number(one.state === 'held') };
    });
    return placed
      .sort((a, b) => a.place - b.place)
      .slice(0, many)
      .map(({ one }) => one);
  }

  private settleByVotes(one: Suggestion, now: number): void {
    if (!isWaiting(one) && one.state !== 'accepted') return;
    const matter = this.matterOf(one);
    one.reached = hasSupport(matter);
    const state = byVotes(matter, now);
    if (state !== one.state) this.become(one, { state, now });
  }

  private become(one: Suggestion, { state, now }: { state: CorrectionState; now: number }): void {
    const was = one.state;
    one.state = state;
    if (isWaiting(one)) this.waiting.add(one);
    else this.waiting.delete(one);
    if (state === 'accepted') this.comeIntoForce(one, now);
    else if (was === 'accepted') this.takeBack(one, now);
  }

  private comeIntoForce(one: Suggestion, now: number): void {
    one.acceptedAt = now;
    for (const other of one.sentence.given) {
      if (other === one) continue;
      if (other.state === 'accepted') this.end(other, { state: 'replaced', now });
      else if (isWaiting(other)) this.end(other, { state: 'gone', now });
    }
    this.put(one, { words: one.words, now });
  }

  private takeBack(one: Suggestion, now: number): void {
    one.endedAt = now;
    this.put(one, { words: one.instead, now });
  }

  private end(one: Suggestion, { state, now }: { state: CorrectionState; now: number }): void {
    one.state = state;
    one.endedAt = now;
    this.waiting.delete(one);
  }

  private put({ sentence, byWord }: Suggestion, { words, now }: { words: Words; now: number }): void {
    if (sentence.locked) this.lockedChanges += 1;
    const running = this.harms.find((harm) => harm.until === null && harmed.get(harm) === sentence);
    if (running && words !== 'malicious') running.until = now;
    if (words === 'malicious' && !running) {
      const harm: Harm = { from: now, until: null, byWord };
      harmed.set(harm, sentence);
      this.harms.push(harm);
    }
    sentence.now = words;
  }

  private matterOf(one: Suggestion): Matter {
    const ballots = [...one.votes].map(([person, vote]): Ballot => ({
      personId: person.id,
      vote,
      weight: weightOf(person.standing),
      drawn: this.asked(person, one),
      doubted: this.doubted.has(person),
    }));
    const { state, openedAt, acceptedAt, byWord } = one;
    const giverDoubted = this.doubted.has(one.giver);
    return { state, openedAt, acceptedAt, byWord, giverDoubted, ballots, electorate: this.electorate };
  }

  private reckonDoubt(): void {
    this.doubted = new Set();
    for (const one of this.waiting) {
      if (one.state !== 'held' || !castsDoubt(this.matterOf(one))) continue;
      this.doubted.add(one.giver);
      for (const [person, vote] of one.votes) if (vote === 'for') this.doubted.add(person);
    }
  }

  private deedsOf(person: Person, now: number) {
    const { supported, overruled } = person;
    const deeds = { stayed: person.before, reverted: 0, malicious: 0, supported, overruled };
    const authors = new Set<string>();
    for (const one of person.given) {
      if (one.malicious) deeds.malicious += 1;
      else if (one.state === 'reverted') deeds.reverted += 1;
      if (one.state !== 'accepted' && one.state !== 'replaced') continue;
      if ((one.endedAt ?? now) - (one.acceptedAt ?? now) < STAYS_MS) continue;
      if (one.byWord && authors.has(one.sentence.author)) continue;
      if (one.byWord) authors.add(one.sentence.author);
      deeds.stayed += 1;
    }
    return deeds;
  }
}

const harmed = new WeakMap<Harm, Sentence>();

export function isWaiting({ state }: Pick<Suggestion, 'state'>): boolean {
  return state === 'open' || state === 'held';
}

import { seeded } from '@jujube/ranker';
import { House, isWaiting, type Person, type Sentence, type Suggestion } from './house.ts';
import { actVandal, type Plan } from './vandals.ts';

// One week in a house: people who care, people who want to harm, authors who sometimes answer, and those who keep the rules.

/** What people are taken to do. Every number is an assumption, and stands in docs/decisions/corrections.md. */
export interface Habits {
  /** Times that a careful person looks in, a day. */
  sessions: number;
  /** Sentences with an error that one of them comes across, each time. */
  meets: number;
  /** Of these, seen to be wrong. */
  notices: number;
  /** Suggestions that one of them judges, each time. */
  judges: number;
  /** Of fixes and judgements, wrong. */
  mistakes: number;
  /** Of authors, those who read the other language and answer at all. */
  authorsAnswer: number;
  /** Of what such authors answer, wrong. */
  authorsMistake: number;
  /** Held suggestions that those who keep the rules settle in a day. */
  settledDaily: number;
  /** Fixes of a careful person that stayed before this week. */
  before: number;
}

export const HABITS: Habits = {
  sessions: 2,
  meets: 6,
  notices: 0.8,
  judges: 15,
  mistakes: 0.02,
  authorsAnswer: 0.25,
  authorsMistake: 0,
  settledDaily: 30,
  before: 5,
};

export interface WeekOptions {
  seed: number;
  vandals: number;
  plan: Plan;
  habits?: Partial<Habits>;
}

export interface Week {
  errors: number;
  fixed: number;
  /** Malicious words that were in force at all; longer than the review; the longest in minutes. */
  harmed: number;
  harmedLonger: number;
  longestMinutes: number;
  attacks: number;
  lockedChanges: number;
  votes: number;
}

const ERRORS = 1000;
const FINE = 1000;
const CAREFUL = 50;
const MINUTE_MS = 60_000;
const TICK_MS = 5 * MINUTE_MS;
/** Votes take effect at once; standing, and what time does, are reckoned so often. */
const RECKONED_MS = 15 * MINUTE_MS;
const DAY_MS = 24 * 3600_000;
const WEEK_MS = 7 * DAY_MS;
const LONGEST_MS = 15 * MINUTE_MS;
/** One in twenty texts is locked by its author. */
const LOCKED = 20;
const AUTHORS = 300;

/** Lives through a week; the same seed is the same week. */
export function liveWeek({ seed, vandals, plan, habits: given }: WeekOptions): Week {
  const habits = { ...HABITS, ...given };
  const random = seeded(seed);
  const careful = Array.from({ length: CAREFUL }, (_, at): Person => personOf('careful', at, habits.before));
  const bad = Array.from({ length: vandals }, (_, at): Person => personOf('vandal', at, plan.before));
  const sentences = Array.from({ length: ERRORS + FINE }, (_, id): Sentence => ({
    id,
    now: id < ERRORS ? 'wrong' : 'right',
    author: `author${Math.floor(random() * AUTHORS)}`,
    locked: id % LOCKED === LOCKED - 1,
    given: [],
    asked: new Map(),
  }));
  const errors = sentences.slice(0, ERRORS).filter(({ locked }) => !locked);
  const house = new House([...careful, ...bad], `seed ${seed}`);
  const world = { house, habits, random, careful, bad, sentences, errors };
  for (let now = 0; now < WEEK_MS; now += TICK_MS) {
    if (now % RECKONED_MS === 0) house.tick(now);
    for (const person of careful)
      if (random() < (habits.sessions * TICK_MS) / DAY_MS) lookIn(world, { person, now });
    for (const vandal of bad) actVandal({ ...world, plan, vandal, now });
    answerAsAuthors(world, now);
    settle(world, now);
  }
  return countUp(world);
}

export interface World {
  house: House;
  habits: Habits;
  random: () => number;
  careful: readonly Person[];
  bad: readonly Person[];
  sentences: readonly Sentence[];
  errors: readonly Sentence[];
}

function personOf(kind: Person['kind'], at: number, before: number): Person {
  return {
    id: `${kind}${at}`,
    kind,
    before,
    standing: 0,
    given: [],
    objected: [],
    supported: 0,
    overruled: 0,
  };
}

interface Turn {
  person: Person;
  now: number;
}

/** Reads, mends what is seen to be wrong, then judges what one was asked about and what has just come into force. */
function lookIn(world: World, { person, now }: Turn): void {
  const { house, habits, random, errors } = world;
  for (let met = 0; met < habits.meets; met += 1) {
    const sentence = errors[Math.floor(random() * errors.length)]!;
    if (sentence.now === 'right' || random() > habits.notices) continue;
    const known = sentence.given.filter(isWaiting);
    const good = known.find(({ words }) => words === 'right');
    for (const one of known) judge(world, { person, one, now });
    if (!good)
      house.suggest(person, { sentence, words: random() < habits.mistakes ? 'wrong' : 'right', now });
  }
  for (const one of house.listFor(person, habits.judges)) judge(world, { person, one, now });
}

function judge({ house, habits, random }: World, { person, one, now }: Turn & { one: Suggestion }): void {
  const right = random() >= habits.mistakes;
  const good = one.words === 'right';
  house.vote(person, { one, vote: good === right ? 'for' : 'against', now });
}

/** Within a day of being told. */
function answerAsAuthors({ house, habits, random }: World, now: number): void {
  for (const one of house.waiting) {
    if (authorOf(one) >= habits.authorsAnswer) continue;
    if (random() > TICK_MS / DAY_MS) continue;
    const right = random() >= habits.authorsMistake;
    house.decide(one, { yes: (one.words === 'right') === right, now });
  }
}

/** Between 0 and 1, the same for one author. */
function authorOf({ sentence }: Suggestion): number {
  return (Number(sentence.author.slice('author'.length)) * 0.618) % 1;
}

/** Those who keep the rules settle what is held, the longest first; what was meant to harm they know when they see it. */
function settle({ house, habits, random }: World, now: number): void {
  const many = (habits.settledDaily * TICK_MS) / DAY_MS;
  const times = Math.floor(many) + Number(random() < many % 1);
  if (times === 0) return;
  const held = [...house.waiting].filter(({ state }) => state === 'held').sort((a, b) => a.id - b.id);
  for (const one of held.slice(0, times))
    house.decide(one, { yes: one.words === 'right', malicious: one.words === 'malicious', now });
}

function countUp({ house, errors }: World): Week {
  const lasted = house.harms.map(({ from, until }) => (until ?? WEEK_MS) - from);
  return {
    errors: errors.length,
    fixed: errors.filter(({ now }) => now === 'right').length,
    harmed: house.harms.length,
    harmedLonger: lasted.filter((ms) => ms > LONGEST_MS).length,
    longestMinutes: Math.max(0, ...lasted) / MINUTE_MS,
    attacks: house.suggestions.filter(({ words }) => words === 'malicious').length,
    lockedChanges: house.lockedChanges,
    votes: house.suggestions.reduce((sum, { votes }) => sum + votes.size, 0),
  };
}

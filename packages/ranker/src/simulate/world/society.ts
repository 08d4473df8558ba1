import { Chance, FOR } from './chance.ts';
import { constants, plan, type Constants, type WorldOptions } from './constants.ts';

/** How strong a reader's interests are, first to last. */
const STRENGTHS = [1, 0.85, 0.7, 0.55, 0.4] as const;
/** Topics are not equally loved: the n-th has a share of n to the minus this. */
const TOPIC_POWER = 0.6;
const SAME_LANGUAGE = 5;

export const ORDINARY = 0;
export const RING = 1;
export const FLOODER = 2;

/** Who reads and who writes: readers by number (accounts of rings after real people), authors by another. */
export class Society {
  readonly chance: Chance;
  readonly constants: Constants;
  readonly people: number;
  readonly accounts: number;
  readonly ordinaryAuthors: number;
  readonly authors: number;
  /** What a platform sees of a person: 0 residents' language, 1 newcomers'; dial; when they joined; where they are. */
  readonly language: Uint8Array;
  readonly dial: Float32Array;
  readonly joined: Float32Array;
  readonly device: Int32Array;
  readonly address: Int32Array;
  /** Two channels each says they like when joining. */
  readonly picked: Uint8Array;
  readonly follows: Set<number>[];
  readonly followers: number[][];
  /** Which person an author is, −1 for attackers; followers at the start, by which they count as small. */
  readonly personOf: Int32Array;
  readonly followersAtStart: Int32Array;
  /** The truth, which no platform sees. */
  readonly attacker: Uint8Array;
  readonly clickbait: Uint8Array;
  readonly skill: Float32Array;
  readonly home: Uint8Array;
  /** Notes a day. */
  readonly rate: Float32Array;
  readonly visits: Float32Array;
  readonly taste: Float32Array;
  readonly fluency: Float32Array;
  readonly #fame: Float64Array;
  readonly #interests: Uint8Array;
  readonly #strength: Float32Array;
  readonly #inChannel: Float32Array;
  readonly #topicSums: Float64Array;

  constructor({ seed, people, kind, constants: changed }: WorldOptions) {
    this.chance = new Chance(seed);
    this.constants = { ...constants, ...changed };
    this.people = people;
    this.accounts = people + Math.round((people * plan.ringAccounts) / plan.rings) * plan.rings;
    this.ordinaryAuthors = Math.round(people * plan.authors);
    this.authors = this.ordinaryAuthors + plan.rings * plan.ringAuthors + plan.flooders;
    const { accounts, authors } = this;
    this.language = new Uint8Array(accounts);
    this.dial = new Float32Array(accounts);
    this.joined = new Float32Array(accounts);
    this.device = Int32Array.from({ length: accounts }, (_, at) => at);
    this.address = Int32Array.from({ length: accounts }, (_, at) => at);
    this.picked = new Uint8Array(accounts * 2);
    this.follows = Array.from({ length: accounts }, () => new Set<number>());
    this.followers = Array.from({ length: authors }, () => []);
    this.personOf = new Int32Array(authors).fill(-1);
    this.attacker = new Uint8Array(authors);
    this.clickbait = new Uint8Array(authors);
    this.skill = new Float32Array(authors);
    this.home = new Uint8Array(authors * 2);
    this.rate = new Float32Array(authors);
    this.visits = new Float32Array(accounts);
    this.taste = new Float32Array(accounts * plan.styles);
    this.fluency = new Float32Array(accounts);
    this.#fame = new Float64Array(authors);
    this.#interests = new Uint8Array(accounts * STRENGTHS.length);
    this.#strength = new Float32Array(accounts * plan.topics);
    this.#inChannel = new Float32Array(accounts * plan.channels);
    this.#topicSums = topicSums();
    for (let person = 0; person < accounts; person += 1) this.#born(person);
    for (let author = 0; author < authors; author += 1) this.#bornAuthor(author, kind);
    this.#balanceLanguages();
    this.#followed();
    this.followersAtStart = Int32Array.from(this.followers, ({ length }) => length);
  }

  isRing(person: number): boolean {
    return person >= this.people;
  }

  /** Which ring an account is of, and which one an author pays. */
  ringOfAccount(person: number): number {
    return (person - this.people) % plan.rings;
  }

  ringOfAuthor(author: number): number {
    return this.attacker[author] === RING ? (author - this.ordinaryAuthors) % plan.rings : -1;
  }

  follow(person: number, author: number): void {
    if (this.follows[person]!.has(author)) return;
    this.follows[person]!.add(author);
    this.followers[author]!.push(person);
  }

  /** How much a reader wants of a topic, 0…1. */
  interest(person: number, topic: number): number {
    const { general, adjacent } = this.constants;
    return Math.max(
      general,
      this.#strength[person * plan.topics + topic]!,
      adjacent * this.#inChannel[person * plan.channels + (topic % plan.channels)]!,
    );
  }

  /** Interests as they are on a day: now and then one goes and another comes. */
  drift(day: number): void {
    for (let person = 0; person < this.people; person += 1) {
      if (this.chance.roll(FOR.drift, person, day) >= this.constants.drift) continue;
      const at = Math.floor(this.chance.roll(FOR.drift, person, day + 1000) * STRENGTHS.length);
      this.#newInterest(person, at, day);
    }
  }

  drawTopic(a: number, b: number): number {
    const point = this.chance.roll(FOR.topic, a, b);
    return Math.min(plan.topics - 1, placeOf(this.#topicSums, point));
  }

  writes(author: number): number {
    return this.personOf[author]! < 0 ? 0 : this.language[this.personOf[author]!]!;
  }

  #born(person: number): void {
    const { chance } = this;
    const { foreignLeast, foreignMost, visits } = this.constants;
    const ring = this.isRing(person);
    const newcomer = !ring && chance.roll(FOR.language, person) < plan.newcomers;
    this.language[person] = Number(newcomer);
    const when = chance.roll(FOR.time, person);
    this.joined[person] = -24 * 400 * when;
    if (newcomer) this.joined[person] = plan.waveDay * 24;
    if (ring) this.joined[person] = plan.attackDay * 24 - 30 * when;
    this.fluency[person] = foreignLeast + (foreignMost - foreignLeast) * chance.roll(FOR.fluency, person);
    // Residents begin at a fifth, newcomers at three; three in ten residents moved it themselves.
    const own = [0, 0.1, 0.4, 0.6][Math.floor(chance.roll(FOR.dial, person, 1) * 4)]!;
    this.dial[person] = newcomer ? 0.6 : chance.roll(FOR.dial, person) < 0.7 ? 0.2 : own;
    this.visits[person] = ring ? 1.8 : Math.min(1.9, visits * (0.4 + 1.2 * chance.roll(FOR.rate, person)));
    chance.direction(
      FOR.taste,
      person,
      this.taste.subarray(person * plan.styles, (person + 1) * plan.styles),
    );
    for (let at = 0; at < STRENGTHS.length; at += 1) this.#newInterest(person, at, 0);
    for (let at = 0; at < 2; at += 1) {
      this.picked[person * 2 + at] = this.#interests[person * STRENGTHS.length + at]! % plan.channels;
    }
    if (ring) this.#hide(person);
    // One in five lives with somebody: the same address, another device.
    else if (chance.roll(FOR.household, person) < 0.2) this.address[person] = Math.max(0, person - 1);
  }

  /** Half of a ring shares telephones, ten accounts each; the other half has its own, at addresses of its own. */
  #hide(person: number): void {
    const at = person - this.people;
    if (at % 2 === 1) return;
    this.device[person] = this.people + Math.floor(at / 20) * 20;
    this.address[person] = this.device[person]!;
  }

  #newInterest(person: number, at: number, day: number): void {
    const from = person * STRENGTHS.length;
    const own = this.#interests.subarray(from, from + STRENGTHS.length);
    own[at] = this.drawTopic(person * 8 + at, day);
    const strength = this.#strength.subarray(person * plan.topics, (person + 1) * plan.topics).fill(0);
    const channels = this.#inChannel.subarray(person * plan.channels, (person + 1) * plan.channels).fill(0);
    own.forEach((topic, place) => {
      const channel = topic % plan.channels;
      strength[topic] = Math.max(strength[topic]!, STRENGTHS[place]!);
      channels[channel] = Math.max(channels[channel]!, STRENGTHS[place]!);
    });
  }

  #bornAuthor(author: number, kind: WorldOptions['kind']): void {
    const { fame, correlation, notesPerDay, bait } = this.constants;
    const { chance } = this;
    const known = chance.normal(FOR.fame, author);
    const own = chance.normal(FOR.quality, author);
    const ordinary = author < this.ordinaryAuthors;
    this.attacker[author] = ordinary ? ORDINARY : author < this.authors - plan.flooders ? RING : FLOODER;
    this.skill[author] =
      kind === 'correlated' ? correlation * known + Math.sqrt(Math.max(0, 1 - correlation ** 2)) * own : own;
    // Nobody follows an attacker, or as good as nobody.
    this.#fame[author] = ordinary ? Math.exp(fame * known) : 0.02;
    this.clickbait[author] = Number(ordinary && chance.roll(FOR.bait, author) < bait);
    this.personOf[author] = ordinary ? Math.floor((author * this.people) / this.ordinaryAuthors) : -1;
    this.rate[author] = notesPerDay * Math.exp(0.7 * chance.normal(FOR.rate, author, 7) - 0.25);
    const person = this.personOf[author]!;
    for (let at = 0; at < 2; at += 1) {
      this.home[author * 2 + at] =
        person < 0 ? this.drawTopic(-1 - author, at) : this.#interests[person * STRENGTHS.length + at]!;
    }
  }

  /** Newcomers who write, write so much that their language has its share of all notes. */
  #balanceLanguages(): void {
    const sums = [0, 0];
    for (let author = 0; author < this.ordinaryAuthors; author += 1)
      sums[this.writes(author)]! += this.rate[author]!;
    const inOwn = sums[0]! * (1 - plan.foreignBefore);
    const wanted = (inOwn * plan.foreignNotes) / (1 - plan.foreignNotes);
    const by = Math.max(0, wanted - sums[0]! * plan.foreignBefore) / (sums[1]! || 1);
    for (let author = 0; author < this.authors; author += 1) {
      if (this.attacker[author] === RING) this.rate[author] = plan.ringNotes;
      else if (this.attacker[author] === FLOODER) this.rate[author] = plan.flooderNotes;
      else if (this.writes(author) === 1) this.rate[author]! *= by;
    }
  }

  /** Whom people follow at the start: the known more than the unknown, their own language five times as much. */
  #followed(): void {
    const sums = [0, 1].map((language) => {
      let all = 0;
      return Float64Array.from(this.#fame, (fame, author) => {
        all += fame * (this.writes(author) === language ? SAME_LANGUAGE : 1);
        return all;
      });
    });
    for (let person = 0; person < this.people; person += 1) {
      const own = sums[this.language[person]!]!;
      const wanted = plan.following * (0.4 + 1.2 * this.chance.roll(FOR.follow, person));
      for (let at = 1; at <= wanted; at += 1) {
        const author = placeOf(own, this.chance.roll(FOR.follow, person, at) * own.at(-1)!);
        if (this.personOf[author] !== person) this.follow(person, author);
      }
    }
  }
}

function topicSums(): Float64Array {
  const shares = Float64Array.from({ length: plan.topics }, (_, topic) => (topic + 1) ** -TOPIC_POWER);
  const all = shares.reduce((sum, share) => sum + share, 0);
  let sum = 0;
  return shares.map((share) => (sum += share / all));
}

/** The first place whose sum is above a point. */
function placeOf(sums: Float64Array, point: number): number {
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle]! <= point) low = middle + 1;
    else high = middle;
  }
  return low;
}

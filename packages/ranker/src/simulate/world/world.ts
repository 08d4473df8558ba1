import { FOR, type Chance } from './chance.ts';
import { ACT, plan, type Constants, type Policy, type Watch, type WorldOptions } from './constants.ts';
import { FLOODER, ORDINARY, RING, Society } from './society.ts';

const DAY = 24;
const VISITS = 2;
/** Numbers of an author's notes that only a flood brings begin here. */
const FLOOD = 2048;
const PER_AUTHOR = 8192;
/** Words: of topics, and of the language at large. */
const TOPIC_WORDS = 30;
const COMMON_WORDS = 200;
const MOOD_KEPT = 0.85;

/**
 * The world of the simulator: what is written in it, what it is truly worth, and what readers do. Nothing in this folder
 * imports anything from outside, so it shares no code and no feature with the ranker, and a hash of the folder says which
 * world a table was measured in. All chance is a hash of what it is asked for: two runs that differ in one thing, the
 * ranking or an attack, are the same in all else. Times are in hours from 0.
 */
export class World {
  readonly society: Society;
  readonly attacks: boolean;
  notes = 0;
  /** What a platform sees of notes, by number. */
  readonly author: Int32Array;
  readonly publishedAt: Float64Array;
  readonly written: Uint8Array;
  readonly channel: Uint8Array;
  /** Two each. */
  readonly tags: Uint8Array;
  readonly words: Int32Array;
  /** Marks that anybody can count under a note, wherever its reader found it. */
  readonly likes: Int32Array;
  /** The truth: quality 0…1, opens by real people, whether it is one of a flood, who gave up. */
  readonly quality: Float32Array;
  readonly opens: Int32Array;
  readonly extra: Uint8Array;
  readonly stopped: Uint8Array;
  readonly left: Uint8Array;
  readonly #topic: Uint8Array;
  readonly #looks: Float32Array;
  readonly #style: Float32Array;
  readonly #key: Int32Array;
  readonly #mood: Float32Array;
  readonly #sittings: Int32Array;
  readonly #seen: Uint8Array;
  readonly #chance: Chance;
  readonly #constants: Constants;

  constructor(options: WorldOptions) {
    this.society = new Society(options);
    this.attacks = options.attacks;
    this.#chance = this.society.chance;
    this.#constants = this.society.constants;
    const { accounts, authors, rate } = this.society;
    const daily = rate.reduce((sum, notes) => sum + Math.floor(notes) + 1, 0);
    const notes = plan.days * daily + plan.flooders * plan.floodDays * plan.floodPerDay;
    this.author = new Int32Array(notes);
    this.publishedAt = new Float64Array(notes);
    this.written = new Uint8Array(notes);
    this.channel = new Uint8Array(notes);
    this.tags = new Uint8Array(notes * 2);
    this.words = new Int32Array(notes * plan.words);
    this.likes = new Int32Array(notes);
    this.quality = new Float32Array(notes);
    this.opens = new Int32Array(notes);
    this.extra = new Uint8Array(notes);
    this.stopped = new Uint8Array(authors);
    this.left = new Uint8Array(accounts);
    this.#topic = new Uint8Array(notes);
    this.#looks = new Float32Array(notes);
    this.#style = new Float32Array(notes * plan.styles);
    this.#key = new Int32Array(notes);
    this.#mood = new Float32Array(accounts).fill(1);
    this.#sittings = new Int32Array(accounts);
    this.#seen = new Uint8Array(Math.ceil((accounts * notes) / 8));
  }

  /** All days, from the first to the last. */
  run(policy: Policy, watch: Watch): void {
    for (let day = 0; day < plan.days; day += 1) {
      if (day > 0) this.society.drift(day);
      for (const { time, who, part } of this.#dayOf(day)) {
        if (who < 0) this.#publish(-1 - who, part, { now: time, policy });
        else if (!this.left[who]) this.#visit(who, time, { policy, watch });
      }
      this.#authorsJudge(day);
    }
  }

  hasSeen(person: number, note: number): boolean {
    const bit = person * this.author.length + note;
    return ((this.#seen[bit >>> 3]! >> (bit & 7)) & 1) === 1;
  }

  topicOf(note: number): number {
    return this.#topic[note]!;
  }

  /** What the note is truly worth to the reader if they open it now, before what opening costs: 0…1. */
  worth(person: number, note: number, now: number): number {
    const { aging, lasting } = this.#constants;
    const age = lasting + (1 - lasting) * 2 ** (-(now - this.publishedAt[note]!) / aging);
    return this.quality[note]! * this.#match(person, note) * Math.min(1, age);
  }

  /** The chance that a reader who looks at the card opens it. */
  appeal(person: number, note: number): number {
    const { openBias, openMatch, openLooks } = this.#constants;
    const pull = openMatch * this.#match(person, note) + openLooks * this.#looks[note]! - openBias;
    return 1 / (1 + Math.exp(-pull));
  }

  /** What is left of a note's worth when so many on its topic were opened in this sitting. */
  freshAfter(opened: number): number {
    return 1 / (1 + this.#constants.fatigue * opened);
  }

  #match(person: number, note: number): number {
    const { society } = this;
    const { style } = this.#constants;
    const { styles } = plan;
    let cosine = 0;
    for (let part = 0; part < styles; part += 1)
      cosine += society.taste[person * styles + part]! * this.#style[note * styles + part]!;
    const read = this.written[note] === society.language[person] ? 1 : society.fluency[person]!;
    const interest = society.interest(person, this.#topic[note]!);
    return Math.min(1, interest * (1 - style + (style * (1 + cosine)) / 2) * read);
  }

  /** Who comes and what is published, in the order of time; authors are below 0. */
  #dayOf(day: number): { time: number; who: number; part: number }[] {
    const { society } = this;
    const events: { time: number; who: number; part: number }[] = [];
    for (let who = 0; who < society.accounts; who += 1) {
      if (society.joined[who]! >= (day + 1) * DAY || (society.isRing(who) && !this.#attacked(day))) continue;
      for (let part = day * VISITS; part < (day + 1) * VISITS; part += 1) {
        if (this.#chance.roll(FOR.visit, who, part) >= society.visits[who]! / VISITS) continue;
        const time = (part + this.#chance.roll(FOR.time, who, part + 1)) * (DAY / VISITS);
        if (time >= society.joined[who]!) events.push({ time, who, part });
      }
    }
    for (let author = 0; author < society.authors; author += 1) {
      if (!this.stopped[author])
        this.#writtenOn(day, author, (time, part) => events.push({ time, who: -1 - author, part }));
    }
    return events.sort((a, b) => a.time - b.time || a.who - b.who || a.part - b.part);
  }

  #attacked(day: number): boolean {
    return this.attacks && day >= plan.attackDay;
  }

  #writtenOn(day: number, author: number, put: (time: number, part: number) => void): void {
    const { society } = this;
    const attacker = society.attacker[author]!;
    const newcomer = society.writes(author) === 1;
    if ((newcomer && day < plan.waveDay) || (attacker !== ORDINARY && day < plan.attackDay)) return;
    const flooding = attacker === FLOODER && day < plan.attackDay + plan.floodDays;
    if (attacker === FLOODER && !flooding) return;
    const rate = society.rate[author]!;
    const count = Math.floor(rate + this.#chance.roll(FOR.write, author, day));
    const at = (part: number) => (day + this.#chance.roll(FOR.note, author, part)) * DAY;
    for (let each = 0; each < count; each += 1) put(at(day * 32 + each), day * 32 + each);
    if (!flooding || !this.attacks) return;
    for (let each = count; each < plan.floodPerDay; each += 1) {
      const part = FLOOD + (day - plan.attackDay) * plan.floodPerDay + each;
      put(at(part), part);
    }
  }

  #publish(author: number, part: number, { now, policy }: { now: number; policy: Policy }): void {
    const { society } = this;
    const note = this.notes;
    this.notes += 1;
    const key = author * PER_AUTHOR + part;
    this.#key[note] = key;
    this.author[note] = author;
    this.publishedAt[note] = now;
    this.extra[note] = Number(part >= FLOOD);
    this.#write(note, author);
    if (society.personOf[author]! >= 0) this.#markSeen(society.personOf[author]!, note);
    policy.published(note);
    for (const person of society.followers[author]!) {
      if (this.left[person] || society.joined[person]! > now || society.isRing(person)) continue;
      if (this.#chance.roll(FOR.direct, person, key) >= this.#constants.direct) continue;
      this.opens[note]! += 1;
      const liked = this.#constants.likes * (0.3 + this.worth(person, note, now));
      if (this.#chance.roll(FOR.direct, person, key + 1) < liked) this.likes[note]! += 1;
    }
    if (society.attacker[author] === RING && this.attacks)
      this.likes[note]! += (society.accounts - society.people) / plan.rings;
  }

  #write(note: number, author: number): void {
    const { society } = this;
    const chance = this.#chance;
    const key = this.#key[note]!;
    const c = this.#constants;
    const home = chance.roll(FOR.topic, key, 1);
    const topic = home < 0.9 ? society.home[author * 2 + Number(home < 0.3)]! : society.drawTopic(key, 2);
    this.#topic[note] = topic;
    const abroad =
      society.writes(author) === 0 &&
      society.attacker[author] === ORDINARY &&
      chance.roll(FOR.language, key) < plan.foreignBefore;
    this.written[note] = abroad ? 1 : society.writes(author);
    const spam = society.attacker[author] !== ORDINARY;
    const bait = society.clickbait[author] === 1;
    const { authorsPart } = c;
    const merit =
      authorsPart * society.skill[author]! +
      Math.sqrt(Math.max(0, 1 - authorsPart ** 2)) * chance.normal(FOR.quality, key, 5);
    const harm = (bait ? c.baitHarm : 0) + (spam ? c.spamHarm : 0);
    this.quality[note] = 1 / (1 + Math.exp(c.qualityShift + harm - c.qualitySpread * merit));
    this.#looks[note] =
      c.looksTrue * (merit - (spam ? c.spamHarm : 0)) +
      c.looksFalse * chance.normal(FOR.looks, key) +
      (bait ? c.baitLooks : 0);
    chance.direction(FOR.style, key, this.#style.subarray(note * plan.styles, (note + 1) * plan.styles));
    this.#say(note, topic);
  }

  /** What can be read of a note: its channel and tags are sometimes wrong, its words partly say nothing. */
  #say(note: number, topic: number): void {
    const chance = this.#chance;
    const key = this.#key[note]!;
    const channel = topic % plan.channels;
    const draw = (part: number, count: number) => Math.floor(chance.roll(FOR.tags, key, part) * count);
    this.channel[note] = chance.roll(FOR.tags, key, 1) < 0.9 ? channel : draw(2, plan.channels);
    this.tags[note * 2] = chance.roll(FOR.tags, key, 3) < 0.85 ? topic : draw(4, plan.topics);
    this.tags[note * 2 + 1] = channel + plan.channels * draw(5, plan.topics / plan.channels);
    const language = this.written[note]! * (plan.topics * TOPIC_WORDS + COMMON_WORDS);
    for (let at = 0; at < plan.words; at += 1) {
      const told = chance.roll(FOR.words, key, at * 2) < 0.6;
      const word = chance.roll(FOR.words, key, at * 2 + 1);
      this.words[note * plan.words + at] =
        language +
        Math.floor(told ? (topic + word) * TOPIC_WORDS : plan.topics * TOPIC_WORDS + word * COMMON_WORDS);
    }
  }

  #visit(person: number, now: number, { policy, watch }: { policy: Policy; watch: Watch }): void {
    const notes = policy.list(person, now);
    const acts = new Uint8Array(Math.min(notes.length, plan.mostCards));
    const sitting = { person, now, notes, shown: 0, acts };
    const utility = this.society.isRing(person) ? this.#push(sitting) : this.#read(sitting);
    for (let at = 0; at < sitting.shown; at += 1) this.#markSeen(person, notes[at]!);
    policy.told(sitting);
    watch(sitting, utility);
    if (!this.society.isRing(person)) this.#stayOrGo(person, utility);
  }

  /** A person reads: down the list until they leave, opening what draws them. */
  #read(sitting: Reading): number {
    const { person, notes, acts } = sitting;
    const { attention, attentionFloor, cost, leaving, bored } = this.#constants;
    const nth = this.#sittings[person]!;
    this.#sittings[person] = nth + 1;
    const opened = new Uint8Array(plan.topics);
    let mood = 0.5;
    let utility = 0;
    for (let at = 0; at < acts.length; at += 1) {
      const note = notes[at]!;
      const key = this.#key[note]!;
      sitting.shown = at + 1;
      const looks =
        this.#chance.roll(FOR.examine, person, key) < Math.max(attentionFloor, 1 - attention * at);
      if (looks) {
        const opens = this.#chance.roll(FOR.open, person, key) < this.appeal(person, note);
        mood *= MOOD_KEPT;
        if (opens) {
          const topic = this.#topic[note]!;
          const worth = this.worth(person, note, sitting.now) * this.freshAfter(opened[topic]!);
          opened[topic]! += 1;
          utility += worth - cost;
          mood += (1 - MOOD_KEPT) * Math.min(1, 3 * worth);
          this.#act(sitting, at, worth);
        }
      }
      if (this.#chance.roll(FOR.leave, person, nth * 64 + at) < leaving + bored * (1 - mood)) break;
    }
    return utility;
  }

  #act({ person, notes, acts }: Reading, at: number, worth: number): void {
    const note = notes[at]!;
    const c = this.#constants;
    const { society } = this;
    const author = this.author[note]!;
    const happens = (part: number, chance: number) =>
      this.#chance.roll(FOR.act + part * 100, person, this.#key[note]!) < chance;
    const bait = society.clickbait[author]!;
    let done = ACT.open;
    this.opens[note]! += 1;
    if (happens(1, Math.min(0.95, 0.1 + 1.6 * worth))) done |= ACT.dwell;
    if (happens(2, c.likes * worth * 1.5)) done |= ACT.like;
    if (happens(3, c.saves * worth)) done |= ACT.save;
    if (happens(4, c.comments * (worth + 0.6 * bait))) done |= ACT.comment;
    if (happens(5, c.shares * worth)) done |= ACT.share;
    if (happens(6, c.follows * worth)) done |= ACT.follow;
    if (happens(7, c.hides * (1 - worth) * (1 + 3 * bait))) done |= ACT.hide;
    if (done & ACT.like) this.likes[note]! += 1;
    if (done & ACT.follow) society.follow(person, author);
    acts[at] = done;
  }

  /** An account of a ring does everything for those who pay it, and opens some others so as not to stand out. */
  #push(sitting: Reading): number {
    const { person, notes, acts } = sitting;
    const { society } = this;
    const ring = society.ringOfAccount(person);
    for (let at = 0; at < Math.min(30, acts.length); at += 1) {
      const note = notes[at]!;
      const author = this.author[note]!;
      sitting.shown = at + 1;
      if (society.ringOfAuthor(author) === ring) {
        acts[at] = ACT.open | ACT.dwell | ACT.like | ACT.save | ACT.comment | ACT.share | ACT.follow;
        this.likes[note]! += 1;
        society.follow(person, author);
      } else if (this.#chance.roll(FOR.open, person, this.#key[note]!) < 0.2) acts[at] = ACT.open;
    }
    return 0;
  }

  #stayOrGo(person: number, utility: number): void {
    const { churn, hope } = this.#constants;
    const mood = 0.7 * this.#mood[person]! + (0.3 * Math.max(0, utility)) / hope;
    this.#mood[person] = mood;
    const chance = Math.min(0.2, churn * 2 ** (2 * (1 - Math.min(2, mood))));
    if (this.#chance.roll(FOR.churn, person, this.#sittings[person]!) < chance) this.left[person] = 1;
  }

  /** Authors whose notes of two days ago were hardly opened may stop writing. */
  #authorsJudge(day: number): void {
    const { unseen, giveUp } = this.#constants;
    const end = (day + 1) * DAY - plan.judgedAfter;
    for (let note = this.notes - 1; note >= 0 && this.publishedAt[note]! >= end - DAY; note -= 1) {
      const author = this.author[note]!;
      if (this.publishedAt[note]! >= end || this.opens[note]! >= unseen) continue;
      if (this.society.attacker[author] !== ORDINARY) continue;
      if (this.#chance.roll(FOR.stop, this.#key[note]!) < giveUp) this.stopped[author] = 1;
    }
  }

  #markSeen(person: number, note: number): void {
    const bit = person * this.author.length + note;
    this.#seen[bit >>> 3]! |= 1 << (bit & 7);
  }
}

interface Reading {
  person: number;
  now: number;
  notes: ArrayLike<number>;
  shown: number;
  acts: Uint8Array;
}

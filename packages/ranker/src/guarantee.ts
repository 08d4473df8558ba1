import { Reader, Writer } from './bytes.ts';

const KIND = 'ranker guarantee';
const VERSION = 1;
const HOUR = 3_600_000;

export interface GuaranteeSettings {
  /** N₀: impressions that every eligible note gets… */
  impressions: number;
  /** …within so many hours. */
  hours: number;
  /** Notes of one author, and from one device, that are eligible in any so many hours. */
  perAuthor: number;
  perDevice: number;
  /** An author refused so often within so many hours is flooding: nothing of theirs is eligible until they slow down. */
  flood: number;
  /**
   * Hours in which all is to be given, evenly. A note that got more by now is on its way by itself: it is not chosen until it
   * falls behind. 0: it is chosen until it has all.
   */
  paceHours: number;
}

export const guaranteeDefaults: Readonly<GuaranteeSettings> = Object.freeze({
  impressions: 30,
  hours: 24,
  perAuthor: 5,
  perDevice: 8,
  flood: 20,
  paceHours: 12,
});

export interface Published {
  note: number;
  authorId: string;
  /** What its author wrote from, if known. */
  deviceId?: string;
  /** Milliseconds since 1970. */
  publishedAt: number;
}

/** Somebody is to see a note as soon as it is there. */
const LEAST_DUE = 1e-9;

/** Whether a note is guaranteed, and if not which limit its author is to be told of. */
export type Admission = 'eligible' | 'author_limit' | 'device_limit';

/** How a guarantee ended, or that it has not yet. */
export type Standing = 'open' | 'kept' | 'missed' | 'ineligible';

export interface Entry {
  note: number;
  standing: Standing;
  /** Impressions that were promised when it was published, so far, and still owed. */
  promised: number;
  given: number;
  owed: number;
  endsAt: number;
  /** Readers asked for whom it would have fitted: fewer than owed is why it was missed. */
  readers: number;
}

/** Why a guarantee was missed. */
export type Missed = 'too_few_readers' | 'not_shown';

interface Slot {
  note: number;
  publishedAt: number;
  promised: number;
  given: number;
  readers: number;
}

/**
 * Every eligible note gets `impressions` to readers who fit, within `hours`. It counts what is owed; who is asked for a
 * list puts in some that fit (see `choose`); what was really seen comes back by `seen`. An author's notes beyond the
 * limit are not eligible, so that five hundred earn no more than five do.
 */
export class Guarantee {
  #settings: Readonly<GuaranteeSettings>;
  readonly #open = new Map<number, Slot>();
  /** Times of eligible notes by author and by device, within the last `hours`. */
  readonly #recent = new Map<string, number[]>();
  #swept = -Infinity;

  constructor(settings: Partial<GuaranteeSettings> = {}) {
    this.#settings = Object.freeze({ ...guaranteeDefaults, ...settings });
  }

  get settings(): Readonly<GuaranteeSettings> {
    return this.#settings;
  }

  /** Promises something else from now on. What was promised stands. */
  change(settings: Partial<GuaranteeSettings>): void {
    this.#settings = Object.freeze({ ...this.#settings, ...settings });
  }

  /** Notes that are still owed something or whose time has not ended. */
  get open(): number {
    return this.#open.size;
  }

  /** A note was published: is it eligible? Told in the order of publication. */
  admit({ note, authorId, deviceId, publishedAt }: Published): Admission {
    const author = this.#recentOf(`author:${authorId}`, publishedAt);
    const refused = this.#recentOf(`refused:${authorId}`, publishedAt);
    const device = deviceId === undefined ? [] : this.#recentOf(`device:${deviceId}`, publishedAt);
    const recent = { eligible: author.length, refused: refused.length, device: device.length };
    const admission = admissionOf(recent, this.settings);
    // The latest are enough to know a flood by.
    if (admission === 'author_limit')
      this.#recent.set(`refused:${authorId}`, [...refused, publishedAt].slice(-this.settings.flood));
    if (admission !== 'eligible') return admission;
    author.push(publishedAt);
    this.#recent.set(`author:${authorId}`, author);
    if (deviceId !== undefined) this.#recent.set(`device:${deviceId}`, [...device, publishedAt]);
    const { impressions: promised } = this.settings;
    this.#open.set(note, { note, publishedAt, promised, given: 0, readers: 0 });
    return 'eligible';
  }

  /** A note was seen; false where it has no guarantee running. */
  seen(note: number): boolean {
    const slot = this.#open.get(note);
    if (!slot) return false;
    slot.given += 1;
    return true;
  }

  /** A note was withdrawn or hidden by a verdict: nothing is owed to it. */
  withdraw(note: number): void {
    this.#open.delete(note);
  }

  standing(note: number, now: number): Entry | null {
    const slot = this.#open.get(note);
    return slot ? this.#entryOf(slot, now) : null;
  }

  /** Notes to put in one reader's list, most urgent chance first. Each open note that fits is counted as having had a reader. */
  choose({ count, now, random, fit }: Choice): number[] {
    const drawn: { note: number; value: number }[] = [];
    for (const slot of this.#open.values()) {
      if (slot.given >= this.#dueBy(slot, now)) continue;
      const chance = fit(slot.note);
      if (chance === null) continue;
      const entry = this.#entryOf(slot, now);
      if (entry.standing !== 'open') continue;
      slot.readers += 1;
      drawn.push({
        note: slot.note,
        value: urgency(entry, { now, settings: this.settings }) * chance * (0.5 + random()),
      });
    }
    return drawn
      .sort((a, b) => b.value - a.value || a.note - b.note)
      .slice(0, count)
      .map(({ note }) => note);
  }

  /** Those whose time has ended, taken out: for the ledger. */
  settle(now: number): (Entry & { missed?: Missed })[] {
    const ended: (Entry & { missed?: Missed })[] = [];
    this.#sweep(now);
    for (const slot of this.#open.values()) {
      if (now < slot.publishedAt + this.settings.hours * HOUR) continue;
      const entry = this.#entryOf(slot, now);
      this.#open.delete(slot.note);
      ended.push(entry.standing === 'missed' ? { ...entry, missed: whyMissed(entry) } : entry);
    }
    return ended;
  }

  save(): Uint8Array {
    const out = new Writer(KIND, VERSION);
    out.text(
      JSON.stringify({ settings: this.settings, open: [...this.#open.values()], recent: [...this.#recent] }),
    );
    return out.done();
  }

  static load(bytes: Uint8Array): Guarantee {
    const saved = JSON.parse(new Reader(bytes, { kind: KIND, version: VERSION }).text()) as {
      settings: GuaranteeSettings;
      open: (Omit<Slot, 'promised'> & Partial<Slot>)[];
      recent: [string, number[]][];
    };
    const guarantee = new Guarantee(saved.settings);
    for (const slot of saved.open)
      guarantee.#open.set(slot.note, { ...slot, promised: slot.promised ?? saved.settings.impressions });
    for (const [key, times] of saved.recent) guarantee.#recent.set(key, times);
    return guarantee;
  }

  /** Authors and devices of whom nothing is remembered that still counts are let go, now and then. */
  #sweep(now: number): void {
    if (now - this.#swept < HOUR) return;
    this.#swept = now;
    for (const key of this.#recent.keys())
      if (this.#recentOf(key, now).length === 0) this.#recent.delete(key);
  }

  #recentOf(key: string, now: number): number[] {
    return (this.#recent.get(key) ?? []).filter((time) => time > now - this.settings.hours * HOUR);
  }

  /** Impressions that a note is to have by now. */
  #dueBy({ publishedAt, promised }: Slot, now: number): number {
    const { paceHours } = this.settings;
    const evenly = paceHours > 0 ? (now - publishedAt) / (paceHours * HOUR) : 1;
    return promised * Math.min(1, Math.max(LEAST_DUE, evenly));
  }

  #entryOf({ note, publishedAt, promised, given, readers }: Slot, now: number): Entry {
    const endsAt = publishedAt + this.settings.hours * HOUR;
    const owed = Math.max(0, promised - given);
    const standing = owed === 0 ? 'kept' : now < endsAt ? 'open' : 'missed';
    return { note, standing, promised, given, owed, endsAt, readers };
  }
}

/** How many notes there were within the last `hours` before a note: its author's eligible and refused ones, its device's. */
export interface Recent {
  eligible: number;
  refused: number;
  device: number;
}

/** The rule of `Guarantee.admit`, for who keeps by other means what was recent. */
export function admissionOf({ eligible, refused, device }: Recent, settings: GuaranteeSettings): Admission {
  if (eligible >= settings.perAuthor || refused >= settings.flood) return 'author_limit';
  return device >= settings.perDevice ? 'device_limit' : 'eligible';
}

export interface Choice {
  count: number;
  now: number;
  /** Uniform in [0, 1). */
  random: () => number;
  /**
   * How well a note fits this reader, above 0, or null where it must not be shown to them: a draw from what is believed
   * of it (`Quality.draw`) times how near it is to their interests, so that the guarantee explores (Thompson sampling).
   */
  fit: (note: number) => number | null;
}

/** What is owed, over what time is left of it: 1 when just published, rising as the end comes nearer. */
function urgency(
  { owed, promised, endsAt }: Entry,
  { now, settings }: { now: number; settings: GuaranteeSettings },
): number {
  const left = Math.max(endsAt - now, HOUR / 60) / (settings.hours * HOUR);
  return owed / promised / left;
}

function whyMissed({ readers, promised }: Entry): Missed {
  return readers < promised ? 'too_few_readers' : 'not_shown';
}

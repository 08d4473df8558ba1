import {
  learn,
  Lists,
  Profiles,
  Reader,
  Writer,
  type Numbers,
  type Profile,
  type Signal,
} from '@jujube/ranker';
import type { Id } from '../../../kernel/ids.ts';

const FORM = { kind: 'feed asides', version: 1 } as const;

/** What a reader was known by, and the notes they cared for: what a reset forgets. */
export interface Known {
  readonly profiles: Profiles;
  readonly trails: Lists;
}

/** A reader, and their number: −1 where the log has not told of them. */
export interface Who {
  id: Id;
  person: number;
}

interface Aside {
  /** Milliseconds since 1970: what was done before was forgotten already. */
  from: number;
  /** The reset can be taken back until then. */
  until: number;
}

/**
 * What was learnt of readers who asked for it to be forgotten, as long as they may take that back. It goes on learning as if
 * they had not asked, so that taken back it is what it would be: what a rebuild comes to that never heard of the reset.
 */
export class Asides implements Known {
  profiles: Profiles;
  readonly trails: Lists;
  /** By id: a reader may be put aside before the log told of them. */
  readonly #open = new Map<Id, Aside>();

  /** @param options of the memory's own */
  constructor({ vector, trail }: { vector: number; trail: number }) {
    this.profiles = new Profiles(vector);
    this.trails = new Lists({ width: 1, most: trail });
  }

  /** Puts aside what is known of a reader. Of several resets in a row the first counts: the way back leads before all. */
  put({ id, person }: Who, aside: Aside, known: Known): void {
    const open = this.#open.get(id);
    this.#open.set(id, open ? { ...open, until: aside.until } : aside);
    if (!open && person >= 0) move(person, known, this);
  }

  /** Whether what a reader did at a moment is still learnt here. */
  hears(id: Id, at: number): boolean {
    const open = this.#open.get(id);
    return open !== undefined && at >= open.from;
  }

  /** Brings back what was put aside, if it was. */
  bringBack({ id, person }: Who, known: Known): void {
    if (this.#open.delete(id) && person >= 0) move(person, this, known);
  }

  forget({ id, person }: Who): void {
    if (!this.#open.delete(id) || person < 0) return;
    this.profiles.forget(person);
    this.trails.clear(person);
  }

  /** Lets go what cannot be taken back any more. */
  letGo(now: number, people: Numbers): void {
    for (const [id, { until }] of this.#open) if (until < now) this.forget({ id, person: people.find(id) });
  }

  save(): Uint8Array {
    const out = new Writer(FORM.kind, FORM.version);
    out.text(JSON.stringify([...this.#open].sort(([a], [b]) => (a < b ? -1 : 1))));
    this.trails.save(out);
    const profiles = this.profiles.save();
    out.number(profiles.length);
    out.words(profiles);
    return out.done();
  }

  load(bytes: Uint8Array): void {
    const from = new Reader(bytes, FORM);
    for (const [id, aside] of JSON.parse(from.text()) as [Id, Aside][]) this.#open.set(id, aside);
    this.trails.load(from);
    this.profiles = Profiles.load(new Uint8Array(from.small(from.number()).buffer));
  }
}

/** What a reader did with a note, as it is learnt. */
export interface Told {
  signal: Signal;
  note: number;
  /** The note joins those that they cared for. */
  cares: boolean;
  /** Or leaves them. */
  leaves: boolean;
}

/** The reader's own interests follow what they do. */
export function tell(
  { profiles, trails }: Known,
  person: number,
  { signal, note, cares, leaves }: Told,
): void {
  profiles.put(person, learn(profiles.get(person), signal));
  if (cares || leaves) trails.remove(person, note);
  if (cares) trails.push(person, [note]);
}

/** What is known of a reader in one place is what was known in another, and there nothing is any more. */
function move(person: number, from: Known, to: Known): void {
  const profile: Profile = from.profiles.get(person);
  to.profiles.forget(person);
  if (profile.time !== 0) to.profiles.put(person, profile);
  to.trails.clear(person);
  for (let at = 0; at < from.trails.count(person); at += 1)
    to.trails.push(person, [from.trails.get(person, at)]);
  from.profiles.forget(person);
  from.trails.clear(person);
}

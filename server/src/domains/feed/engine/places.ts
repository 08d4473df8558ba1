import { tokens } from '@jujube/lingua';
import { Reader, Writer } from '@jujube/ranker';
import { LRUCache } from 'lru-cache';

const FORM = { kind: 'feed places', version: 1 } as const;
/** Of so many notes at least it is known where they are, the newest; a few more before the oldest are let go. */
const MOST = 40_000;
const OVER = 1.25;
/** Notes of one place that are looked at, newest first. */
const LOOKED_AT = 400;
/** So far from where most notes of a place are is near to it. */
const NEAR_KM = 20;
/** Fewer points do not say where a place is: one may be wrong, and somebody may mean to mislead. */
const LEAST_POINTS = 3;
/** Cells of points, in degrees: near a place is in its cell or beside it, but for the far north and south. */
const CELL = 0.5;
const KM_PER_DEGREE = 111.2;

/** Where a note is, as its author said. */
export interface NotePlace {
  name: string;
  latitude: number | null;
  longitude: number | null;
}

interface Placed extends NotePlace {
  note: number;
  /** Milliseconds since 1970. */
  publishedAt: number;
}

/**
 * Where notes are, by what their authors said and nothing else. A reader's place is words, too: near are notes whose place
 * has these words, and where enough of those have a point, notes around there. No map is asked, and no address.
 */
export class Places {
  readonly #placed = new Map<number, Placed>();
  readonly #named = new Map<string, Set<number>>();
  readonly #cells = new Map<string, Set<number>>();
  /** What was published by then is not kept. */
  #floor = -Infinity;

  /** Whether the place of a note of that time would be kept. */
  keeps(publishedAt: number): boolean {
    return publishedAt > this.#floor;
  }

  /** Whether this is what is known of a note's place. */
  knows(note: number, place: NotePlace | null): boolean {
    const known = this.#placed.get(note);
    if (!known || !place) return !known && !place;
    return (
      known.name === place.name && known.latitude === place.latitude && known.longitude === place.longitude
    );
  }

  /** A note is there now; null: nowhere, or it is gone. */
  put(note: number, publishedAt: number, place: NotePlace | null): void {
    this.#drop(note);
    if (!place || !this.keeps(publishedAt)) return;
    const { name, latitude, longitude } = place;
    const placed = { note, publishedAt, name, latitude, longitude };
    this.#placed.set(note, placed);
    this.#file(placed);
    if (this.#placed.size > MOST * OVER) this.#letGo();
  }

  /** Notes near a place that somebody says in words, newest first. */
  near(place: string): Int32Array {
    const named = this.#namedAs(place);
    const around = this.#around(named);
    const all = new Set([...named, ...around]);
    const times = (note: number) => this.#placed.get(note)!.publishedAt;
    return Int32Array.from([...all].sort((a, b) => times(b) - times(a) || b - a).slice(0, LOOKED_AT));
  }

  save(): Uint8Array {
    const out = new Writer(FORM.kind, FORM.version);
    out.text(JSON.stringify({ floor: Number.isFinite(this.#floor) ? this.#floor : null }));
    out.number(this.#placed.size);
    for (const { note, publishedAt, name, latitude, longitude } of [...this.#placed.values()].sort(
      (a, b) => a.note - b.note,
    )) {
      out.text(name);
      for (const number of [note, publishedAt, latitude ?? NaN, longitude ?? NaN]) out.number(number);
    }
    return out.done();
  }

  load(bytes: Uint8Array): void {
    const from = new Reader(bytes, FORM);
    const { floor } = JSON.parse(from.text()) as { floor: number | null };
    for (let left = from.number(); left > 0; left -= 1) {
      const name = from.text();
      const [note = 0, publishedAt = 0, latitude = NaN, longitude = NaN] = Array.from({ length: 4 }, () =>
        from.number(),
      );
      this.put(note, publishedAt, { name, latitude: known(latitude), longitude: known(longitude) });
    }
    this.#floor = floor ?? -Infinity;
  }

  /** Those whose place has all the words by which the reader's place begins: "Da'an" of "Da'an, Taipei". */
  #namedAs(place: string): number[] {
    const first = place.split(SEPARATOR).find((part) => tokens(part).length > 0) ?? '';
    const wanted = new Set(tokens(first));
    const sets = [...wanted].map((token) => this.#named.get(token));
    if (sets.length === 0 || sets.some((set) => set === undefined)) return [];
    const [fewest, ...others] = (sets as Set<number>[]).sort((a, b) => a.size - b.size);
    return [...fewest!].filter((note) => others.every((set) => set.has(note)));
  }

  /** Those with a point near the middle of these. */
  #around(named: readonly number[]): number[] {
    const points = named.flatMap((note) => pointOf(this.#placed.get(note)!) ?? []);
    if (points.length < LEAST_POINTS) return [];
    const middle = { latitude: median(points, 'latitude'), longitude: median(points, 'longitude') };
    const found: number[] = [];
    for (const cell of cellsAround(middle))
      for (const note of this.#cells.get(cell) ?? []) {
        const point = pointOf(this.#placed.get(note)!);
        if (point && distance(point, middle) <= NEAR_KM) found.push(note);
      }
    return found;
  }

  #file(placed: Placed): void {
    for (const token of new Set(tokens(placed.name))) setIn(this.#named, token).add(placed.note);
    const point = pointOf(placed);
    if (point) setIn(this.#cells, cellOf(point)).add(placed.note);
  }

  #drop(note: number): void {
    const placed = this.#placed.get(note);
    if (!placed) return;
    this.#placed.delete(note);
    for (const token of new Set(tokens(placed.name))) takeFrom(this.#named, token, note);
    const point = pointOf(placed);
    if (point) takeFrom(this.#cells, cellOf(point), note);
  }

  /** All but the newest. */
  #letGo(): void {
    const newest = [...this.#placed.values()].sort(
      (a, b) => b.publishedAt - a.publishedAt || b.note - a.note,
    );
    this.#floor = newest[MOST]!.publishedAt;
    for (const { note } of newest.filter(({ publishedAt }) => publishedAt <= this.#floor)) this.#drop(note);
  }
}

/** Notes near a place that somebody says in words, as of the last seconds; none where they say nothing. */
export function nearbyTo(places: Places, place: string | null): Int32Array {
  if (place === null) return NOWHERE;
  const known = lately.get(places) ?? new LRUCache<string, Int32Array>({ max: 500, ttl: LATELY_MS });
  lately.set(places, known);
  const found = known.get(place) ?? places.near(place);
  known.set(place, found, { noUpdateTTL: true });
  return found;
}

const NOWHERE = new Int32Array(0);
/** Many readers say the same place. */
const LATELY_MS = 5000;
const lately = new WeakMap<Places, LRUCache<string, Int32Array>>();

/** What people put between a place and what it lies in. */
const SEPARATOR = /[,，、;；|·•/／()（）\n]/u;

interface Point {
  latitude: number;
  longitude: number;
}

function pointOf({ latitude, longitude }: NotePlace): Point | null {
  return latitude === null || longitude === null ? null : { latitude, longitude };
}

function known(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function median(points: readonly Point[], of: keyof Point): number {
  const values = points.map((point) => point[of]).sort((a, b) => a - b);
  return values[values.length >> 1]!;
}

/** In kilometres; near enough on a scale of some tens of them. */
function distance(a: Point, b: Point): number {
  const north = (a.latitude - b.latitude) * KM_PER_DEGREE;
  const along = Math.cos((b.latitude * Math.PI) / 180);
  const apart = Math.abs(a.longitude - b.longitude);
  return Math.hypot(north, Math.min(apart, 360 - apart) * KM_PER_DEGREE * along);
}

function cellOf({ latitude, longitude }: Point): string {
  return `${Math.floor(latitude / CELL)}/${Math.floor(longitude / CELL)}`;
}

function cellsAround({ latitude, longitude }: Point): string[] {
  const steps = [-CELL, 0, CELL];
  return steps.flatMap((north) =>
    steps.map((east) => cellOf({ latitude: latitude + north, longitude: wrapped(longitude + east) })),
  );
}

function wrapped(longitude: number): number {
  return longitude >= 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude;
}

function setIn(sets: Map<string, Set<number>>, key: string): Set<number> {
  const set = sets.get(key) ?? new Set<number>();
  sets.set(key, set);
  return set;
}

function takeFrom(sets: Map<string, Set<number>>, key: string, note: number): void {
  const set = sets.get(key);
  set?.delete(note);
  if (set?.size === 0) sets.delete(key);
}

import type { Key } from './types.ts';

/** A note that a source found, and what made it find it: a note the reader knows, a topic, a place. */
export interface Found<Id extends Key = string> {
  id: Id;
  because?: string;
}

export interface Source<Id extends Key = string> {
  /** `near`, `graph`, `fresh`, `topic`, `following`, `nearby`, `guarantee`… */
  name: string;
  /** How many of the whole it may bring while others still have some. */
  share: number;
  /** Never more than so many, however little the others bring: following is capped. */
  most?: number;
  /** Best first; read only as far as needed. */
  notes: Iterable<Found<Id>>;
}

export interface Gathered<Id extends Key = string> {
  id: Id;
  /** Which source brought it first, and what made that find it. */
  source: string;
  because?: string;
  /** Every source that brought it. */
  sources: string[];
}

/** What the product starts with; `following` is capped so that a feed does not become the list of people followed. */
export const sourceShares = Object.freeze({
  near: 0.3,
  graph: 0.25,
  fresh: 0.2,
  topic: 0.15,
  following: 0.07,
  nearby: 0.03,
});

interface Open<Id extends Key> {
  source: Source<Id>;
  notes: Iterator<Found<Id>>;
  brought: number;
}

/**
 * Candidates from all sources, about `total`, each remembering what brought it. Sources are read in turn, always the one
 * furthest below its share; what a dry source leaves goes to the others. `fits` keeps out what the reader has seen.
 */
export function gather<Id extends Key = string>(
  sources: readonly Source<Id>[],
  total: number,
  fits: (id: Id) => boolean = () => true,
): Gathered<Id>[] {
  const found = new Map<Id, Gathered<Id>>();
  let open: Open<Id>[] = sources.map((source) => ({
    source,
    notes: source.notes[Symbol.iterator](),
    brought: 0,
  }));
  while (found.size < total && open.length > 0) {
    const next = furthestBehind(open);
    if (!bring(next, found, fits)) open = open.filter((other) => other !== next);
  }
  return [...found.values()];
}

function furthestBehind<Id extends Key>(open: readonly Open<Id>[]): Open<Id> {
  let behind = open[0]!;
  for (const other of open) {
    if ((other.brought + 1) / other.source.share < (behind.brought + 1) / behind.source.share) behind = other;
  }
  return behind;
}

/** Reads one note; false when there is no more to read. */
function bring<Id extends Key>(
  open: Open<Id>,
  found: Map<Id, Gathered<Id>>,
  fits: (id: Id) => boolean,
): boolean {
  if (open.brought >= (open.source.most ?? Infinity)) return false;
  const { value, done } = open.notes.next();
  if (done) return false;
  const known = found.get(value.id);
  if (known) {
    if (!known.sources.includes(open.source.name)) known.sources.push(open.source.name);
    return true;
  }
  if (!fits(value.id)) return true;
  open.brought += 1;
  const { name } = open.source;
  const gathered: Gathered<Id> = { id: value.id, source: name, sources: [name] };
  if (value.because !== undefined) gathered.because = value.because;
  found.set(value.id, gathered);
  return true;
}

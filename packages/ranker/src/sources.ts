/** A note that a source found, and what made it find it: a note the reader knows, a topic, a place. */
export interface Found {
  id: string;
  because?: string;
}

export interface Source {
  /** `near`, `graph`, `fresh`, `topic`, `following`, `nearby`, `guarantee`… */
  name: string;
  /** How many of the whole it may bring while others still have some. */
  share: number;
  /** Never more than so many, however little the others bring: following is capped. */
  most?: number;
  /** Best first; read only as far as needed. */
  notes: Iterable<Found>;
}

export interface Gathered {
  id: string;
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

interface Open {
  source: Source;
  notes: Iterator<Found>;
  brought: number;
}

/**
 * Candidates from all sources, about `total`, each remembering what brought it. Sources are read in turn, always the one
 * furthest below its share; what a dry source leaves goes to the others. `fits` keeps out what the reader has seen.
 */
export function gather(
  sources: readonly Source[],
  total: number,
  fits: (id: string) => boolean = () => true,
): Gathered[] {
  const found = new Map<string, Gathered>();
  let open: Open[] = sources.map((source) => ({
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

function furthestBehind(open: readonly Open[]): Open {
  return open.reduce((behind, other) =>
    (other.brought + 1) / other.source.share < (behind.brought + 1) / behind.source.share ? other : behind,
  );
}

/** Reads one note; false when there is no more to read. */
function bring(open: Open, found: Map<string, Gathered>, fits: (id: string) => boolean): boolean {
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
  found.set(value.id, {
    id: value.id,
    source: name,
    ...(value.because !== undefined && { because: value.because }),
    sources: [name],
  });
  return true;
}

/**
 * What the framework's client needs of `devalue` for data that is JSON plus dates and undefined, as ours is: page
 * data from the server and states in the history, in devalue's own format. The whole of it (maps, sets, typed
 * arrays, Temporal…) is 3 KB of every first page's script; `plain-data.test.ts` holds the two together.
 */
type Flat = unknown[];
type Revivers = Record<string, (value: unknown) => unknown>;

const UNDEFINED = -1;
const HOLE = -2;
const NAN = -3;
const SPECIAL = [undefined, undefined, NaN, Infinity, -Infinity, -0];

export function parse(serialized: string, revivers?: Revivers): unknown {
  return unflatten(JSON.parse(serialized) as number | Flat, revivers);
}

export function unflatten(flat: number | Flat, revivers: Revivers = {}): unknown {
  if (typeof flat === 'number') return special(flat);
  const made: unknown[] = [];

  function at(index: number): unknown {
    if (index < 0) return special(index);
    if (index in made) return made[index];
    const value = flat as Flat;
    return revive(index, value[index]);
  }

  function revive(index: number, value: unknown): unknown {
    if (!value || typeof value !== 'object') return (made[index] = value);
    if (!Array.isArray(value)) {
      const object: Record<string, unknown> = {};
      made[index] = object;
      for (const [key, place] of Object.entries(value)) object[key] = at(place as number);
      return object;
    }
    const [head] = value;
    if (typeof head !== 'string') {
      const array: unknown[] = Array(value.length);
      made[index] = array;
      value.forEach((place: number, i) => {
        if (place !== HOLE) array[i] = at(place);
      });
      return array;
    }
    if (Object.hasOwn(revivers, head)) return (made[index] = revivers[head]!(at(value[1] as number)));
    if (head === 'Date') return (made[index] = new Date(value[1] as string));
    throw new TypeError(`${head} does not travel in page data: send JSON`);
  }

  return at(0);
}

export function stringify(root: unknown, reducers: Record<string, (value: unknown) => unknown> = {}): string {
  const flat: string[] = [];
  const places = new Map<unknown, number>();

  function place(value: unknown): number {
    const known = SPECIAL.findIndex((one, i) => i > 1 && Object.is(one, value));
    if (value === undefined) return UNDEFINED;
    if (known > 0) return -known - 1;
    const seen = places.get(value);
    if (seen !== undefined) return seen;
    const index = flat.push('') - 1;
    places.set(value, index);
    flat[index] = written(value);
    return index;
  }

  function written(value: unknown): string {
    for (const [type, reduce] of Object.entries(reducers)) {
      const reduced = reduce(value);
      if (reduced) return `["${type}",${place(reduced)}]`;
    }
    if (!value || typeof value !== 'object') return JSON.stringify(value);
    if (value instanceof Date) return `["Date","${value.toISOString()}"]`;
    if (Array.isArray(value)) return `[${value.map(place).join()}]`;
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype && prototype !== Object.prototype) throw new TypeError('Only JSON travels in page state');
    return `{${Object.entries(value)
      .map(([key, one]) => `${JSON.stringify(key)}:${place(one)}`)
      .join()}}`;
  }

  const first = place(root);
  return first < 0 ? String(first) : `[${flat.join()}]`;
}

/** The server's alone. */
export function uneval(): never {
  throw new TypeError('uneval is for the server');
}

function special(code: number): unknown {
  if (code <= NAN && code >= -6) return SPECIAL[-code - 1];
  if (code === UNDEFINED) return undefined;
  throw new TypeError('Invalid input');
}

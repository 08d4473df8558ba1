import { LRUCache } from 'lru-cache';

/**
 * Work whose answer all share who ask for the same key while it is being made: not the answer in the making, but the next
 * one, begun after they asked. So a hundred who ask at once cost two, and nobody is told what had stopped being true before
 * they asked. For what is the same for all and may not be old at all.
 */
export function sharedNext<Answer>() {
  const flights = new Map<string, { running: Promise<Answer>; next: Promise<Answer> | null }>();
  const begin = (key: string, make: () => Promise<Answer>): Promise<Answer> => {
    const running = make();
    const flight = { running, next: null };
    flights.set(key, flight);
    const land = () => {
      if (flights.get(key) === flight && flight.next === null) flights.delete(key);
    };
    running.then(land, land);
    return running;
  };
  return (key: string, make: () => Promise<Answer>): Promise<Answer> => {
    const flight = flights.get(key);
    if (!flight) return begin(key, make);
    const again = () => begin(key, make);
    flight.next ??= flight.running.then(again, again);
    return flight.next;
  };
}

/**
 * Work whose answer all who ask for the same key within `ms` share, and while it is being made (single flight). For what is
 * public and may be that old; a failure is forgotten at once.
 */
export function sharedFor<Answer>({ ms, most }: { ms: number; most: number }) {
  const answers = new LRUCache<string, Promise<Answer>>({ max: most, ttl: ms });
  return (key: string, make: () => Promise<Answer>): Promise<Answer> => {
    const known = answers.get(key);
    if (known) return known;
    const made = make();
    answers.set(key, made);
    made.catch(() => answers.delete(key));
    return made;
  };
}

import { LRUCache } from 'lru-cache';

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

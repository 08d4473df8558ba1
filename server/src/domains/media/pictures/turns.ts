/** A queue in which people take turns: eighteen big pictures of one do not hold up another's single one. */
export type Turns<T> = {
  add(owner: string, item: T): void;
  next(): T | undefined;
  size(): number;
};

export function turns<T>(): Turns<T> {
  const waiting = new Map<string, T[]>();
  let size = 0;
  return {
    add: (owner, item) => {
      const own = waiting.get(owner);
      if (own) own.push(item);
      else waiting.set(owner, [item]);
      size += 1;
    },
    next: () => {
      const first = waiting.entries().next().value;
      if (!first) return undefined;
      const [owner, items] = first;
      const item = items.shift();
      // To the end of the line, behind everyone else who waits.
      waiting.delete(owner);
      if (items.length > 0) waiting.set(owner, items);
      size -= 1;
      return item;
    },
    size: () => size,
  };
}

import type { Context } from './context.ts';

/** Small writes of several requests that are made as one. */
interface Line<Item, Result> {
  busy: boolean;
  waiting: { item: Item; resolve(result: Result): void; reject(error: unknown): void }[];
}

/** Most that are written at once: more would keep the first of them waiting. */
const MOST = 32;

/**
 * Lets what is asked for while one writing is under way be written by the next one, all of it together: one statement, one
 * commit and one call of the queue for many, and no waiting for whoever comes alone. When a writing fails, each of its
 * items is tried alone, so that nobody's failure is another's.
 *
 * @param write writes items in one transaction, and answers for each of them, in their order
 */
export function together<Item, Result>(write: (ctx: Context, items: readonly Item[]) => Promise<Result[]>) {
  const lines = new WeakMap<Context['db'], Line<Item, Result>>();
  const writeNext = async (ctx: Context, line: Line<Item, Result>): Promise<void> => {
    const batch = line.waiting.splice(0, MOST);
    try {
      const results = await write(
        ctx,
        batch.map(({ item }) => item),
      );
      batch.forEach(({ resolve }, index) => resolve(results[index]!));
    } catch (error) {
      if (batch.length === 1) batch[0]!.reject(error);
      else
        for (const { item, resolve, reject } of batch)
          await write(ctx, [item]).then(([result]) => resolve(result!), reject);
    }
  };
  const work = async (ctx: Context, line: Line<Item, Result>): Promise<void> => {
    line.busy = true;
    while (line.waiting.length > 0) await writeNext(ctx, line);
    line.busy = false;
  };
  return (ctx: Context, item: Item): Promise<Result> => {
    let line = lines.get(ctx.db);
    if (!line) lines.set(ctx.db, (line = { busy: false, waiting: [] }));
    const { waiting } = line;
    const written = new Promise<Result>((resolve, reject) => waiting.push({ item, resolve, reject }));
    if (!line.busy) void work(ctx, line);
    return written;
  };
}

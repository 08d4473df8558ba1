import { personId, type Context } from '../../../kernel/context.ts';
import type { Id } from '../../../kernel/ids.ts';
import { PAGE } from '../../../kernel/paging.ts';
import { followedIds } from '../../graph/index.ts';
import { listNotesAbout, listRelated, notePage, type CardPage } from '../../notes/index.ts';
import { requireTopic, topicNames } from '../../topics/index.ts';
import { withoutUnasked } from '../wishes/index.ts';

// Lists that nobody ranks, without what their reader hid and without the words they keep away. That holds wherever notes come
// by themselves: in what one follows, about a topic, beside a note. It does not hold where somebody asks for just these notes:
// what they search for, a person's own page, a board, what they liked themselves.

interface Page {
  cursor?: string;
  limit?: number;
}

/** Following reads at most so many people's notes. */
const MOST_FOLLOWED = 5000;

/** Notes of people one follows, newest first. */
export async function following(ctx: Context, page: Page): Promise<CardPage> {
  const authorIds = await followedIds(ctx, personId(ctx.viewer), MOST_FOLLOWED);
  return filled(ctx, page, { read: (part) => notePage(ctx, { ...part, authorIds }) });
}

/** Notes of a topic, newest first. A word that the topic is called by is what was asked for, and stays. */
export async function notesAbout(
  ctx: Context,
  { topic, ...page }: Page & { topic: string },
): Promise<CardPage> {
  return filled(ctx, page, {
    read: (part) => listNotesAbout(ctx, { topic, ...part }),
    async about() {
      const id = await requireTopic(ctx, topic);
      return (await topicNames(ctx, [id])).get(id) ?? [];
    },
  });
}

/** Notes like one that is open. */
export async function related(ctx: Context, asked: { id: Id; limit?: number }): Promise<CardPage> {
  const { items, cursor } = await listRelated(ctx, asked);
  return { items: [...(await withoutUnasked(ctx, items))], cursor };
}

/** Where all of a page was taken away the next is read; so many in a row, and the reader is told that there is more. */
const MOST_READ = 10;

interface Filled {
  read: (part: Required<Pick<Page, 'limit'>> & Page) => Promise<CardPage>;
  about?: () => Promise<readonly string[]>;
}

/** A page of its full size, though some of it is kept away. */
async function filled(
  ctx: Context,
  { cursor, limit = PAGE }: Page,
  { read, about }: Filled,
): Promise<CardPage> {
  const items: CardPage['items'] = [];
  let next: string | null | undefined = cursor;
  for (let reads = 0; reads < MOST_READ && next !== null && items.length < limit; reads += 1) {
    const part = await read({ limit: limit - items.length, ...(next !== undefined && { cursor: next }) });
    items.push(...(await withoutUnasked(ctx, part.items, about)));
    next = part.cursor;
  }
  return { items, cursor: next ?? null };
}

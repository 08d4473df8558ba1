import type { Card } from '@jujube/contract';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Context, Viewer } from '../../kernel/context.ts';
import { counterValue } from '../../kernel/counters.ts';
import type { Id } from '../../kernel/ids.ts';
import { coverJson, coverOf, type StoredCover } from '../media/index.ts';
import { authorJson, type Author } from '../people/index.ts';
import { LIKED, marksOf, SAVED } from '../reactions/index.ts';
import { bestVersion, readingOrder, type Shown } from '../translation/index.ts';
import { listedFor, N, seenBy } from './rules.ts';

type Asks = Pick<Context, 'db' | 'viewer'>;

export interface CardRow {
  id: Id;
  title: string;
  /** The first words of the body, where a card needs them. */
  lead: string | null;
  language: string;
  published_at: Date;
  pictures: number;
  background: string | null;
  author: Author;
  cover: StoredCover | null;
  /** What stands in for the title (or the body of a note without one); null: the original. */
  shown: Shown | null;
  likes: number;
  marks: number;
}

/** Notes as cards, as this viewer sees them; what may not be seen, or is by somebody muted, is missing. One statement. */
export function cardsFor(ctx: Asks, ids: readonly Id[]): Promise<Map<Id, Card>> {
  return cardsWhere(ctx, ids, listedFor(ctx));
}

/** The same with notes by people one has muted, for what somebody chose themselves. */
export function chosenCards(ctx: Asks, ids: readonly Id[]): Promise<Map<Id, Card>> {
  return cardsWhere(ctx, ids, seenBy(ctx));
}

/** The same for notes that fulfil a condition of this domain's. */
export async function cardsWhere(
  ctx: Asks,
  ids: readonly Id[],
  condition: RawBuilder<SqlBool>,
): Promise<Map<Id, Card>> {
  if (ids.length === 0) return new Map();
  const order = sql<string[]>`${readingOrder(ctx.viewer.languages)}::text[]`;
  const field = sql`case when n.title = '' then 'body' else 'title' end`;
  const { rows } = await sql<CardRow>`
    select ${cardColumns(ctx.viewer)}, case when n.title = '' then left(n.body, 200) end as lead,
      ${bestVersion({ kind: 'note', ...N, field, order })} as shown
    from notes n where n.id = any(${[...ids]}::bigint[]) and ${condition}`.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, cardOf(row)]));
}

/** SQL: columns of `CardRow` but for words in the reader's language. */
export function cardColumns(viewer: Viewer): RawBuilder<unknown> {
  return sql`n.id, n.title, n.language, n.published_at, n.pictures, n.background, ${authorJson(N.author)} as author,
    ${coverJson(sql.ref('n.cover_id'))} as cover, ${counterValue('note', N.id, 'likes')} as likes,
    ${marksOf(viewer, 'note', N.id)} as marks`;
}

export function cardOf(row: CardRow): Card {
  const original = {
    text: row.title || (row.lead ?? ''),
    language: row.language,
    state: 'original',
  } as const;
  const { text, language, state } = row.shown ?? original;
  return {
    id: row.id,
    title: row.title,
    language: row.language,
    shown: { title: row.title ? text : beginning(text), language, state },
    author: row.author,
    cover: coverOf(row.cover),
    pictures: row.pictures,
    text: row.background === null ? null : row.title || beginning(row.lead ?? ''),
    background: row.background,
    likes: row.likes,
    liked: (row.marks & LIKED) !== 0,
    saved: (row.marks & SAVED) !== 0,
    publishedAt: row.published_at.toISOString(),
  };
}

/** A note without a title is called by its first line. */
function beginning(body: string): string {
  return body.split('\n', 1)[0]!.slice(0, 120).toWellFormed();
}

import type { Card } from '@jujube/contract';
import { sql, type RawBuilder } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Context } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { coverStamp } from '../media/index.ts';
import { authorStamp } from '../people/index.ts';
import { versionsStamp } from '../translation/index.ts';
import { CALLED, N } from './rules.ts';

/** All of a card that is the same for everybody who reads the same languages. */
export type Likeness = Omit<Card, 'likes' | 'liked' | 'saved'>;

/** A card as it is shown to one reader. */
export interface CardView {
  card: Card;
  /** The card's likeness as JSON in UTF-8, without the brace that ends it. */
  json: Buffer;
}

export interface Kept {
  stamp: string;
  likeness: Likeness;
  json: Buffer;
}

/** What is read anew each time, as text: `id likes`, `id bits` for each mark, and `id stamp` for what may be seen. */
export interface Standings {
  likes: string | null;
  marks: string | null;
  stamps: string | null;
}

interface Standing {
  id: Id;
  stamp: string;
  likes: number;
  marks: number;
}

const MOST = 6000;
const caches = new WeakMap<object, LRUCache<string, Kept>>();

/** The cards of a database that are kept ready; null in a transaction, whose rows may change again under one stamp. */
export function cardCache({ db }: Pick<Context, 'db'>): LRUCache<string, Kept> | null {
  if (db.isTransaction) return null;
  let cache = caches.get(db);
  if (!cache) caches.set(db, (cache = new LRUCache({ max: MOST })));
  return cache;
}

/** Makes what is kept of a card. */
export function keep(stamp: string, likeness: Likeness): Kept {
  return { stamp, likeness, json: Buffer.from(JSON.stringify(likeness).slice(0, -1)) };
}

/**
 * SQL: which rows a card is made of, as they are now, in a text without commas. A row that is changed gets another `xmin`
 * (PostgreSQL, "System Columns"), so a kept card with another stamp is never used and nobody has to be told of a change.
 */
export function stampOf(order: RawBuilder<string[]>): RawBuilder<string> {
  const foreign = versionsStamp({ kind: 'note', id: N.id, field: CALLED });
  return sql<string>`concat_ws(' ', n.xmin, ${authorStamp(N.author)}, ${coverStamp(sql.ref('n.cover_id'))},
    case when n.language <> (${order})[1] then 't' || ${foreign} end)`;
}

/** Each card that may be seen, in no order. */
export function readStanding({ likes, marks, stamps }: Standings): Standing[] {
  if (stamps === null) return [];
  const liked = new Map(pairs(likes));
  const own = new Map<Id, number>();
  for (const [id, bit] of pairs(marks)) own.set(id, (own.get(id) ?? 0) | bit);
  return stamps.split(',').map((one) => {
    const end = one.indexOf(' ');
    const id = one.slice(0, end);
    return { id, stamp: one.slice(end + 1), likes: liked.get(id) ?? 0, marks: own.get(id) ?? 0 };
  });
}

function pairs(text: string | null): [id: Id, value: number][] {
  if (text === null) return [];
  return text.split(',').map((pair) => {
    const end = pair.indexOf(' ');
    return [pair.slice(0, end), Number(pair.slice(end + 1))];
  });
}

/**
 * A page of cards as JSON: what is kept of each, and what is this reader's. `more` stands beside a card's own fields, `rest`
 * beside the items.
 */
export function cardsJson<More extends object>(
  items: readonly (CardView & { more: More })[],
  rest: { cursor: string | null },
): Buffer<ArrayBuffer> {
  const parts: Buffer[] = [];
  let before = '{"items":[';
  for (const { card, json, more } of items) {
    const { likes, liked, saved } = card;
    parts.push(Buffer.from(before), json);
    before = `,${JSON.stringify({ likes, liked, saved, ...more }).slice(1)},`;
  }
  const end = items.length > 0 ? before.slice(0, -1) : before;
  parts.push(Buffer.from(`${end}],${JSON.stringify(rest).slice(1)}`));
  return Buffer.concat(parts);
}

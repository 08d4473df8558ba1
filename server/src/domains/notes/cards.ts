import type { Card } from '@jujube/contract';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Context, Viewer } from '../../kernel/context.ts';
import { counterAmong, counterValue } from '../../kernel/counters.ts';
import { idArray, type Id } from '../../kernel/ids.ts';
import { givenIds, statement, viewerShape, viewerValues, viewerWithHoles } from '../../kernel/statement.ts';
import { coverJson, coverOf, type StoredCover } from '../media/index.ts';
import { authorJson, type Author } from '../people/index.ts';
import { LIKED, marksAmong, marksOf, SAVED } from '../reactions/index.ts';
import { bestVersion, titleOrderOf, type Shown } from '../translation/index.ts';
import {
  cardCache,
  keep,
  readStanding,
  stampOf,
  type CardView,
  type Likeness,
  type Standings,
} from './card-cache.ts';
import { CALLED, listedFor, N, seenBy } from './rules.ts';

type Asks = Pick<Context, 'db' | 'viewer'>;

export interface CardRow {
  id: Id;
  title: string;
  /** The first words of the body, where a card needs them. */
  lead: string | null;
  language: string;
  /** Milliseconds since 1970. */
  published: number;
  pictures: number;
  background: string | null;
  author: Author;
  cover: StoredCover | null;
  /** What stands in for the title (or the body of a note without one); null: the original. */
  shown: Shown | null;
  likes: number;
  marks: number;
}

/** Notes as cards, as this viewer sees them; what may not be seen, or is by somebody muted, is missing. */
export function cardsFor(ctx: Asks, ids: readonly Id[]): Promise<Map<Id, Card>> {
  return cardsAmong(ctx, ids, 'listed');
}

/** The same with their JSON. */
export function cardViews(ctx: Asks, ids: readonly Id[]): Promise<Map<Id, CardView>> {
  return viewsAmong(ctx, ids, 'listed');
}

/** The same with notes by people one has muted, for what somebody chose themselves. */
export function chosenCards(ctx: Asks, ids: readonly Id[]): Promise<Map<Id, Card>> {
  return cardsAmong(ctx, ids, 'seen');
}

/** One's own deleted notes as cards. */
export function trashCards(ctx: Asks, ids: readonly Id[]): Promise<Map<Id, Card>> {
  return cardsAmong(ctx, ids, 'trash');
}

/** Which notes are shown at all. */
const AMONG = {
  listed: listedFor,
  seen: seenBy,
  trash: ({ viewer }: { viewer: Viewer }) =>
    sql<SqlBool>`n.author_id = ${viewer.id}::bigint and n.deleted_at is not null`,
};

interface Wanted {
  viewer: Viewer;
  ids: readonly Id[];
  among: keyof typeof AMONG;
}

async function cardsAmong(ctx: Asks, ids: readonly Id[], among: Wanted['among']): Promise<Map<Id, Card>> {
  const views = await viewsAmong(ctx, ids, among);
  return new Map([...views].map(([id, { card }]) => [id, card]));
}

/** First only who may see what, with stamps; then what is not kept ready under these. */
async function viewsAmong(
  { db, viewer }: Asks,
  ids: readonly Id[],
  among: Wanted['among'],
): Promise<Map<Id, CardView>> {
  const views = new Map<Id, CardView>();
  if (ids.length === 0) return views;
  const cache = cardCache({ db });
  const wanted = { viewer, ids, among };
  const order = `${titleOrderOf(viewer).join()} `;
  const [standing] = cache ? await readStandings({ db }, wanted) : [];
  const stamps = new Map<Id, string>();
  for (const { id, stamp, likes, marks } of standing ? readStanding(standing) : []) {
    const kept = cache?.get(order + id);
    if (kept?.stamp === stamp)
      views.set(id, { card: { ...kept.likeness, ...ownOf({ likes, marks }) }, json: kept.json });
    else stamps.set(id, stamp);
  }
  const missing = cache ? [...stamps.keys()] : ids;
  const [found] = missing.length > 0 ? await readCards({ db }, { ...wanted, ids: missing }) : [];
  for (const row of found?.cards ?? []) {
    const kept = keep(stamps.get(row.id) ?? '', likenessOf(row));
    cache?.set(order + row.id, kept);
    views.set(row.id, { card: { ...kept.likeness, ...ownOf(row) }, json: kept.json });
  }
  return views;
}

/** What a reader has to do with a note. */
function ownOf({ likes, marks }: { likes: number; marks: number }) {
  return { likes, liked: (marks & LIKED) !== 0, saved: (marks & SAVED) !== 0 };
}

/** Three texts: thirty rows of five columns would take longer to read than to find. */
const readStandings = statement<Wanted, Standings>({
  shape: ({ viewer, among }) => `${viewerShape(viewer)} ${among}`,
  build({ viewer, among }, hole) {
    const reader = viewerWithHoles(viewer, hole);
    const order = sql<string[]>`${hole('order')}::text[]`;
    const ids = givenIds(hole);
    return sql<Standings>`
      select ${counterAmong('note', ids, 'likes')} as likes, ${marksAmong(reader, 'note', ids)} as marks,
        string_agg(concat_ws(' ', n.id, ${stampOf(order)}), ',') as stamps
      from notes n where n.id = any(${ids}) and ${AMONG[among]({ viewer: reader })}`;
  },
  values: ({ viewer, ids }) => ({
    ...viewerValues(viewer),
    ids: idArray(ids),
    order: titleOrderOf(viewer),
  }),
});

/** All cards as one JSON value: thirty rows of twelve columns would take longer to read than to find. */
const readCards = statement<Wanted, { cards: CardRow[] | null }>({
  shape: ({ viewer, among }) => `${viewerShape(viewer)} ${among}`,
  build({ viewer, among }, hole) {
    const reader = viewerWithHoles(viewer, hole);
    const order = sql<string[]>`${hole('order')}::text[]`;
    return sql<{ cards: CardRow[] | null }>`
      select json_agg(card) as cards from (
        select ${cardColumns(reader)}, case when n.title = '' then left(n.body, 200) end as lead,
          ${bestVersion({ kind: 'note', ...N, field: CALLED, order })} as shown
        from notes n where n.id = any(${givenIds(hole)}) and ${AMONG[among]({ viewer: reader })}) card`;
  },
  values: ({ viewer, ids }) => ({
    ...viewerValues(viewer),
    ids: idArray(ids),
    order: titleOrderOf(viewer),
  }),
});

/** SQL: columns of `CardRow`, as JSON has them, but for words in the reader's language. */
export function cardColumns(viewer: Viewer): RawBuilder<unknown> {
  return sql`n.id::text, n.title, n.language, round(extract(epoch from n.published_at) * 1000)::bigint as published, n.pictures,
    n.background, ${authorJson(N.author)} as author, ${coverJson(sql.ref('n.cover_id'))} as cover,
    ${counterValue('note', N.id, 'likes')} as likes, ${marksOf(viewer, 'note', N.id)} as marks`;
}

export function cardOf(row: CardRow): Card {
  return { ...likenessOf(row), ...ownOf(row) };
}

function likenessOf(row: CardRow): Likeness {
  const original = {
    text: row.title || (row.lead ?? ''),
    language: row.language,
    state: 'original',
  } as const;
  const { text, language, state } = row.shown ?? original;
  const by = row.shown && isMade(row.shown.state) ? { by: row.shown.by } : {};
  return {
    id: row.id,
    title: row.title,
    language: row.language,
    shown: { title: row.title ? text : beginning(text), language, state, ...by },
    author: row.author,
    cover: coverOf(row.cover),
    pictures: row.pictures,
    text: row.background === null ? null : row.title || beginning(row.lead ?? ''),
    background: row.background,
    publishedAt: new Date(row.published).toISOString(),
  };
}

/** By no person. */
export function isMade(state: Shown['state']): boolean {
  return state !== 'author' && state !== 'human';
}

/** A note without a title is called by its first line. */
function beginning(body: string): string {
  return body.split('\n', 1)[0]!.slice(0, 120).toWellFormed();
}

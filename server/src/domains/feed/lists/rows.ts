import { sql } from 'kysely';
import type { Context } from '../../../kernel/context.ts';
import { idArray, idsOf, type Id } from '../../../kernel/ids.ts';
import { statement } from '../../../kernel/statement.ts';
import type { RankedList } from '../../../providers/feed/feed.ts';
import { SHAPE_BYTES } from '../shape.ts';

/** A stretch of a list that somebody asks for. */
export interface Wanted {
  token: string;
  /** Index of the first note. */
  from: number;
  count: number;
  /** Nothing from there on was seen, whatever was sent: all of it may be ranked again. */
  anew: boolean;
}

/** What a list has left for a reader who did something since it was ranked. */
export interface Unseen {
  token: string;
  channel: string | null;
  /** Index of the first note they have not come to. */
  from: number;
  anew: boolean;
  /** Notes of this list and of those before it that were shown. */
  earlier: Id[];
  ids: Id[];
  /** Base64. */
  shapes: string;
  trail: Id[];
}

interface Row {
  channel: string | null;
  ids: string;
  length: number;
  last: boolean;
  model: number;
  /** The reader asked for something else since: nothing of it is shown any more. */
  asked: boolean;
  /** What is left, where it is to be ranked again; else null. */
  earlier: string | null;
  rest: string | null;
  shapes: string | null;
  trail: string | null;
}

/** A stretch of one's own list; undefined where its row was lost. */
export async function readRow({ db, viewer }: Pick<Context, 'db' | 'viewer'>, wanted: Wanted) {
  const [row] = await readRows({ db }, { ...wanted, viewer: viewer.id });
  if (!row) return undefined;
  const { channel, length, last, model, asked, rest, earlier, shapes, trail } = row;
  const { token, from, anew } = wanted;
  const unseen: Unseen | null =
    rest === null
      ? null
      : {
          ...{ token, channel, from, anew, shapes: shapes ?? '' },
          ...{ ids: idsOf(rest), earlier: idsOf(earlier ?? ''), trail: idsOf(trail ?? '') },
        };
  return { channel, ids: idsOf(row.ids), length, last, model, asked, unseen };
}

const readRows = statement<Wanted & { viewer: Id | null }, Row>({
  shape: () => '',
  build(_, hole) {
    const from = sql`${hole('from')}::int`;
    // What is to be ranked again is read with it, which is seldom.
    const left = sql`stale and not asked and (served <= ${from} or ${hole('anew')}::boolean) and cardinality(ids) > ${from}`;
    return sql<Row>`
      select channel, array_to_string(ids[${from} + 1:${from} + ${hole('count')}::int], ',') as ids, cardinality(ids) as length,
        last, model, asked, case when ${left} then array_to_string(seen || ids[1:${from}], ',') end as earlier,
        case when ${left} then array_to_string(ids[${from} + 1:], ',') end as rest,
        case when ${left} then encode(substring(shapes from ${from} * ${sql.lit(SHAPE_BYTES)} + 1), 'base64') end as shapes,
        case when ${left} then array_to_string(trail, ',') end as trail
      from feed_lists where token = ${hole('token')}::uuid and viewer_id is not distinct from ${hole('viewer')}::bigint`;
  },
  values: ({ token, from, count, anew, viewer }) => ({ token, from, count, anew, viewer }),
});

interface NewRow {
  token: string;
  viewer: Id | null;
  channel: string | null;
  seen: readonly Id[];
  list: RankedList;
}

/** Keeps a list for who pages on. */
export async function insertRow({ db }: Pick<Context, 'db'>, row: NewRow): Promise<void> {
  await insertRows({ db }, row);
}

const insertRows = statement<NewRow, object>({
  shape: () => '',
  build: (_, hole) => sql`
    insert into feed_lists (token, viewer_id, channel, ids, seen, shapes, trail, model, last)
    values (${hole('token')}, ${hole('viewer')}, ${hole('channel')}, ${hole('ids')}::bigint[], ${hole('seen')}::bigint[],
      decode(${hole('shapes')}, 'base64'), ${hole('trail')}::bigint[], ${hole('model')}, ${hole('last')})`,
  values: ({ token, viewer, channel, seen, list: { ids, shapes, trail, model, last } }) => ({
    ...{ token, viewer, channel, shapes, model, last },
    ...{ ids: idArray(ids), seen: idArray(seen), trail: idArray(trail) },
  }),
});

/** Notes of a list before an index (all of them unless told), and of the lists before it. */
export async function shownIn(
  { db }: Pick<Context, 'db'>,
  token: string,
  before: number | null = null,
): Promise<Id[]> {
  const { rows } = await sql<{ ids: string }>`
    select array_to_string(seen || ids[1:coalesce(${before}::int, cardinality(ids))], ',') as ids
    from feed_lists where token = ${token}`.execute(db);
  return idsOf(rows[0]?.ids);
}

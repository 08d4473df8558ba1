import type { REPORT_REASONS } from '@jujube/contract';
import { sql } from 'kysely';
import { personId, type Context, type Viewer } from '../../kernel/context.ts';
import { given, type Id } from '../../kernel/ids.ts';
import { PAGE, readCursor, writeCursor } from '../../kernel/paging.ts';
import { statement, viewerShape, viewerValues, viewerWithHoles } from '../../kernel/statement.ts';
import { commentsFor } from '../comments/index.ts';
import { notBlocked, notMuted, relationsFor } from '../graph/index.ts';
import { cardsFor } from '../notes/index.ts';
import { authorsFor } from '../people/index.ts';
import { shownFor } from '../translation/index.ts';
import { aboutsOf, rulesRead, UNREAD } from './abouts.ts';
import { KINDS, kindsOf, type InboxKind, type NoticeKind } from './rules.ts';

interface Row {
  id: Id;
  kind: NoticeKind;
  note_id: Id | null;
  reason: (typeof REPORT_REASONS)[number] | null;
  rule: string;
  about: string | null;
  comment_id: Id | null;
  at: Date;
  read_at: Date | null;
  actors: Id[];
  count: number;
}

/** People shown on one line. */
const FACES = 3;

/** The inbox, newest first. Lines about things one may not see any more, or only by people one blocked or muted, are left out. */
export async function listInbox(
  ctx: Context,
  { kind, cursor, limit = PAGE }: { kind?: InboxKind; cursor?: string; limit?: number },
) {
  const after = readCursor(cursor);
  const { rows } = await sql<Row>`
    select n.id, n.kind, n.note_id, n.comment_id, n.reason, n.rule, n.about, n.at, n.read_at, a.actors, a.count
    from notices n
    cross join lateral (
      select coalesce((array_agg(act.actor_id::text order by act.at desc, act.actor_id)
        filter (where act.actor_id is not null))[1:${sql.lit(FACES)}], '{}') as actors, count(*)::int as count
      from notice_acts act
      where act.notice_id = n.id and ${notBlocked(ctx.viewer, sql.ref('act.actor_id'))} and ${notMuted(ctx.viewer, sql.ref('act.actor_id'))}) a
    where n.person_id = ${personId(ctx.viewer)} and n.kind = any(${given('text', kindsOf(kind))})
      and (${after?.id ?? null}::bigint is null or (n.at, n.id) < (${after?.time ?? null}::timestamptz, ${after?.id ?? null}::bigint))
    order by n.at desc, n.id desc limit ${limit + 1}`.execute(ctx.db);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: await hydrate(
      ctx,
      shown.filter((row) => row.count > 0),
    ),
    cursor: rows.length > limit && last ? writeCursor({ time: last.at, id: last.id }) : null,
  };
}

/** How many lines are unread, by list. */
export async function readUnread(ctx: Context) {
  const rows = await unreadByKind(ctx, ctx.viewer);
  const sum = (kinds: NoticeKind[]) =>
    rows.filter((row) => kinds.includes(row.kind)).reduce((total, row) => total + row.unread, 0);
  const lists = {
    likes: sum(KINDS.likes),
    comments: sum(KINDS.comments),
    followers: sum(KINDS.followers),
    notices: sum(KINDS.notices),
  };
  return { ...lists, total: lists.likes + lists.comments + lists.followers + lists.notices };
}

const unreadByKind = statement<Viewer, { kind: NoticeKind; unread: number }>({
  shape: viewerShape,
  build(viewer, hole) {
    const reader = viewerWithHoles(viewer, hole);
    return sql<{ kind: NoticeKind; unread: number }>`
      select n.kind, count(*)::int as unread from notices n
      where n.person_id = ${reader.id}::bigint and n.read_at is null
        and exists (select from notice_acts act where act.notice_id = n.id
          and ${notBlocked(reader, sql.ref('act.actor_id'))} and ${notMuted(reader, sql.ref('act.actor_id'))})
      group by n.kind`;
  },
  values: viewerValues,
});

async function hydrate(ctx: Context, rows: Row[]) {
  const comments = await commentsFor(
    ctx,
    rows.flatMap((row) => row.comment_id ?? []),
  );
  const noteOf = (row: Row) =>
    row.note_id ?? (row.comment_id && comments.get(row.comment_id)?.noteId) ?? null;
  const [people, notes, relations, abouts, rules, shown] = await Promise.all([
    authorsFor(
      ctx,
      rows.flatMap((row) => row.actors),
    ),
    cardsFor(ctx, [...new Set(rows.flatMap((row) => noteOf(row) ?? []))]),
    relationsFor(
      ctx,
      rows.flatMap((row) => (row.kind === 'follow' ? row.actors : [])),
    ),
    aboutsOf(
      ctx,
      rows.flatMap(({ about }) => about ?? []),
    ),
    rulesRead(
      ctx,
      rows.flatMap(({ about }) => about ?? []),
    ),
    shownFor(ctx, {
      kind: 'comment',
      originals: [...comments.values()].map(({ id, version, language }) => ({
        id,
        version,
        language,
        field: 'body',
      })),
    }),
  ]);
  return rows.flatMap((row) => {
    const noteId = noteOf(row);
    const note = noteId ? notes.get(noteId) : undefined;
    const comment = row.comment_id ? comments.get(row.comment_id) : undefined;
    const isGone = row.kind === 'taken_down';
    const about = row.about === null || isGone ? null : abouts.get(row.about);
    if ((noteId && !note) || (comment?.removed && !isGone) || about === undefined) return [];
    return {
      id: row.id,
      kind: row.kind,
      people: row.actors.flatMap((id) => people.get(id) ?? []),
      count: row.count,
      note: note
        ? { id: note.id, title: note.shown.title, language: note.shown.language, cover: note.cover }
        : null,
      comment: comment
        ? {
            ...{ id: comment.id, body: comment.body, language: comment.language },
            shown: shown.get(`${comment.id} body`) ?? null,
          }
        : null,
      about,
      following: row.kind === 'follow' ? (relations.get(row.actors[0]!)?.following ?? false) : null,
      decision: isGone
        ? { reason: row.reason, rule: row.rule, ...(rules.get(row.about ?? '') ?? UNREAD) }
        : null,
      at: row.at.toISOString(),
      read: row.read_at !== null,
    };
  });
}

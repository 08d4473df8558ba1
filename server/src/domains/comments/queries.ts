import type { ShownFacet } from '@jujube/contract';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { keepsRules, type Context } from '../../kernel/context.ts';
import { counterValue } from '../../kernel/counters.ts';
import { countAbout, countDaily } from '../../kernel/numbers.ts';
import { AppError } from '../../kernel/errors.ts';
import { given, type Id } from '../../kernel/ids.ts';
import { PAGE } from '../../kernel/paging.ts';
import { facetsToSegments } from '../../kernel/text.ts';
import { markerFor } from '../culture/index.ts';
import { notMuted } from '../graph/index.ts';
import { requireVisibleNote, visibleNotes } from '../notes/index.ts';
import { authorJson, namesInParts, type Author } from '../people/index.ts';
import { likedBy } from '../reactions/index.ts';
import { nearestVersion, orderOf, type ShownWhole } from '../translation/index.ts';
import { ownRemoval, takenDownOf, visibleTo, type StoredRemoval } from '../verdicts/index.ts';
import { readThreadCursor, writeThreadCursor } from './cursor.ts';
import { editableUntil, FIRST_REPLIES } from './rules.ts';

export interface CommentRow {
  id: Id;
  note_id: Id;
  author_id: Id;
  parent_id: Id | null;
  created_at: Date;
  removed_at: Date | null;
  language: string;
  body: string;
  facets: { start: number; end: number; kind: 'topic' | 'mention' | 'link'; id: string; name?: string }[];
}

interface Listed extends Omit<CommentRow, 'facets'> {
  facets: ShownFacet[];
  reply_to_id: Id | null;
  edited_at: Date | null;
  hidden_at: Date | null;
  pinned_at: Date | null;
  hints: boolean;
  removed_by: 'author' | 'moderator' | null;
  removal: StoredRemoval | null;
  author: Author;
  reply_to: Author | null;
  by_author: boolean;
  liked_by_author: boolean;
  likes: string;
  replies: string;
  liked: boolean;
  shown: (Omit<ShownWhole, 'facets'> & { facets: ShownFacet[] }) | null;
}

interface ThreadsInput {
  id: Id;
  cursor?: string;
  limit?: number;
  sort?: 'best' | 'newest';
}

/** Comments of a note: the pinned one first, then best or newest, each with its first replies. */
export async function listThreads(ctx: Context, { id, cursor, limit = PAGE, sort = 'best' }: ThreadsInput) {
  const note = await requireVisibleNote(ctx, id);
  const after = readThreadCursor(cursor);
  const score = sort === 'best' ? sql`likes + 2 * replies` : sql`0`;
  const { rows } = await sql<Listed & { score: string; pinned: number }>`
    with threads as (
      select ${columns(ctx, note.authorId)}
      from comments c where c.note_id = ${id} and c.parent_id is null and ${seen(ctx, note.authorId)}),
    scored as (select t.*, ${score} as score, case when pinned_at is null then 0 else 1 end as pinned from threads t)
    select * from scored
    where ${after === null}::boolean or (pinned, score, id) < (${after?.pinned ?? 0}::int, ${after?.score ?? 0}::bigint, ${after?.id ?? 0}::bigint)
    order by pinned desc, score desc, id desc limit ${limit + 1}`.execute(ctx.db);
  const shown = await readable(ctx, rows.slice(0, limit));
  const replies = await firstReplies(ctx, { roots: shown.map((row) => row.id), noteAuthor: note.authorId });
  const last = shown.at(-1);
  return {
    items: shown.map((row) => ({ ...commentOf(ctx, row), firstReplies: replies.get(row.id) ?? [] })),
    cursor:
      rows.length > limit && last
        ? writeThreadCursor({ pinned: last.pinned, score: last.score, id: last.id })
        : null,
  };
}

/** Replies of a thread, oldest first. */
export async function listReplies(ctx: Context, { id, cursor, limit = PAGE }: Omit<ThreadsInput, 'sort'>) {
  const root = await requireComment(ctx, id);
  const note = await requireVisibleNote(ctx, root.note_id);
  const after = readThreadCursor(cursor);
  const { rows } = await sql<Listed>`
    select ${columns(ctx, note.authorId)} from comments c
    where c.parent_id = ${id} and ${seen(ctx, note.authorId)} and c.id > ${after?.id ?? 0}::bigint
    order by c.id limit ${limit + 1}`.execute(ctx.db);
  const shown = await readable(ctx, rows.slice(0, limit));
  const last = shown.at(-1);
  return {
    items: shown.map((row) => commentOf(ctx, row)),
    cursor: rows.length > limit && last ? writeThreadCursor({ pinned: 0, score: '0', id: last.id }) : null,
  };
}

/** One comment as the viewer sees it. */
export async function readComment(ctx: Context, id: Id) {
  const { note_id } = await requireComment(ctx, id);
  const note = await requireVisibleNote(ctx, note_id);
  const { rows } =
    await sql<Listed>`select ${columns(ctx, note.authorId)} from comments c where c.id = ${id}`.execute(
      ctx.db,
    );
  const [row] = await readable(ctx, rows);
  return commentOf(ctx, row!);
}

/** A comment that the viewer may see, note included. Throws `comment.not_found`. */
export async function requireComment(ctx: Pick<Context, 'db' | 'viewer'>, id: Id): Promise<CommentRow> {
  const found = await findComment(ctx, id);
  if (!found) throw new AppError('comment.not_found');
  return found;
}

/** The same; null for one that the viewer may not see. */
export async function findComment(ctx: Pick<Context, 'db' | 'viewer'>, id: Id): Promise<CommentRow | null> {
  const { rows } = await sql<CommentRow>`
    select c.id, c.note_id, c.author_id, c.parent_id, c.created_at, c.removed_at, c.language, c.body, c.facets
    from comments c where c.id = ${id} and ${visible(ctx)}`.execute(ctx.db);
  const [comment] = rows;
  return comment && (await visibleNotes(ctx, [comment.note_id])).has(comment.note_id) ? comment : null;
}

type Said = Pick<Listed, 'id' | 'note_id' | 'author_id' | 'body' | 'facets' | 'language' | 'removed_at'> & {
  version: number;
};

export interface SaidComment {
  id: Id;
  noteId: Id;
  authorId: Id;
  body: string;
  language: string;
  version: number;
  removed: boolean;
}

/** What somebody said, for inbox and reports: id → words, by whom, on which note. */
export async function commentsFor(
  { db }: Pick<Context, 'db'>,
  ids: readonly Id[],
): Promise<Map<Id, SaidComment>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Said>`
    select id, note_id, author_id, body, facets, language, version, removed_at
    from comments where id = any(${given('bigint', ids)})`.execute(db);
  const named = await withNames({ db }, rows);
  return new Map(
    named.map((row) => [
      row.id,
      {
        id: row.id,
        noteId: row.note_id,
        authorId: row.author_id,
        body: plainWords(row),
        language: row.language,
        version: row.version,
        removed: row.removed_at !== null,
      },
    ]),
  );
}

/** The words as they are read where nothing in them is a link. */
function plainWords({ body, facets }: Pick<Said, 'body' | 'facets'>): string {
  const segments = facetsToSegments(body, facets);
  return segments.map(({ text, facet }) => (facet?.name ? `@${facet.name}` : text)).join('');
}

/** About how many there are, and how many each of the last days brought (UTC, oldest first). */
export async function countComments(ctx: Pick<Context, 'db' | 'now'>, days: number) {
  const [total, daily] = await Promise.all([
    countAbout(ctx, sql`select from comments where removed_at is null`),
    countDaily(
      ctx,
      days,
      (from) => sql<{ id: Id }>`select id from comments where id >= ${from}::bigint and removed_at is null`,
    ),
  ]);
  return { total, days: daily };
}

/** Those of these notes under which somebody other than these people said something. */
export async function noteIdsWithOthers(
  { db }: Pick<Context, 'db'>,
  { notes, people }: { notes: readonly Id[]; people: readonly Id[] },
): Promise<Set<Id>> {
  const { rows } = await sql<{ id: Id }>`
    select distinct c.note_id as id from comments c
    where c.note_id = any(${given('bigint', notes)}) and not c.author_id = any(${given('bigint', people)})`.execute(
    db,
  );
  return new Set(rows.map((row) => row.id));
}

async function firstReplies(ctx: Context, { roots, noteAuthor }: { roots: Id[]; noteAuthor: Id }) {
  const { rows } = await sql<Listed>`
    select r.* from unnest(${roots}::bigint[]) with ordinality as root(id, place)
    cross join lateral (
      select ${columns(ctx, noteAuthor)} from comments c
      where c.parent_id = root.id and ${seen(ctx, noteAuthor)} order by c.id limit ${FIRST_REPLIES}) r
    order by root.place, r.id`.execute(ctx.db);
  const byRoot = new Map<Id, ReturnType<typeof commentOf>[]>();
  for (const row of await readable(ctx, rows)) {
    const same = byRoot.get(row.parent_id!);
    if (same) same.push(commentOf(ctx, row));
    else byRoot.set(row.parent_id!, [commentOf(ctx, row)]);
  }
  return byRoot;
}

/** With names of today, and with what their reader may not know. */
async function readable<Row extends Listed>(ctx: Context, rows: readonly Row[]): Promise<Row[]> {
  const [named, mark] = await Promise.all([withNames(ctx, rows), markerFor(ctx)]);
  if (!mark) return named;
  return named.map((row) => ({
    ...row,
    facets: mark({ text: row.body, language: row.language }, row.facets),
    shown: row.shown && { ...row.shown, facets: mark(row.shown, row.shown.facets) },
  }));
}

/** Whom they mention is called by the name of today. */
async function withNames<Row extends Pick<Listed, 'facets'>>(
  ctx: Pick<Context, 'db'>,
  rows: readonly Row[],
): Promise<(Row & Pick<Listed, 'facets'>)[]> {
  const named = await namesInParts(
    ctx,
    rows.flatMap(({ facets }) => facets),
  );
  return rows.map((row) => ({ ...row, facets: named(row.facets) }));
}

const C = {
  id: sql.ref('c.id'),
  owner: sql.ref('c.author_id'),
  version: sql.ref('c.version'),
  language: sql.ref('c.language'),
};

function visible(ctx: Pick<Context, 'viewer'>): RawBuilder<SqlBool> {
  return visibleTo(ctx, { kind: 'comment', id: C.id, owner: C.owner });
}

/** In a list: visible, not by somebody muted, and hidden ones only for their writer, the note's author and those who keep the rules. */
function seen({ viewer }: Context, noteAuthor: Id): RawBuilder<SqlBool> {
  const all = viewer.id === noteAuthor || keepsRules(viewer);
  return sql<SqlBool>`${visible({ viewer })} and ${notMuted(viewer, C.owner)}
    and (c.hidden_at is null or ${all}::boolean or c.author_id = ${viewer.id}::bigint)`;
}

function columns({ viewer }: Context, noteAuthor: Id) {
  const order = sql<string[]>`${orderOf(viewer)}::text[]`;
  return sql`c.id, c.note_id, c.author_id, c.parent_id, c.reply_to_id, c.body, c.facets, c.language, c.created_at, c.edited_at,
    c.removed_at, c.removed_by, c.hidden_at, c.pinned_at, c.hints, ${ownRemoval({ viewer }, { kind: 'comment', ...C }, order)} as removal,
    ${authorJson(C.owner)} as author,
    case when c.reply_to_id <> c.parent_id then ${authorJson(sql`(select a.author_id from comments a where a.id = c.reply_to_id)`)} end as reply_to,
    c.author_id = ${noteAuthor}::bigint as by_author,
    ${likedBy({ id: noteAuthor }, 'comment', C.id)} as liked_by_author,
    ${counterValue('comment', C.id, 'likes')} as likes, ${counterValue('comment', C.id, 'replies')} as replies,
    ${likedBy(viewer, 'comment', C.id)} as liked,
    ${nearestVersion({ kind: 'comment', ...C, field: sql`'body'`, order })} as shown`;
}

function commentOf({ viewer, now }: Context, row: Listed) {
  const removed = row.removed_at !== null;
  const body = removed ? '' : row.body;
  const mine = row.author_id === viewer.id;
  const editable = mine && !removed ? editableUntil(row.created_at, now()) : null;
  return {
    id: row.id,
    note: row.note_id,
    parent: row.parent_id,
    replyTo: row.reply_to,
    body,
    facets: removed ? [] : row.facets,
    language: row.language,
    shown: shownOf(row, body),
    author: row.author,
    byAuthor: row.by_author,
    likedByAuthor: row.liked_by_author,
    pinned: row.pinned_at !== null,
    hidden: row.hidden_at !== null,
    hints: row.hints && !removed,
    removed,
    likes: Number(row.likes),
    liked: row.liked,
    replies: Number(row.replies),
    createdAt: row.created_at.toISOString(),
    editedAt: row.edited_at?.toISOString() ?? null,
    mine,
    takenDown: mine ? takenDownOf(removalOf(row), { pictures: false }) : null,
    editableUntil: editable?.toISOString() ?? null,
  };
}

/** A verdict about it, or that somebody who keeps the rules took its words away. */
function removalOf({ removal, removed_at: at, removed_by: by }: Listed): StoredRemoval | null {
  if (removal || by !== 'moderator' || !at) return removal;
  return {
    rule: '',
    reason: null,
    since: at.toISOString(),
    until: null,
    regions: [],
    language: null,
    shown: null,
  };
}

/** In the reader's language where it is there in one; the words as they are else. */
function shownOf({ shown, language, removed_at }: Listed, body: string) {
  if (shown === null || removed_at !== null) return { body, language, state: 'original' as const };
  const { text, state, facets, by, parts, people } = shown;
  const known = { ...(parts && { pairs: parts }), ...(people && { people }) };
  return { body: text, language: shown.language, state, facets, by, ...known };
}

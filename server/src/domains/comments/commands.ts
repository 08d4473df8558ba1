import { keepsRules, personId, type Context } from '../../kernel/context.ts';
import { count } from '../../kernel/counters.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Id } from '../../kernel/ids.ts';
import { resolveLanguage } from '../../kernel/languages.ts';
import { spend } from '../../kernel/limits.ts';
import { cleanText, withinGraphemes } from '../../kernel/text.ts';
import { transact, type Tx } from '../../kernel/transaction.ts';
import { facetsFor, requireVisibleNote } from '../notes/index.ts';
import { like, unlike } from '../reactions/index.ts';
import { eraseVersions, wantTranslations } from '../translation/index.ts';
import { commentCreated, commentRemoved } from './events.ts';
import { commentsFor, findComment, readComment, requireComment, type CommentRow } from './queries.ts';
import { EDITABLE_MS, MOST_GRAPHEMES } from './rules.ts';

interface Words {
  body: string;
  language?: string;
}

interface NewComment extends Words {
  /** The note. */
  id: Id;
  /** The comment it answers, on either level. */
  parent?: Id | null;
}

/** Writes a comment, or answers one. Throws `comment.empty`, `comment.long`, `comment.parent_gone`, `note.not_found`. */
export async function writeComment(ctx: Context, { id: noteId, parent, ...words }: NewComment) {
  const author = personId(ctx.viewer);
  const body = checked(words.body);
  const id = await transact(ctx, async (tx) => {
    await spend(tx, 'comment');
    const note = await requireVisibleNote(tx, noteId);
    const answered = parent ? await answeredComment(tx, { noteId, parent }) : null;
    return insertComment(tx, { author, note, answered, body, language: words.language });
  });
  return readComment(ctx, id);
}

export interface InsertedComment {
  author: Id;
  note: { id: Id; authorId: Id };
  answered: Pick<CommentRow, 'id' | 'parent_id' | 'author_id'> | null;
  body: string;
  language?: string;
  /** When it was written, for the demo world; now if left out. */
  at?: Date;
}

/** Stores a checked comment with its counts, and tells. Answers its id. */
export async function insertComment(
  tx: Tx,
  { author, note, answered, body, language, at }: InsertedComment,
): Promise<Id> {
  const id = at ? tx.ids.at(at, note.authorId) : tx.ids.next(note.authorId);
  const { text, facets, mentionedIds } = await facetsFor(tx, body, { topics: false });
  const root = answered && (answered.parent_id ?? answered.id);
  await tx.db
    .insertInto('comments')
    .values({
      id,
      note_id: note.id,
      author_id: author,
      parent_id: root,
      reply_to_id: answered?.id ?? null,
      body: text,
      facets: JSON.stringify(facets),
      language: resolveLanguage(text, language),
      ...(at && { created_at: at }),
    })
    .execute();
  await count(tx, [
    { kind: 'note', id: note.id, name: 'comments', delta: 1 },
    ...(root ? [{ kind: 'comment', id: root, name: 'replies', delta: 1 } as const] : []),
  ]);
  wantTranslations(tx, { kind: 'comment', id }, { urgency: at ? 'again' : 'written' });
  tx.emit(commentCreated, {
    commentId: id,
    noteId: note.id,
    authorId: author,
    noteAuthorId: note.authorId,
    answersId: answered?.author_id ?? null,
    mentionedIds,
  });
  return id;
}

/** Changes one's own comment within 15 minutes. Throws `comment.edit_over`. */
export async function editComment(ctx: Context, { id, body, language }: Words & { id: Id }) {
  const checkedBody = checked(body);
  await transact(ctx, async (tx) => {
    await spend(tx, 'edit');
    const row = await ownComment(tx, id);
    if (tx.now().getTime() - row.created_at.getTime() > EDITABLE_MS) throw new AppError('comment.edit_over');
    const before = [{ text: row.body, facets: row.facets }];
    const { text, facets } = await facetsFor(tx, checkedBody, { topics: false, before });
    await tx.db
      .updateTable('comments')
      .set((expression) => ({
        body: text,
        facets: JSON.stringify(facets),
        language: resolveLanguage(text, language ?? row.language),
        version: expression('version', '+', 1),
        edited_at: tx.now(),
      }))
      .where('id', '=', id)
      .execute();
    wantTranslations(tx, { kind: 'comment', id });
  });
  return readComment(ctx, id);
}

/** Removes one's own comment; moderators may remove any. Its place stays, so that answers keep their thread. */
export async function removeComment(ctx: Context, { id }: { id: Id }): Promise<void> {
  await transact(ctx, async (tx) => {
    const row = await requireComment(tx, id);
    const mine = row.author_id === tx.viewer.id;
    if (!mine && !keepsRules(tx.viewer)) throw new AppError('access.denied');
    const by = mine ? 'author' : 'moderator';
    const { numUpdatedRows } = await tx.db
      .updateTable('comments')
      .set({ removed_at: tx.now(), removed_by: by, pinned_at: null })
      .where('id', '=', id)
      .where('removed_at', 'is', null)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) return;
    await eraseVersions(tx, { kind: 'comment', ids: [id] });
    await count(tx, [
      { kind: 'note', id: row.note_id, name: 'comments', delta: -1 },
      ...(row.parent_id ? [{ kind: 'comment', id: row.parent_id, name: 'replies', delta: -1 } as const] : []),
    ]);
    tx.emit(commentRemoved, { commentId: id, noteId: row.note_id, authorId: row.author_id, by });
  });
}

/** Its writer asks for hints, not answers. Throws `access.denied` for anybody else. */
export async function askForHints(ctx: Context, { id }: { id: Id }): Promise<void> {
  await setHints(ctx, { id, hints: true });
}

/** Answers are welcome again. */
export async function allowAnswers(ctx: Context, { id }: { id: Id }): Promise<void> {
  await setHints(ctx, { id, hints: false });
}

async function setHints(ctx: Context, { id, hints }: { id: Id; hints: boolean }): Promise<void> {
  await transact(ctx, async (tx) => {
    await spend(tx, 'edit');
    const { author_id: author, removed_at: removed } = await requireComment(tx, id);
    if (author !== tx.viewer.id || removed !== null) throw new AppError('access.denied');
    await tx.db.updateTable('comments').set({ hints }).where('id', '=', id).execute();
  });
}

/** Likes a comment. Twice is once. */
export async function likeComment(ctx: Context, { id }: { id: Id }) {
  return transact(ctx, async (tx) => {
    const { author_id: owner } = await requireComment(tx, id);
    return like(tx, { kind: 'comment', id, owner });
  });
}

/** Takes a like back, also from a comment that may not be seen any more, of which nothing is told; twice is once. */
export async function unlikeComment(ctx: Context, { id }: { id: Id }) {
  return transact(ctx, async (tx) => {
    const [comment] = (await commentsFor(tx, [id])).values();
    const taken = comment && (await unlike(tx, { kind: 'comment', id, owner: comment.authorId }));
    return taken && (await findComment(tx, id)) ? taken : { liked: false, likes: 0 };
  });
}

/** The note's author puts one comment above the others; the one pinned before goes back to its place. */
export async function pinComment(ctx: Context, { id }: { id: Id }): Promise<void> {
  await transact(ctx, async (tx) => {
    const { note_id, parent_id, removed_at } = await commentUnderOwnNote(tx, id);
    if (parent_id !== null || removed_at !== null) throw new AppError('access.denied');
    await tx.db
      .updateTable('comments')
      .set({ pinned_at: null })
      .where('note_id', '=', note_id)
      .where('pinned_at', 'is not', null)
      .execute();
    await tx.db.updateTable('comments').set({ pinned_at: tx.now() }).where('id', '=', id).execute();
  });
}

export async function unpinComment(ctx: Context, { id }: { id: Id }): Promise<void> {
  await transact(ctx, async (tx) => {
    await commentUnderOwnNote(tx, id);
    await tx.db.updateTable('comments').set({ pinned_at: null }).where('id', '=', id).execute();
  });
}

/** The note's author hides a comment from readers; its writer still sees it. */
export async function hideComment(ctx: Context, { id }: { id: Id }): Promise<void> {
  await setHidden(ctx, { id, hidden: true });
}

export async function unhideComment(ctx: Context, { id }: { id: Id }): Promise<void> {
  await setHidden(ctx, { id, hidden: false });
}

async function setHidden(ctx: Context, { id, hidden }: { id: Id; hidden: boolean }): Promise<void> {
  await transact(ctx, async (tx) => {
    await commentUnderOwnNote(tx, id);
    await tx.db
      .updateTable('comments')
      .set(hidden ? { hidden_at: tx.now(), pinned_at: null } : { hidden_at: null })
      .where('id', '=', id)
      .execute();
  });
}

function checked(raw: string): string {
  const body = cleanText(raw, { multiline: true });
  if (body === '') throw new AppError('comment.empty');
  if (!withinGraphemes(body, MOST_GRAPHEMES)) throw new AppError('comment.long');
  return body;
}

async function answeredComment(tx: Tx, { noteId, parent }: { noteId: Id; parent: Id }): Promise<CommentRow> {
  const row = await requireComment(tx, parent).catch((error: unknown) => {
    if (error instanceof AppError) throw new AppError('comment.parent_gone');
    throw error;
  });
  if (row.note_id !== noteId || row.removed_at !== null) throw new AppError('comment.parent_gone');
  return row;
}

async function ownComment(tx: Tx, id: Id): Promise<CommentRow> {
  const row = await requireComment(tx, id);
  if (row.author_id !== tx.viewer.id) throw new AppError('access.denied');
  if (row.removed_at !== null) throw new AppError('comment.not_found');
  return row;
}

async function commentUnderOwnNote(tx: Tx, id: Id): Promise<CommentRow> {
  const row = await requireComment(tx, id);
  const note = await requireVisibleNote(tx, row.note_id);
  if (note.authorId !== tx.viewer.id) throw new AppError('access.denied');
  return row;
}

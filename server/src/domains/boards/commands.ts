import { sql } from 'kysely';
import { personId, type Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { uuidv7, type Id } from '../../kernel/ids.ts';
import { resolveLanguage } from '../../kernel/languages.ts';
import { spend } from '../../kernel/limits.ts';
import { transact, type Tx } from '../../kernel/transaction.ts';
import { markedNoteSubject, noteSubject, visibleNotes } from '../notes/index.ts';
import { importReactions, react, takeBack } from '../reactions/index.ts';
import { eraseVersions, wantTranslations } from '../translation/index.ts';
import { readBoard, requireBoard, type Board } from './queries.ts';
import { placeOn } from './places.ts';
import { checkAbout, checkName, MOST_BOARDS, MOST_NOTES, STEP } from './rules.ts';

interface Words {
  name: string;
  about: string;
  visibility: 'public' | 'me';
}

interface OnBoard {
  /** The board. */
  id: string;
  note: Id;
}

/** Makes a board. Throws `board.name_invalid`, `board.about_long`, `board.too_many`. */
export async function createBoard(ctx: Context, typed: Words): Promise<Board> {
  const owner = personId(ctx.viewer);
  const words = { ...typed, name: checkName(typed.name), about: checkAbout(typed.about) };
  return transact(ctx, async (tx) => {
    await spend(tx, 'edit');
    await lockBoards(tx);
    const { rows } = await sql<{ full: boolean }>`
      select count(*) >= ${MOST_BOARDS} as full from boards where owner_id = ${owner}`.execute(tx.db);
    if (rows[0]!.full) throw new AppError('board.too_many');
    return readBoard(tx, { id: await insertBoard(tx, { owner, ...words, notes: [] }) });
  });
}

export interface InsertedBoard extends Words {
  owner: Id;
  /** In their order; they become saved. Those that the viewer may not see are left out. */
  notes: readonly Id[];
  /** When it was made, for the demo world; now if left out. */
  at?: Date;
}

/** Stores a checked board with its notes. Answers its id. */
export async function insertBoard(
  tx: Tx,
  { owner, name, about, visibility, notes, at }: InsertedBoard,
): Promise<string> {
  const id = uuidv7(at?.getTime());
  const time = at ?? tx.now();
  await tx.db
    .insertInto('boards')
    .values({
      id,
      owner_id: owner,
      name,
      about,
      visibility,
      language: resolveLanguage(name),
      created_at: time,
      updated_at: time,
    })
    .execute();
  if (visibility === 'public')
    wantTranslations(tx, { kind: 'board', id }, { urgency: at ? 'again' : 'written' });
  if (notes.length > 0) await fillBoard(tx, { id, owner, notes, at: time });
  return id;
}

interface Filling extends Required<Pick<InsertedBoard, 'owner' | 'notes' | 'at'>> {
  id: string;
}

async function fillBoard(tx: Tx, { id, owner, notes, at }: Filling): Promise<void> {
  const seen = await visibleNotes(tx, notes);
  const kept = notes.flatMap((note) => seen.get(note) ?? []);
  const save = { personId: owner, kind: 'note', name: 'save', at } as const;
  await importReactions(
    tx,
    kept.map((note) => ({ ...save, id: tx.ids.at(at, owner), subjectId: note.id, ownerId: note.authorId })),
  );
  await sql`
    insert into board_notes (board_id, note_id, position, added_at)
    select ${id}::uuid, n.id, (${kept.length} - n.place + 1) * ${STEP}, ${at}::timestamptz
    from unnest(${kept.map((note) => note.id)}::bigint[]) with ordinality as n(id, place)`.execute(tx.db);
}

/** Changes the words of one's own board, or who sees it. */
export async function changeBoard(
  ctx: Context,
  { id, ...change }: Partial<Words> & { id: string },
): Promise<Board> {
  const name = change.name === undefined ? undefined : checkName(change.name);
  const about = change.about === undefined ? undefined : checkAbout(change.about);
  return transact(ctx, async (tx) => {
    await spend(tx, 'edit');
    await lockBoards(tx);
    await requireOwn(tx, id);
    await tx.db
      .updateTable('boards')
      .set((expression) => ({
        ...(name !== undefined && { name, language: resolveLanguage(name) }),
        ...(about !== undefined && { about }),
        ...((name ?? about) !== undefined && { version: expression('version', '+', 1) }),
        ...(change.visibility && { visibility: change.visibility }),
        updated_at: tx.now(),
      }))
      .where('id', '=', id)
      .execute();
    wantTranslations(tx, { kind: 'board', id });
    return readBoard(tx, { id });
  });
}

/** Removes one's own board; its notes stay saved. */
export async function removeBoard(ctx: Context, { id }: { id: string }): Promise<void> {
  await transact(ctx, async (tx) => {
    await lockBoards(tx);
    await requireOwn(tx, id);
    await tx.db.deleteFrom('boards').where('id', '=', id).execute();
    await eraseVersions(tx, { kind: 'board', ids: [id] });
  });
}

interface Placing extends OnBoard {
  before?: Id;
  after?: Id;
  /** Another board of one's own, which it leaves. */
  from?: string;
}

/**
 * Puts a note on one's own board and saves it: on top, or beside a note that is there. A note that is there already moves
 * only when a place is given. Throws `note.not_found`, `board.full`, `board.place_gone`.
 */
export async function putOnBoard(ctx: Context, { id, note, before, after, from }: Placing): Promise<void> {
  await transact(ctx, async (tx) => {
    await lockBoards(tx);
    await requireOwn(tx, id);
    if (from !== undefined) await requireOwn(tx, from);
    const { size, there } = await readSize(tx, { id, note });
    if (there) await spend(tx, 'save');
    else await save(tx, note);
    if (!there && size >= MOST_NOTES) throw new AppError('board.full');
    const beside = before ?? after;
    if (!there || (beside !== undefined && beside !== note)) {
      const position = await placeOn(tx, { id, note, before, after });
      await sql`
        insert into board_notes (board_id, note_id, position) values (${id}, ${note}, ${position})
        on conflict (board_id, note_id) do update set position = excluded.position`.execute(tx.db);
      await touch(tx, id);
    }
    if (from !== undefined && from !== id) await takeOff(tx, { id: from, note });
  });
}

/** Takes a note off one's own board; it stays saved. */
export async function takeOffBoard(ctx: Context, { id, note }: OnBoard): Promise<void> {
  await transact(ctx, async (tx) => {
    await lockBoards(tx);
    await requireOwn(tx, id);
    await takeOff(tx, { id, note });
  });
}

/** Saves a note. Twice is once. Throws `note.not_found`, `limit.too_many`. */
export async function saveNote(ctx: Context, { id }: { id: Id }): Promise<void> {
  await transact(ctx, (tx) => save(tx, id));
}

/** Takes a note out of what one saved, boards included, also one that may not be seen any more; twice is once. */
export async function unsaveNote(ctx: Context, { id }: { id: Id }): Promise<void> {
  await transact(ctx, async (tx) => {
    await lockBoards(tx);
    await takeBack(tx, { name: 'save', kind: 'note', id, subject: markedNoteSubject });
    await sql`
      delete from board_notes e using boards b
      where e.note_id = ${id} and b.id = e.board_id and b.owner_id = ${personId(tx.viewer)}`.execute(tx.db);
  });
}

async function save(tx: Tx, id: Id): Promise<void> {
  const made = await react(tx, { name: 'save', kind: 'note', id, subject: noteSubject });
  if (!made) throw new AppError('note.not_found');
}

/**
 * One person's changes of their boards come one after the other: so limits hold, places stay apart, and nothing is on a
 * board whose save was just taken back. Nobody else writes these rows.
 */
async function lockBoards(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${'boards:' + personId(tx.viewer)}, 0))`.execute(
    tx.db,
  );
}

async function requireOwn(tx: Tx, id: string): Promise<void> {
  const { owner } = await requireBoard(tx, id);
  if (owner !== tx.viewer.id) throw new AppError('access.denied');
}

async function readSize(tx: Tx, { id, note }: OnBoard): Promise<{ size: number; there: boolean }> {
  const { rows } = await sql<{ size: number; there: boolean }>`
    select count(*)::int as size, coalesce(bool_or(note_id = ${note}), false) as there
    from board_notes where board_id = ${id}`.execute(tx.db);
  return rows[0]!;
}

async function takeOff(tx: Tx, { id, note }: OnBoard): Promise<void> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('board_notes')
    .where('board_id', '=', id)
    .where('note_id', '=', note)
    .executeTakeFirstOrThrow();
  if (numDeletedRows > 0n) await touch(tx, id);
}

async function touch(tx: Tx, id: string): Promise<void> {
  await tx.db.updateTable('boards').set({ updated_at: tx.now() }).where('id', '=', id).execute();
}

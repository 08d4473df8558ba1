import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { api, OutputOf } from '@jujube/contract';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Id } from '../../kernel/ids.ts';
import { resolveLanguage } from '../../kernel/languages.ts';
import { PAGE, pageOf, readUuidCursor } from '../../kernel/paging.ts';
import { markerFor, withMarks } from '../culture/index.ts';
import { chosenCards, noteSeen, reactedPage, type CardPage } from '../notes/index.ts';
import { authorJson, peopleWhere, resolvePerson, type Author } from '../people/index.ts';
import { shownFor } from '../translation/index.ts';
import { visibleTo } from '../verdicts/index.ts';
import { readPlace, writePlace } from './cursor.ts';
import { COVERS } from './rules.ts';

type Reads = Pick<Context, 'db' | 'viewer' | 'pool'>;
export type Board = OutputOf<ReturnType<typeof api<'GET /boards/:id'>>>;

interface Row {
  id: string;
  name: string;
  language: string;
  about: string;
  version: number;
  visibility: 'public' | 'me';
  owner: Author;
  updated_at: Date;
  notes: number;
  first: Id[];
  has: boolean | null;
}

interface Page {
  cursor?: string;
  limit?: number;
}

/** Boards of a person that the viewer may see, the last changed first. With `note`, each says whether it has it. */
export async function listBoards(
  ctx: Reads,
  { person, note, cursor, limit = PAGE }: Page & { person: string; note?: Id },
) {
  const owner = await visiblePerson(ctx, person);
  const after = readUuidCursor(cursor);
  const { rows } = await sql<Row>`
    select ${columns(ctx, note ?? null)} from boards board
    where board.owner_id = ${owner} and ${visible(ctx)}
      and (${after?.id ?? null}::uuid is null or (board.updated_at, board.id) < (${after?.time ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by board.updated_at desc, board.id desc limit ${limit + 1}`.execute(ctx.db);
  const page = pageOf(rows, limit, (row) => ({ time: row.updated_at, id: row.id }));
  return { items: await withCovers(ctx, page.rows), cursor: page.cursor };
}

/** A board. Throws `board.not_found`, also for what the viewer may not see. */
export async function readBoard(ctx: Reads, { id }: { id: string }): Promise<Board> {
  const { rows } =
    await sql<Row>`select ${columns(ctx, null)} from boards board where board.id = ${id} and ${visible(ctx)}`.execute(
      ctx.db,
    );
  const [board] = await withCovers(ctx, rows);
  if (!board) throw new AppError('board.not_found');
  return board;
}

/** Notes on a board in its order; those the viewer may not see are left out. */
export async function listBoardNotes(
  ctx: Reads,
  { id, cursor, limit = PAGE }: Page & { id: string },
): Promise<CardPage> {
  const after = readPlace(cursor);
  await requireBoard(ctx, id);
  const { rows } = await sql<{ note: Id; position: number }>`
    select e.note_id as note, e.position from board_notes e
    where e.board_id = ${id} and ${noteSeen(ctx, sql.ref('e.note_id'))}
      and (${after === null}::boolean or (e.position, e.note_id) < (${after?.position ?? 0}::float8, ${after?.note ?? 0}::bigint))
    order by e.position desc, e.note_id desc limit ${limit + 1}`.execute(ctx.db);
  const shown = rows.slice(0, limit);
  const cards = await chosenCards(
    ctx,
    shown.map(({ note }) => note),
  );
  const last = shown.at(-1);
  return {
    items: shown.flatMap(({ note }) => cards.get(note) ?? []),
    cursor: rows.length > limit && last ? writePlace(last) : null,
  };
}

/** Notes one saved, newest save first. */
export function listSaves(ctx: Context, page: Page): Promise<CardPage> {
  return reactedPage(ctx, { name: 'save', ...page });
}

/** Whose a board is. Throws `board.not_found` for what the viewer may not see. */
export async function requireBoard(
  ctx: Reads,
  id: string,
): Promise<{ owner: Id; name: string; about: string }> {
  const { rows } = await sql<{ owner: Id; name: string; about: string }>`
    select board.owner_id as owner, board.name, board.about from boards board where board.id = ${id} and ${visible(ctx)}`.execute(
    ctx.db,
  );
  if (!rows[0]) throw new AppError('board.not_found');
  return rows[0];
}

/** SQL: the viewer may see the row `board` (a name that no condition of others uses). */
function visible(ctx: Reads): RawBuilder<SqlBool> {
  const subject = {
    kind: 'board',
    id: sql.ref('board.id'),
    owner: sql.ref('board.owner_id'),
    visibility: sql.ref('board.visibility'),
  } as const;
  return visibleTo(ctx, subject);
}

/** With the first notes beyond the covers, since the picture of a text card may not be there yet. */
function columns(ctx: Reads, note: Id | null): RawBuilder<unknown> {
  const seen = noteSeen(ctx, sql.ref('e.note_id'));
  return sql`board.id, board.name, board.language, board.about, board.version, board.visibility, ${authorJson(sql.ref('board.owner_id'))} as owner, board.updated_at,
    (select count(*)::int from board_notes e where e.board_id = board.id and ${seen}) as notes,
    array(select e.note_id::text from board_notes e where e.board_id = board.id and ${seen}
      order by e.position desc, e.note_id desc limit ${sql.lit(COVERS + 2)}) as first,
    case when ${note}::bigint is not null then
      exists (select from board_notes e where e.board_id = board.id and e.note_id = ${note}::bigint) end as has`;
}

async function withCovers(ctx: Reads, rows: readonly Row[]): Promise<Board[]> {
  const cards = await chosenCards(ctx, [...new Set(rows.flatMap((row) => row.first))]);
  const boards = rows.map((row) => ({
    ...row,
    aboutLanguage: row.about === '' ? row.language : resolveLanguage(row.about),
  }));
  const originals = boards.flatMap(({ id, version, language, aboutLanguage }) => [
    { id, version, field: 'name', language },
    { id, version, field: 'about', language: aboutLanguage },
  ]);
  const [shown, mark] = await Promise.all([shownFor(ctx, { kind: 'board', originals }), markerFor(ctx)]);
  return boards.map(({ first, updated_at: _at, version: _version, ...row }) => ({
    ...row,
    nameShown: shown.get(`${row.id} name`) ?? null,
    aboutFacets: mark?.({ text: row.about, language: row.aboutLanguage }, []) ?? [],
    aboutShown: withMarks(mark, shown.get(`${row.id} about`)),
    covers: first.flatMap((id) => cards.get(id)?.cover ?? []).slice(0, COVERS),
    mine: row.owner.id === ctx.viewer.id,
  }));
}

async function visiblePerson(ctx: Reads, person: string): Promise<Id> {
  const id = await resolvePerson(ctx, person);
  const visiblePeople = await peopleWhere(ctx, [id], (ref) =>
    visibleTo(ctx, { kind: 'person', id: ref, owner: ref }),
  );
  if (!visiblePeople.has(id)) throw new AppError('person.not_found');
  return id;
}

import { sql } from 'kysely';
import { AppError } from '../../kernel/errors.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Tx } from '../../kernel/transaction.ts';
import { positionIn, STEP, type Gap } from './rules.ts';

interface Wanted {
  /** The board. */
  id: string;
  /** The note to be placed, which is not its own neighbour. */
  note: Id;
  before?: Id | undefined;
  after?: Id | undefined;
}

/**
 * A free position on a board: in front of or behind a note that is on it, else on top. Where numbers leave no room, the
 * board is numbered anew. Throws `board.place_gone`.
 */
export async function placeOn(tx: Tx, wanted: Wanted): Promise<number> {
  const position = positionIn(await readGap(tx, wanted));
  if (position !== null) return position;
  await renumber(tx, wanted.id);
  return positionIn(await readGap(tx, wanted))!;
}

async function readGap(tx: Tx, { id, note, before, after }: Wanted): Promise<Gap> {
  const beside = before ?? after;
  if (beside === undefined) return { above: null, below: await readTop(tx, { id, note }) };
  const { rows } = await sql<{ at: number; above: number | null; below: number | null }>`
    select n.position as at,
      (select min(o.position) from board_notes o where o.board_id = n.board_id and o.position > n.position and o.note_id <> ${note}) as above,
      (select max(o.position) from board_notes o where o.board_id = n.board_id and o.position < n.position and o.note_id <> ${note}) as below
    from board_notes n where n.board_id = ${id} and n.note_id = ${beside}`.execute(tx.db);
  const row = rows[0];
  if (!row) throw new AppError('board.place_gone');
  return before === undefined ? { above: row.at, below: row.below } : { above: row.above, below: row.at };
}

async function readTop(tx: Tx, { id, note }: Wanted): Promise<number | null> {
  const { rows } = await sql<{ top: number | null }>`
    select max(position) as top from board_notes where board_id = ${id} and note_id <> ${note}`.execute(
    tx.db,
  );
  return rows[0]!.top;
}

async function renumber(tx: Tx, id: string): Promise<void> {
  await sql`
    update board_notes e set position = o.place * ${STEP}
    from (select note_id, row_number() over (order by position, note_id) as place from board_notes where board_id = ${id}) o
    where e.board_id = ${id} and e.note_id = o.note_id`.execute(tx.db);
}

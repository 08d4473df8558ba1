import { sql } from 'kysely';
import { visitor } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Tx } from '../../kernel/transaction.ts';
import { hadReaders, PROMISE_HOURS, readersOf } from '../feed/index.ts';
import { visibleNotes } from '../notes/index.ts';
import { readLedger } from './ledger.ts';
import { promisedAt, readWeights } from './weights.ts';

const BATCH = 200;
const HOURS_MS = PROMISE_HOURS * 3_600_000;
/** What was seen in the last moment may still be on its way into the log. */
const GRACE_MS = 60_000;

interface Due {
  noteId: Id;
  from: Date;
  to: Date;
}

interface Settled {
  noteId: Id;
  outcome: 'kept' | 'too_few_readers' | 'not_shown' | 'withdrawn' | 'earlier';
  given: number;
}

/** Says how the first 24 hours of notes ended, from the log. Answers whether there may be more. */
export async function settle(tx: Tx): Promise<boolean> {
  const due = await readDue(tx);
  if (due.length === 0) return false;
  const [{ begunAt }, weights, readers] = [
    await readLedger(tx),
    await readWeights(tx),
    await readersOf(tx, due),
  ];
  const promised = ({ from }: Due) => promisedAt(weights, from);
  const short = due.filter((note) => readers.get(note.noteId)! < promised(note));
  // What everybody may see is what a visitor may.
  const open = await visibleNotes({ db: tx.db, viewer: visitor([]) }, idsOf(short));
  const settled: Settled[] = [];
  for (const note of due) {
    const { noteId } = note;
    const given = readers.get(noteId)!;
    const outcome =
      given >= promised(note)
        ? 'kept'
        : open.has(noteId)
          ? await whyMissed(tx, { ...note, promised: promised(note) }, begunAt)
          : 'withdrawn';
    settled.push({ noteId, outcome, given });
  }
  await sql`
    update fairness_notes f set outcome = one.outcome, given = one.given
    from json_to_recordset(${JSON.stringify(settled)}::json) as one ("noteId" bigint, outcome text, given integer)
    where f.note_id = one."noteId"`.execute(tx.db);
  return due.length === BATCH;
}

/**
 * Where fewer readers came than were promised, nobody could have shown it to more; and who saw it before the ledger began,
 * nobody knows.
 */
async function whyMissed(
  tx: Tx,
  { from, to, promised }: Due & { promised: number },
  begunAt: Date,
): Promise<'too_few_readers' | 'not_shown' | 'earlier'> {
  if (from < begunAt) return 'earlier';
  const enough = await hadReaders(tx, { from, to, least: promised });
  return enough ? 'not_shown' : 'too_few_readers';
}

async function readDue(tx: Tx): Promise<Due[]> {
  const ended = new Date(tx.now().getTime() - HOURS_MS - GRACE_MS);
  const { rows } = await sql<{ noteId: Id; from: Date }>`
    select note_id as "noteId", published_at as "from" from fairness_notes
    where outcome is null and admission = 'eligible' and published_at < ${ended}
    order by published_at limit ${BATCH}`.execute(tx.db);
  return rows.map(({ noteId, from }) => ({ noteId, from, to: new Date(from.getTime() + HOURS_MS) }));
}

function idsOf(notes: readonly { noteId: Id }[]): Id[] {
  return notes.map(({ noteId }) => noteId);
}

import { sql } from 'kysely';
import { admissionOf, type Admission } from '@jujube/ranker';
import { given, type Id } from '../../kernel/ids.ts';
import type { Tx } from '../../kernel/transaction.ts';
import { arrivals, guaranteeOf, PROMISE_HOURS, type Arrival, type LogPlace } from '../feed/index.ts';
import { followersBefore } from '../graph/index.ts';
import { originsFor } from '../people/index.ts';
import { ageBand, followersBand, MOST_FOLLOWERS, NONE } from './bands.ts';
import { dayOf } from './calendar.ts';
import { lastClosed, readLedger } from './ledger.ts';

const BATCH = 500;
const HOURS_MS = PROMISE_HOURS * 3_600_000;

/** A note as the ledger keeps it. */
interface Kept {
  noteId: Id;
  authorId: Id;
  publishedAt: Date;
  day: string;
  followers: string;
  age: string;
  language: string;
  region: string;
  channel: string;
  device: number | null;
  admission: Admission | 'late';
  outcome: 'earlier' | null;
}

/**
 * Takes in notes that came to the feed since, in its order: their bands as of their publication, and whether they are
 * promised impressions. Answers whether there may be more.
 */
export async function takeIn(tx: Tx): Promise<boolean> {
  const ledger = await readLedger(tx);
  const came = await arrivals(tx, { after: ledger, limit: BATCH });
  if (came.length === 0) return false;
  const first = await unknown(tx, came);
  if (first.length > 0) await insert(tx, await kept(tx, first));
  await moveTo(tx, came.at(-1)!);
  return came.length === BATCH;
}

/** Those that the ledger does not have yet, each once. */
async function unknown(tx: Tx, came: readonly Arrival[]): Promise<Arrival[]> {
  const { rows } = await sql<{ noteId: Id }>`
    select note_id as "noteId" from fairness_notes
    where note_id = any(${given(
      'bigint',
      came.map(({ noteId }) => noteId),
    )})`.execute(tx.db);
  const known = new Set(rows.map(({ noteId }) => noteId));
  return came.filter(({ noteId }) => !known.has(noteId) && known.add(noteId));
}

async function kept(tx: Tx, notes: readonly Arrival[]): Promise<Kept[]> {
  const authors = notes.map(({ authorId }) => authorId);
  const asked = notes.map(({ authorId, publishedAt }) => ({ personId: authorId, at: publishedAt }));
  const [followers, origins, closed, ledger, admit] = await Promise.all([
    followersBefore(tx, asked, MOST_FOLLOWERS),
    originsFor(tx, authors),
    lastClosed(tx),
    readLedger(tx),
    admissions(tx, notes),
  ]);
  return notes.map((note, index): Kept => {
    const { noteId, authorId, publishedAt, cameAt, language, channel, device } = note;
    const published = dayOf(publishedAt);
    // As the feed has it: to what was a day old when it came, nothing is owed.
    const late = cameAt.getTime() - publishedAt.getTime() >= HOURS_MS;
    const origin = origins.get(authorId);
    return {
      ...{ noteId, authorId, publishedAt, language, device },
      day: published <= closed ? dayOf(tx.now()) : published,
      followers: followersBand(followers[index]!),
      age: ageBand(origin?.joinedAt ?? publishedAt, publishedAt),
      region: origin?.region ?? NONE,
      channel: channel ?? NONE,
      admission: late ? 'late' : admit(note),
      outcome: late && publishedAt < ledger.begunAt ? 'earlier' : null,
    };
  });
}

/**
 * The ranker's rule for a note and those that its author, or others from the same device, published shortly before, asked note
 * by note in their order.
 */
async function admissions(tx: Tx, notes: readonly Arrival[]): Promise<(note: Arrival) => Admission> {
  const earliest = Math.min(...notes.map(({ publishedAt }) => publishedAt.getTime()));
  const authors = [...new Set(notes.map(({ authorId }) => authorId))];
  const devices = [...new Set(notes.flatMap(({ device }) => device ?? []))];
  const { rows } = await sql<{ authorId: Id; device: number | null; at: Date; admission: string }>`
    select author_id as "authorId", device, published_at as at, admission from fairness_notes
    where (author_id = any(${given('bigint', authors)}) or device = any(${given('bigint', devices.map(String))}))
      and published_at > ${new Date(earliest - HOURS_MS)} and admission in ('eligible', 'author_limit')`.execute(
    tx.db,
  );
  const recent = rows.map((row) => ({ ...row, at: row.at.getTime() }));
  return ({ authorId, device, publishedAt }) => {
    const at = publishedAt.getTime();
    const within = recent.filter((one) => one.at > at - HOURS_MS);
    const own = within.filter((one) => one.authorId === authorId);
    const admission = admissionOf(
      {
        eligible: own.filter((one) => one.admission === 'eligible').length,
        refused: own.filter((one) => one.admission === 'author_limit').length,
        device:
          device === null
            ? 0
            : within.filter((one) => one.device === device && one.admission === 'eligible').length,
      },
      guaranteeOf(tx.config),
    );
    recent.push({ authorId, device, at, admission });
    return admission;
  };
}

async function insert({ db }: Tx, notes: readonly Kept[]): Promise<void> {
  await sql`
    insert into fairness_notes (note_id, author_id, published_at, day, followers, age, language, region, channel, device, admission, outcome)
    select "noteId", "authorId", "publishedAt", day, followers, age, language, region, channel, device, admission, outcome
    from json_to_recordset(${JSON.stringify(notes)}::json) as one ("noteId" bigint, "authorId" bigint,
      "publishedAt" timestamptz, day date, followers text, age text, language text, region text, channel text, device integer,
      admission text, outcome text)`.execute(db);
}

async function moveTo({ db }: Tx, { era, tx, seq }: LogPlace): Promise<void> {
  await sql`update fairness_ledger set era = ${era}, tx = ${tx}::xid8, seq = ${seq}`.execute(db);
}

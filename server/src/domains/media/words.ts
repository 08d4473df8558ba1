import { detect, resolveTag } from '@jujube/lingua';
import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { task } from '../../kernel/events.ts';
import { given } from '../../kernel/ids.ts';
import { cleanText } from '../../kernel/text.ts';
import { transact, type Tx } from '../../kernel/transaction.ts';
import type { ReadLine } from '../../providers/reading/reading.ts';
import { pictureSaid } from './events.ts';

/** What a picture says, as its row keeps it. */
export interface PictureWords {
  /** BCP 47, or `und`. */
  language: string;
  lines: ReadLine[];
}

/** A poster has so many; a photographed page is not meant to be read here. */
const MOST_LINES = 60;
const MOST_CHARACTERS = 200;

/** Reads what a note's picture says, once; nobody waits for it. Gives up after three tries: hostile pictures exist. */
export const readWords = task(
  { name: 'media.read-words', priority: 30, maxAttempts: 3, lane: { name: 'reading', concurrency: 1 } },
  read,
);

/** Has pictures read that were not yet; where that is not possible, they have no words. */
export async function wantWords(tx: Tx, ids: readonly string[]): Promise<void> {
  if (!tx.config.pictureWords || !tx.config.translation.on || ids.length === 0) return;
  const { rows } = await sql<{ id: string }>`
    select id from media where id = any(${given('uuid', ids)}) and words is null and not drawn`.execute(
    tx.db,
  );
  for (const { id } of rows) tx.enqueue(readWords, { id }, { key: `words:${id}` });
}

interface Unread {
  version: number;
  picture: { url: string; still?: { url: string }[] };
}

async function read(ctx: Context, { id }: { id: string }): Promise<void> {
  const { reading, storage } = ctx.providers;
  if (!reading.there) return ctx.log.info({ picture: id }, 'words in pictures are not read here');
  const { rows } = await sql<Unread>`
    select version, picture from media
    where id = ${id} and state = 'ready' and subject_kind = 'note' and words is null and not drawn`.execute(
    ctx.db,
  );
  const [row] = rows;
  if (!row) return;
  const url = row.picture.still?.at(-1)?.url ?? row.picture.url;
  const bytes = await storage.bytes(url.replace('/media/', ''));
  if (!bytes) return;
  const words = wordsOf(await reading.read(bytes));
  await transact(ctx, async (tx) => {
    const { numAffectedRows } = await sql`
      update media set words = ${JSON.stringify(words)}::jsonb
      where id = ${id} and version = ${row.version} and words is null and state = 'ready'`.execute(tx.db);
    if (numAffectedRows && words.lines.length > 0) tx.emit(pictureSaid, { ids: [id] });
  });
}

function wordsOf(found: readonly ReadLine[]): PictureWords {
  const lines = found.slice(0, MOST_LINES).flatMap(({ text, box }) => {
    const clean = cleanText(text).slice(0, MOST_CHARACTERS);
    return clean === '' ? [] : [{ text: clean, box }];
  });
  const said = lines.map(({ text }) => text).join('\n');
  return { language: said === '' ? 'und' : resolveTag(detect(said)[0]?.language ?? 'und'), lines };
}

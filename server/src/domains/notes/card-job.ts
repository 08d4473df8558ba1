import { sql } from 'kysely';
import { visitor, type Context } from '../../kernel/context.ts';
import { task } from '../../kernel/events.ts';
import { uuidv7, type Id } from '../../kernel/ids.ts';
import { transact, type Tx } from '../../kernel/transaction.ts';
import { attachMedia, insertPicture, storePicture, withFile } from '../media/index.ts';
import { cardWords } from './cards/words.ts';

interface CardRow {
  author_id: Id;
  title: string;
  body: string;
  language: string;
  background: string;
  version: number;
  visibility: string;
}

/**
 * Makes the picture of a text card: one at a time, because drawing is slow, in processes that yield to everything else.
 * A card that has its picture, was changed meanwhile, or is gone is left alone, so running twice does no harm.
 */
export const renderCard = task({ name: 'notes.render-card', queue: 'notes.cards' }, render);

async function render(ctx: Context, { noteId }: { noteId: Id }): Promise<void> {
  const row = await cardWithoutPicture(ctx, noteId);
  if (!row) return;
  const text = row.title || row.body;
  const drawn = await ctx.providers.cards.render({
    text,
    background: row.background,
    language: row.language,
  });
  const { author_id: owner } = row;
  const prepared = await withFile(ctx.config, drawn.data, (path) =>
    ctx.providers.pictures.processPicture({ path, owner }),
  );
  try {
    const id = uuidv7();
    const stored = await storePicture(ctx, prepared, { id, version: 1 });
    await transact({ ...ctx, viewer: { ...visitor([]), id: owner } }, async (tx) => {
      if (!(await takesPicture(tx, { noteId, id, row }))) return;
      await insertPicture(tx, { id, owner, name: null, prepared, stored });
      await showPicture(tx, { noteId, id, row });
    });
  } finally {
    await prepared.discard();
  }
}

const ROW = sql`select n.author_id, n.title, n.body, n.language, n.background, n.version, n.visibility from notes n`;

async function cardWithoutPicture({ db }: Pick<Context, 'db'>, noteId: Id): Promise<CardRow | undefined> {
  const { rows } = await sql<CardRow>`
    ${ROW} where n.id = ${noteId} and n.form = 'text' and n.cover_id is null`.execute(db);
  return rows[0];
}

interface Drawn {
  noteId: Id;
  /** Of the picture. */
  id: string;
  row: CardRow;
}

/** Whether the card still says what was drawn; it does until this transaction ends. */
async function takesPicture(tx: Tx, { noteId, row }: Drawn): Promise<boolean> {
  const { rows } = await sql`
    select from notes n where n.id = ${noteId} and n.form = 'text' and n.cover_id is null
      and n.version = ${row.version} and n.background = ${row.background} for update`.execute(tx.db);
  return rows.length > 0;
}

async function showPicture(tx: Tx, { noteId, id, row }: Drawn): Promise<void> {
  await attachMedia(tx, {
    subject: { kind: 'note', id: noteId },
    ids: [id],
    alts: { [id]: cardWords(row.title || row.body) },
    open: row.visibility === 'public',
    drawn: true,
  });
  await sql`
    with shown as (insert into note_media (note_id, position, media_id) values (${noteId}, 0, ${id}))
    update notes set cover_id = ${id}, pictures = 1 where id = ${noteId}`.execute(tx.db);
}

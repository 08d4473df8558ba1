import { sql } from 'kysely';
import { personId, type Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { given, type Id, uuidv7 } from '../../kernel/ids.ts';
import { spend } from '../../kernel/limits.ts';
import { cleanText } from '../../kernel/text.ts';
import { transact, type Tx } from '../../kernel/transaction.ts';
import { mediaRemoved, pictureSaid } from './events.ts';
import { storeOriginal, storePicture, withFile, type StoredFiles, type StoredOriginal } from './files.ts';
import type { Crop } from './pictures/measures.ts';
import type { Prepared } from '../../providers/pictures/pictures.ts';
import { PictureRefusal } from './pictures/refusal.ts';
import { uploadedFor } from './queries.ts';
import { wantWords } from './words.ts';

export interface NewPicture {
  /** A file on this machine that the upload was written to. */
  path: string;
  /** What its owner called the file; shown, never used as a path. */
  name: string | null;
  id?: string;
}

/** Prepares, stores and records an uploaded picture of the viewer's. Throws the contract's `media.…` codes. */
export async function addPicture(ctx: Context, picture: NewPicture) {
  const record = await storeUpload(ctx, picture);
  return record(ctx);
}

/**
 * The slow part of it, for which no transaction may wait: answers what records the picture. Files that are never recorded
 * are taken by the sweeper.
 */
export async function storeUpload(ctx: Context, { path, name, id = uuidv7() }: NewPicture) {
  const owner = personId(ctx.viewer);
  await spend(ctx, 'upload');
  const prepared = await refusing(ctx, () => ctx.providers.pictures.processPicture({ path, owner }));
  let stored: StoredFiles;
  let original: StoredOriginal | null;
  try {
    stored = await storePicture(ctx, prepared, { id, version: 1 });
    original = ctx.config.keepOriginals ? await storeOriginal(ctx, { id, path, mime: prepared.mime }) : null;
  } finally {
    await prepared.discard();
  }
  return async (recording: Context) => {
    const row = { id, owner, name: shownName(name), prepared, stored, original };
    await transact(recording, (tx) => insertPicture(tx, row));
    return uploadedFor(recording, id);
  };
}

interface InsertedPicture {
  id: string;
  owner: Id;
  name: string | null;
  prepared: Omit<Prepared, 'discard'>;
  stored: StoredFiles;
  /** The file as it came, where the operator keeps it. */
  original?: StoredOriginal | null;
}

/** Records a stored picture. */
export async function insertPicture(
  tx: Tx,
  { id, owner, name, prepared, stored, original = null }: InsertedPicture,
): Promise<void> {
  const { width, height, mime, animated, thumbhash } = prepared;
  const { master, cover, picture, bytes, files } = stored;
  await tx.db
    .insertInto('media')
    .values({
      ...{
        id,
        owner_id: owner,
        name,
        mime,
        animated,
        width,
        height,
        thumbhash,
        master,
        bytes: String(bytes + (original?.bytes ?? 0)),
      },
      ...(original && { original: original.name, original_bytes: String(original.bytes) }),
      cover: JSON.stringify(cover),
      picture: JSON.stringify(picture),
    })
    .execute();
  await insertFiles(tx, id, files);
}

interface Change {
  id: string;
  crop?: Crop | null;
  alt?: string | null;
}

/** Crops one's own picture anew (null: the whole of it), or describes it. */
export async function changePicture(ctx: Context, { id, crop, alt }: Change) {
  const row = await ownPicture(ctx, id);
  if (alt !== undefined) await setAlt(ctx, id, alt);
  if (crop !== undefined) await recrop(ctx, row, crop);
  return uploadedFor(ctx, id);
}

/** Removes a picture that nothing uses. */
export async function removePicture(ctx: Context, { id }: { id: string }): Promise<void> {
  const row = await ownPicture(ctx, id);
  if (row.subject_kind !== null) throw new AppError('media.in_use');
  await transact(ctx, (tx) => releaseMedia(tx, [id]));
}

export interface Attachment {
  subject: { kind: 'note' | 'person'; id: Id };
  ids: readonly string[];
  /** Words for who does not see them, by picture. */
  alts?: Record<string, string> | undefined;
  /** Whether anybody may fetch the bytes; else who may see the subject. */
  open: boolean;
  /** We drew it: what it says is what its subject says. */
  drawn?: boolean;
}

/**
 * Gives the viewer's own pictures to something of theirs. Answers the ids that it has now: one that is not there, not
 * theirs, or something else's already is missing from it.
 */
export async function attachMedia(
  tx: Tx,
  { subject, ids, alts = {}, open, drawn = false }: Attachment,
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    update media m set subject_kind = ${subject.kind}, subject_id = ${subject.id}, open = ${open}, drawn = ${drawn},
      alt = coalesce(${JSON.stringify(alts)}::jsonb ->> m.id::text, m.alt)
    where m.id = any(${given('uuid', ids)}) and m.owner_id = ${personId(tx.viewer)} and m.state = 'ready'
      and (m.subject_kind is null or (m.subject_kind = ${subject.kind} and m.subject_id = ${subject.id}))
    returning m.id`.execute(tx.db);
  const attached = rows.map((row) => row.id);
  if (subject.kind === 'note') await wantWords(tx, attached);
  return new Set(attached);
}

/** The viewer's waiting pictures that a draft names wait on from now. */
export async function keepWaiting(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`update media set created_at = now()
    where id = any(${given('uuid', ids)}) and owner_id = ${personId(tx.viewer)} and subject_kind is null`.execute(
    tx.db,
  );
}

/** Opens or closes the bytes of everything that something has. */
export async function setMediaOpen(
  tx: Tx,
  { kind, id, open }: { kind: string; id: Id; open: boolean },
): Promise<void> {
  await sql`update media set open = ${open}
    where subject_kind = ${kind} and subject_id = ${id} and state = 'ready'`.execute(tx.db);
}

/** Takes pictures away for good: at once nobody gets their bytes, and a job deletes the files. */
export async function releaseMedia(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`update media set state = 'removed', removed_at = now(), open = false
    where id = any(${given('uuid', ids)}) and state = 'ready'`.execute(tx.db);
  tx.emit(mediaRemoved, { ids: [...ids] });
}

/** Runs the preparing child; what it refuses becomes the contract's code. */
export async function refusing<T>(ctx: Pick<Context, 'log'>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PictureRefusal)) throw error;
    ctx.log.info({ code: error.code, detail: error.detail }, 'a picture was refused');
    throw new AppError(error.code, error.code === 'media.busy' ? { retryAfter: 10 } : {});
  }
}

interface OwnPicture {
  id: string;
  version: number;
  master: string | null;
  subject_kind: string | null;
}

async function ownPicture(ctx: Context, id: string): Promise<OwnPicture> {
  const row = await ctx.db
    .selectFrom('media')
    .select(['id', 'version', 'master', 'subject_kind'])
    .where('id', '=', id)
    .where('owner_id', '=', personId(ctx.viewer))
    .where('state', '=', 'ready')
    .executeTakeFirst();
  if (!row) throw new AppError('media.not_found');
  return row;
}

async function setAlt(ctx: Context, id: string, alt: string | null): Promise<void> {
  const text = alt === null ? null : cleanText(alt, { multiline: true }).slice(0, 1000) || null;
  await transact(ctx, async (tx) => {
    await tx.db.updateTable('media').set({ alt: text }).where('id', '=', id).execute();
    tx.emit(pictureSaid, { ids: [id] });
  });
}

async function recrop(ctx: Context, row: OwnPicture, crop: Crop | null): Promise<void> {
  const bytes = row.master && (await ctx.providers.storage.bytes(row.master));
  if (!bytes) throw new AppError('media.not_found');
  const prepared = await withFile(ctx.config, bytes, (path) =>
    refusing(ctx, () => ctx.providers.pictures.renderFromMaster({ path, owner: personId(ctx.viewer), crop })),
  );
  try {
    const version = row.version + 1;
    const stored = await storePicture(ctx, prepared, { id: row.id, version });
    await transact(ctx, (tx) => replaceFiles(tx, { id: row.id, version, crop, prepared, stored }));
  } finally {
    await prepared.discard();
  }
}

type Replacement = Omit<InsertedPicture, 'owner' | 'name' | 'original'> & {
  version: number;
  crop: Crop | null;
};

/** The old renditions lose their place here and are taken by the sweeper. */
async function replaceFiles(tx: Tx, { id, version, crop, prepared, stored }: Replacement): Promise<void> {
  const { numUpdatedRows } = await tx.db
    .updateTable('media')
    .set({
      ...{ version, width: prepared.width, height: prepared.height, thumbhash: prepared.thumbhash },
      crop: crop === null ? null : JSON.stringify(crop),
      cover: JSON.stringify(stored.cover),
      picture: JSON.stringify(stored.picture),
      words: null,
    })
    .where('id', '=', id)
    .where('version', '=', version - 1)
    .executeTakeFirstOrThrow();
  // Two crops at once: the other one won.
  if (numUpdatedRows === 0n) throw new AppError('media.busy', { retryAfter: 1 });
  await tx.db.deleteFrom('media_files').where('media_id', '=', id).execute();
  await insertFiles(tx, id, stored.files);
  await wantWords(tx, [id]);
  tx.emit(pictureSaid, { ids: [id] });
}

async function insertFiles(tx: Tx, id: string, files: StoredFiles['files']): Promise<void> {
  await tx.db
    .insertInto('media_files')
    .values(files.map((file) => ({ ...file, media_id: id })))
    .execute();
}

function shownName(name: string | null): string | null {
  return name === null ? null : cleanText(name.replace(/^.*[\\/]/, '')).slice(0, 120) || null;
}

import { given } from '../../kernel/ids.ts';
import type { cover, picture, ShownText } from '@jujube/contract';
import { sql, type RawBuilder } from 'kysely';
import type { z } from 'zod';
import { personId, type Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { notClosed } from '../people/index.ts';
import { bestVersion, registeredLanguage, type Shown } from '../translation/index.ts';
import { judged } from '../verdicts/index.ts';
import type { PictureWords } from './words.ts';

export type Cover = z.output<typeof cover>;
export type Picture = z.output<typeof picture>;

/** What `coverJson` gives: the stored cover, and the words for who does not see it. */
export type StoredCover = [cover: Omit<Cover, 'alt'>, alt: string | null];

/** What `pictureJson` gives. */
export type StoredPicture = [
  picture: Omit<Picture, 'alt'>,
  alt: string | null,
  words?: PictureWords | null,
  shown?: Shown | null,
];

/** SQL: a picture as a card shows it, for `coverOf`; null while there is none. */
export function coverJson(id: RawBuilder<unknown>): RawBuilder<StoredCover | null> {
  return sql<StoredCover | null>`(select json_build_array(m.cover, m.alt) from media m where m.id = ${id} and m.state = 'ready')`;
}

/** SQL: another value after each change of what `coverJson` reads; null where there is no picture. */
export function coverStamp(id: RawBuilder<unknown>): RawBuilder<string | null> {
  return sql<string | null>`(select m.xmin from media m where m.id = ${id})`;
}

export function coverOf(stored: StoredCover | null): Cover | null {
  return stored && { ...stored[0], alt: stored[1] };
}

/** SQL: a whole picture, for `pictureOf`. */
export function pictureJson(id: RawBuilder<unknown>): RawBuilder<StoredPicture | null> {
  return sql<StoredPicture | null>`(select json_build_array(m.picture, m.alt, m.words) from media m where m.id = ${id} and m.state = 'ready')`;
}

/** SQL: the same with its words as a reader of these languages understands them. `order`: SQL, their `readingOrder`. */
export function readPictureJson(
  id: RawBuilder<unknown>,
  order: RawBuilder<string[]>,
): RawBuilder<StoredPicture | null> {
  const text = { kind: 'picture', id: sql`m.id`, field: sql`'alt'` };
  const version = sql`hashtext(m.alt)`;
  return sql<StoredPicture | null>`(
    select json_build_array(m.picture, m.alt, m.words,
      case when m.alt <> '' then ${bestVersion({ ...text, version, language: registeredLanguage(text), order, credited: true })} end)
    from media m where m.id = ${id} and m.state = 'ready')`;
}

export function pictureOf([picture, alt, words, altShown]: StoredPicture): Picture {
  const said = words && words.lines.length > 0 && { words };
  return { ...picture, alt, ...(altShown && { altShown: credited(altShown) }), ...said };
}

function credited({ people, ...shown }: Shown): ShownText {
  const named = people?.map(({ id, handle, name }) => ({ id, handle, name }));
  return { ...shown, ...(named && { people: named }) };
}

/** One's own uploaded picture. Throws `media.not_found`. */
export async function uploadedFor(ctx: Context, id: string): Promise<Picture & { name: string | null }> {
  const { rows } = await sql<{
    picture: StoredPicture[0];
    alt: string | null;
    name: string | null;
    width: number;
    height: number;
  }>`
    select picture, alt, name, width, height from media
    where id = ${id} and owner_id = ${personId(ctx.viewer)} and state = 'ready'`.execute(ctx.db);
  const row = rows[0];
  if (!row) throw new AppError('media.not_found');
  const { name, width, height } = row;
  return { ...pictureOf([row.picture, row.alt]), name, width, height };
}

export function readUploaded(ctx: Context, { id }: { id: string }) {
  return uploadedFor(ctx, id);
}

export interface StoredFile {
  mime: string;
  open: boolean;
  owner_id: string;
  subject_kind: string | null;
  subject_id: string | null;
}

/**
 * What a stored file belongs to; null when nothing points to it or its picture was removed. Nothing is open to everybody
 * while a verdict about what it belongs to is in force.
 */
export async function fileFor({ db }: Pick<Context, 'db'>, name: string): Promise<StoredFile | null> {
  const { rows } = await sql<StoredFile>`
    select f.mime, m.open and ${notClosed(sql.ref('m.owner_id'))}
      and not ${judged(sql.ref('m.subject_kind'), sql.ref('m.subject_id'))} as open, m.owner_id, m.subject_kind, m.subject_id
    from media_files f join media m on m.id = f.media_id where f.name = ${name} and m.state = 'ready'`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** How many files are kept as they came, and their bytes. */
export async function countOriginals({
  db,
}: Pick<Context, 'db'>): Promise<{ originals: number; originalBytes: number }> {
  const { rows } = await sql<{ originals: number; bytes: string }>`
    select count(*)::int as originals, coalesce(sum(original_bytes), 0)::text as bytes
    from media where original is not null`.execute(db);
  const { originals, bytes } = rows[0]!;
  return { originals, originalBytes: Number(bytes) };
}

/** Which of these stored files something still points to. */
export async function knownFiles({ db }: Pick<Context, 'db'>, names: string[]): Promise<Set<string>> {
  const { rows } = await sql<{ name: string }>`
    select name from media_files where name = any(${given('text', names)})
    union all select master from media where master = any(${given('text', names)}) and state = 'ready'
    union all select original from media where original = any(${given('text', names)}) and state = 'ready'`.execute(
    db,
  );
  return new Set(rows.map((row) => row.name));
}

import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { fileNamer } from '../../providers/storage/names.ts';
import { refusing } from './commands.ts';
import { withFile } from './files.ts';
import type { Crop } from './pictures/measures.ts';

type Base = Pick<Context, 'db' | 'providers' | 'config' | 'log' | 'secrets'>;

interface Shared {
  id: string;
  version: number;
  master: string | null;
  crop: Crop | null;
}

/** Previews that are being made right now, by name; more than a few have to come back. */
const making = new Map<string, Promise<void>>();
const MOST_AT_ONCE = 8;

/**
 * The stored preview (1200 × 630, for links elsewhere) of the picture that a stored file belongs to. It is made when it is
 * first asked for: most pictures are never shared. Throws `media.not_found`, `media.busy`.
 */
export async function sharedName(base: Base, file: string): Promise<string> {
  const picture = await pictureOfFile(base, file);
  if (!picture) throw new AppError('media.not_found');
  const name = previewName(base, picture);
  if (await isStored(base, name)) return name;
  if (!making.has(name)) {
    if (making.size >= MOST_AT_ONCE) throw new AppError('media.busy', { retryAfter: 10 });
    making.set(
      name,
      make(base, picture, name).finally(() => making.delete(name)),
    );
  }
  await making.get(name);
  return name;
}

async function pictureOfFile({ db }: Pick<Context, 'db'>, file: string): Promise<Shared | undefined> {
  const { rows } = await sql<Shared>`
    select m.id, m.version, m.master, m.crop from media_files f join media m on m.id = f.media_id
    where f.name = ${file} and m.state = 'ready'`.execute(db);
  return rows[0];
}

function previewName({ secrets }: Pick<Context, 'secrets'>, { id, version }: Shared): string {
  return fileNamer(secrets.accounts)({ media: id, version, rendition: 'share', extension: 'jpeg' });
}

async function isStored({ db }: Pick<Context, 'db'>, name: string): Promise<boolean> {
  const { rows } = await sql`select from media_files where name = ${name}`.execute(db);
  return rows.length > 0;
}

async function make(base: Base, picture: Shared, name: string): Promise<void> {
  const { providers } = base;
  const bytes = picture.master && (await providers.storage.bytes(picture.master));
  if (!bytes) throw new AppError('media.not_found');
  const prepared = await withFile(base.config, bytes, (path) =>
    refusing(base, () =>
      providers.pictures.renderFromMaster({ path, owner: 'share', crop: picture.crop, roles: ['share'] }),
    ),
  );
  try {
    const [made] = prepared.renditions;
    await providers.storage.put(name, { path: made!.path });
    await record(base, { picture, name, bytes: made!.bytes });
  } finally {
    await prepared.discard();
  }
}

/** A picture that was cropped anew or taken away meanwhile keeps no preview; the sweeper takes the file. */
async function record(
  { db }: Pick<Context, 'db'>,
  { picture, name, bytes }: { picture: Shared; name: string; bytes: number },
): Promise<void> {
  await sql`
    with current as (select id from media where id = ${picture.id} and version = ${picture.version} and state = 'ready' for update),
    stored as (
      insert into media_files (name, media_id, mime) select ${name}, id, 'image/jpeg' from current
      on conflict do nothing returning media_id)
    update media m set bytes = m.bytes + ${bytes} from stored where m.id = stored.media_id`.execute(db);
}

import type { api, InputOf } from '@jujube/contract';
import { personId, type Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { transact, type Tx } from '../../kernel/transaction.ts';
import { attachMedia, releaseMedia, uploadedFor, type Picture } from '../media/index.ts';
import { changeProfile, profilesFor, readMe, type Me } from '../people/index.ts';

type Change = InputOf<ReturnType<typeof api<'PATCH /me'>>>;

/** The largest place an avatar is shown in, at twice its points. */
const AVATAR_WIDTH = 192;

/** Changes one's own profile. Throws `person.*`, `media.not_found`, `media.in_use`. */
export async function changeMe(ctx: Context, { avatar, ...change }: Change): Promise<Me> {
  const uploaded = avatar ? await uploadedFor(ctx, avatar) : null;
  return transact(ctx, async (tx) => {
    const picture = avatar === undefined ? undefined : await takeAvatar(tx, uploaded);
    await changeProfile(tx, { ...change, picture });
    return readMe(tx);
  });
}

/** Gives the picture to the person, and takes the bytes of the one before away. */
async function takeAvatar(tx: Tx, uploaded: Picture | null): Promise<{ id: string; url: string } | null> {
  const id = personId(tx.viewer);
  const before = (await profilesFor(tx, [id])).get(id)?.pictureId ?? null;
  if (before !== null && before !== uploaded?.id) await releaseMedia(tx, [before]);
  if (uploaded === null) return null;
  const attached = await attachMedia(tx, { subject: { kind: 'person', id }, ids: [uploaded.id], open: true });
  if (!attached.has(uploaded.id)) throw new AppError('media.in_use');
  return { id: uploaded.id, url: avatarUrl(uploaded) };
}

/** The smallest rendition that is large enough. */
function avatarUrl({ url, sizes }: Picture): string {
  const enough = sizes.filter((size) => Math.min(size.width, size.height) >= AVATAR_WIDTH);
  return enough.sort((a, b) => a.width - b.width)[0]?.url ?? url;
}

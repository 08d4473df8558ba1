import { createHash, randomBytes } from 'node:crypto';
import type { api, InputOf, Locale } from '@jujube/contract';
import { personId, type Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { transact, type Tx } from '../../kernel/transaction.ts';
import { communityChanged } from './events.ts';
import { showCommunity } from './queries.ts';

type CommunityChange = InputOf<ReturnType<typeof api<'PATCH /community'>>>;
type ChannelChange = InputOf<ReturnType<typeof api<'PUT /channels/:slug'>>>;

/** Writes down what an administrator or moderator did. */
export async function audit(
  tx: Tx,
  { action, subject = null, detail = {} }: { action: string; subject?: string | null; detail?: object },
): Promise<void> {
  await tx.db
    .insertInto('audit')
    .values({ id: uuidv7(), actor_id: tx.viewer.id, action, subject, detail: JSON.stringify(detail) })
    .execute();
}

/** Changes the community's settings. */
export async function changeCommunity(ctx: Context, change: CommunityChange) {
  return transact(ctx, async (tx) => {
    await tx.db
      .updateTable('community')
      .set({
        ...(change.name && { name: JSON.stringify(change.name) }),
        ...(change.languages && { languages: change.languages }),
        ...(change.rules && { rules: JSON.stringify(change.rules) }),
        ...(change.signUp && { sign_up: change.signUp }),
        ...(change.membersOnly !== undefined && { members_only: change.membersOnly }),
        ...(change.emailRequired !== undefined && { email_required: change.emailRequired }),
        updated_at: new Date(),
      })
      .execute();
    await audit(tx, { action: 'community.changed', detail: { fields: Object.keys(change) } });
    if (change.rules) tx.emit(communityChanged, {});
    return showCommunity(tx);
  });
}

/** Adds or changes a channel. */
export async function putChannel(ctx: Context, { slug, names, position, archived }: ChannelChange) {
  return transact(ctx, async (tx) => {
    const row = await tx.db
      .insertInto('channels')
      .values({
        slug,
        names: JSON.stringify(names),
        position: position ?? 500,
        archived_at: archived ? new Date() : null,
      })
      .onConflict((conflict) =>
        conflict.column('slug').doUpdateSet({
          names: JSON.stringify(names),
          ...(position !== undefined && { position }),
          ...(archived !== undefined && { archived_at: archived ? new Date() : null }),
        }),
      )
      .returning(['slug', 'position'])
      .executeTakeFirstOrThrow();
    await audit(tx, { action: 'channel.put', subject: slug, detail: { names, archived } });
    return { ...row, names: names as Record<Locale, string> };
  });
}

/** A new one-time token for the first administrator's link, or null when the community has one. */
export async function makeFounderToken({ db }: Pick<Context, 'db'>): Promise<string | null> {
  const token = randomBytes(24).toString('base64url');
  const { numUpdatedRows } = await db
    .updateTable('community')
    .set({ founder_token_hash: hash(token) })
    .where('founded_at', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n ? token : null;
}

/** Spends the founder's token; the caller makes the person administrator in the same transaction. */
export async function claimFoundation(tx: Tx, token: string): Promise<void> {
  const { numUpdatedRows } = await tx.db
    .updateTable('community')
    .set({ founded_at: new Date(), founder_token_hash: null })
    .where('founder_token_hash', '=', hash(token))
    .where('founded_at', 'is', null)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) throw new AppError('community.token');
  await audit(tx, { action: 'community.founded', subject: personId(tx.viewer) });
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Where the demo world stands, for the console and for those who make and remove it. */
export async function setDemo(
  { db }: { db: Context['db'] | Tx['db'] },
  { state, progress }: { state: 'none' | 'making' | 'present' | 'removing' | 'removed'; progress: number },
): Promise<void> {
  await db.updateTable('community').set({ demo_state: state, demo_progress: progress }).execute();
}

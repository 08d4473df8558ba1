import type { api, InputOf } from '@jujube/contract';
import type { Context } from '../../kernel/context.ts';
import { transact } from '../../kernel/transaction.ts';
import { changeProfile, readMe, type Me } from '../people/index.ts';

type Change = InputOf<ReturnType<typeof api<'PATCH /me'>>>;

/** Changes one's own profile. */
export async function changeMe(ctx: Context, { avatar: _avatar, ...change }: Change): Promise<Me> {
  return transact(ctx, async (tx) => {
    await changeProfile(tx, change);
    return readMe(tx);
  });
}

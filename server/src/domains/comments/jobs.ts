import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { subscribe } from '../../kernel/events.ts';
import { eraseVersions } from '../translation/index.ts';
import { transact } from '../../kernel/transaction.ts';
import type { Id } from '../../kernel/ids.ts';
import { personErased } from '../people/index.ts';

/** What an erased person said is gone; the places stay, so that answers keep their thread. */
const eraseWords = subscribe(personErased, 'comments.erase', async (ctx, { personId }) => {
  await eraseSaid(ctx, personId);
  await sql`
    with gone as (
      update comments set body = '', facets = '[]', removed_at = coalesce(removed_at, now()),
        removed_by = coalesce(removed_by, 'author'), pinned_at = null
      where author_id = ${personId} and body <> ''
      returning note_id, parent_id, removed_at = now() as now_removed)
    insert into counter_deltas (kind, id, name, delta)
    select 'note', note_id, 'comments', -1 from gone where now_removed
    union all select 'comment', parent_id, 'replies', -1 from gone where now_removed and parent_id is not null`.execute(
    ctx.db,
  );
});

/** In other languages, too. */
async function eraseSaid(ctx: Context, personId: Id): Promise<void> {
  const { rows } = await sql<{ id: Id }>`select id from comments where author_id = ${personId}`.execute(
    ctx.db,
  );
  const ids = rows.map(({ id }) => id);
  await transact(ctx, (tx) => eraseVersions(tx, { kind: 'comment', ids }));
}

export const subscriptions = [eraseWords];

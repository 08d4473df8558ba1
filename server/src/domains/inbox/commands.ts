import { sql } from 'kysely';
import { personId, type Context } from '../../kernel/context.ts';
import { given, type Id } from '../../kernel/ids.ts';
import { together } from '../../kernel/together.ts';
import { tellOf } from './listening.ts';
import { readUnread } from './queries.ts';
import { GROUPED, kindsOf, type InboxKind, type NoticeKind } from './rules.ts';

export interface Act {
  /** Whose inbox. */
  personId: Id;
  kind: Exclude<NoticeKind, 'taken_down' | 'restored'>;
  /** Who did it; null where nobody is named. */
  actorId: Id | null;
  /** Names the act for ever: the same act again has no effect. */
  act: string;
  noteId?: Id | null;
  commentId?: Id | null;
  /** What else it is about, as `kind:id`; not for kinds that gather several people. */
  about?: string | null;
}

/**
 * Writes acts into inboxes: a line of its own, or one more person on an unread line of the same kind about the same
 * thing. Running it twice has one effect. Nobody hears of their own acts, nor of things that were erased meanwhile. What
 * several jobs bring while one is written is one statement and one commit: a note that becomes known is liked by many.
 */
export async function notify(ctx: Context, acts: readonly Act[]): Promise<void> {
  const told = acts.filter(({ personId: person, actorId }) => person !== actorId);
  // About something that is gone nobody is told; the others are all the same.
  await Promise.all(told.map((act) => tell(ctx, act).catch(unlessErased)));
}

const tell = together<Act, void>(async (ctx, acts) => {
  await writeActs(ctx, acts);
  return acts.map(() => undefined);
});

/** PostgreSQL: the note, comment or person a row points to is not there. */
const FOREIGN_KEY_VIOLATION = '23503';

/** About what was erased meanwhile nobody is told. */
export function unlessErased(error: unknown): void {
  if ((error as { code?: string }).code !== FOREIGN_KEY_VIOLATION) throw error;
}

/** Marks lines as read up to a moment. */
export async function markRead(ctx: Context, { kind, until }: { kind?: InboxKind; until?: string }) {
  const person = personId(ctx.viewer);
  await ctx.db
    .updateTable('notices')
    .set({ read_at: ctx.now() })
    .where('person_id', '=', person)
    .where('read_at', 'is', null)
    .where((expression) => expression('kind', '=', sql<string>`any(${given('text', kindsOf(kind))})`))
    .where('at', '<=', until ? new Date(until) : ctx.now())
    .execute();
  await sql`select ${tellOf(sql`${person}`)}`.execute(ctx.db);
  return readUnread(ctx);
}

/** Lines of one kind about one thing in the same order for everybody, so that two processes never wait for each other. */
async function writeActs(ctx: Context, acts: readonly Act[]): Promise<void> {
  const numbered = acts.map((act) => ({ id: ctx.ids.next(act.personId), ...act }));
  const grouped = [...GROUPED];
  await sql`
    with given as (
      select distinct on ("personId", act) * from json_to_recordset(${JSON.stringify(numbered)}::json)
        as g (id bigint, "personId" bigint, kind text, "actorId" bigint, act text, "noteId" bigint, "commentId" bigint, about text)
      order by "personId", act, id),
    fresh as materialized (
      select * from given g
      where not exists (select from notice_acts a where a.person_id = g."personId" and a.act = g.act)),
    lines as (
      insert into notices (id, person_id, kind, note_id, comment_id)
      select min(id), "personId", kind, "noteId", "commentId" from fresh where kind = any(${given('text', grouped)})
      group by 2, 3, 4, 5 order by 2, 3, 4, 5
      on conflict (person_id, kind, note_id, comment_id) where read_at is null and kind in ('like', 'save', 'comment_like')
        do update set at = excluded.at
      returning id, person_id, kind, note_id, comment_id),
    singles as (
      insert into notices (id, person_id, kind, note_id, comment_id, about)
      select id, "personId", kind, "noteId", "commentId", about from fresh where kind <> all(${grouped}::text[]))
    insert into notice_acts (person_id, act, actor_id, notice_id)
    select f."personId", f.act, f."actorId", coalesce(l.id, f.id) from fresh f
      left join lines l on l.person_id = f."personId" and l.kind = f.kind
        and l.note_id is not distinct from f."noteId" and l.comment_id is not distinct from f."commentId"
    order by 1, 2 on conflict do nothing
    returning ${tellOf(sql.ref('person_id'))}`.execute(ctx.db);
}

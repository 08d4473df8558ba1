import { sql } from 'kysely';
import type { Context } from '../../../kernel/context.ts';
import { personId } from '../../../kernel/context.ts';
import { AppError } from '../../../kernel/errors.ts';
import { isLocale, textLanguage } from '../../../kernel/languages.ts';
import { choiceCookie, exchangeOf, SESSION_DAYS, sessionCookie } from '../accounts/cookies.ts';
import { aidsOf, writeAids } from '../rules/aids.ts';
import { readSession, type Session, type SessionChange } from '../queries/session.ts';

/**
 * Who asks and how they read; a session in use is prolonged, at most once an hour.
 * The only place where that happens: all other requests read sessions and write nothing.
 */
export async function openPage(ctx: Context): Promise<Session> {
  const [session] = await Promise.all([readSession(ctx), prolong(ctx)]);
  return session;
}

/** Changes languages and looks: in the account, and in a cookie so that pages look right before anybody is known. */
export async function changeSession(ctx: Context, change: SessionChange): Promise<Session> {
  const languages = change.languages && [...new Set(change.languages.map(textLanguage))];
  const untranslated = change.untranslated && [...new Set(change.untranslated.map(textLanguage))];
  const aids = change.aids && { ...aidsOf(ctx.viewer), ...change.aids };
  const { setCookie } = exchangeOf(ctx);
  const cookies = {
    languages: languages?.join('.'),
    locale: change.locale,
    theme: change.theme,
    reading: change.reading,
    untranslated: untranslated?.join('.'),
    aids: aids && writeAids(aids),
  };
  for (const [name, value] of Object.entries(cookies)) {
    if (value !== undefined) setCookie(choiceCookie(ctx, name, value));
  }
  if (ctx.viewer.id !== null) {
    const { locale, theme, reading, pinyin } = change;
    await ctx.db
      .updateTable('people')
      .set({
        reads: languages,
        untranslated,
        locale,
        theme,
        reading,
        pinyin,
        ...(aids && { aids: JSON.stringify(aids) }),
        updated_at: new Date(),
      })
      .where('id', '=', ctx.viewer.id)
      .execute();
  }
  const session = await readSession({
    ...ctx,
    viewer: {
      ...ctx.viewer,
      languages: languages ?? ctx.viewer.languages,
      untranslated: untranslated ?? ctx.viewer.untranslated ?? [],
    },
    locale: isLocale(change.locale) ? change.locale : ctx.locale,
  });
  const looks = aids ? { ...session, aids } : session;
  return { ...looks, theme: change.theme ?? session.theme, reading: change.reading ?? session.reading };
}

/** Where one is signed in, the one in use first. */
export async function listDevices(ctx: Context) {
  const current = ctx.exchange?.sessionId ?? null;
  const rows = await ctx.db
    .selectFrom('sessions')
    .select(['id', 'user_agent', 'created_at', 'updated_at'])
    .where('person_id', '=', personId(ctx.viewer))
    .where('expires_at', '>', new Date())
    .orderBy(sql`id = ${current}::uuid`, 'desc')
    .orderBy('updated_at', 'desc')
    .limit(100)
    .execute();
  const items = rows.map((row) => ({
    id: row.id,
    current: row.id === current,
    agent: row.user_agent ?? '',
    createdAt: row.created_at.toISOString(),
    seenAt: row.updated_at.toISOString(),
  }));
  return { items, cursor: null };
}

/** Signs out elsewhere (or here). */
export async function endDevice(ctx: Context, { id }: { id: string }): Promise<void> {
  const { numDeletedRows } = await ctx.db
    .deleteFrom('sessions')
    .where('id', '=', id)
    .where('person_id', '=', personId(ctx.viewer))
    .executeTakeFirstOrThrow();
  if (numDeletedRows === 0n) throw new AppError('request.not_found');
}

async function prolong(ctx: Context): Promise<void> {
  const { sessionId: id = null, sessionStale = false } = ctx.exchange ?? {};
  if (id === null || !sessionStale) return;
  const { rows } = await sql<{ token: string }>`
    update sessions set updated_at = now(), expires_at = now() + make_interval(days => ${SESSION_DAYS})
    where id = ${id}::uuid and updated_at < now() - interval '1 hour'
      -- one that was to end with the browser stays short
      and expires_at > created_at + interval '2 days'
    returning token`.execute(ctx.db);
  if (rows[0]) ctx.exchange?.setCookie(sessionCookie(ctx, rows[0].token));
}

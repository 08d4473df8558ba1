import { negotiate, type Locale } from '#lib/locale-path.ts';
import { report } from '#lib/server/report.ts';
import type { LayoutServerLoad } from './$types';

/**
 * What every page has in `page.data`: `me` (null for a visitor), `session`, `community`, `unread` (null for a
 * visitor), `locale`, `otherLocale` (what the language switch offers) and `now` (for first renders of times).
 * `invalidate('app:session')` after signing in or out, or after changing oneself.
 */
export const load: LayoutServerLoad = async (event) => {
  event.depends('app:session');
  const { locale, prefix, session, api } = event.locals;
  const { person, ...preferences } = session;
  // This load must not fail: error pages stand inside this layout too.
  const orNull = (error: unknown) => {
    report(error, event);
    return null;
  };
  const [community, unread] = await Promise.all([
    api('GET /community').catch(orNull),
    person ? api('GET /inbox/unread').catch(orNull) : null,
  ]);
  // To the minute, so that the same page asked for twice is the same page.
  const now = Math.floor(Date.now() / 60_000) * 60_000;
  const otherLocale: Locale = locale === 'en' ? chineseOf(event.request) : 'en';
  return { me: person, session: preferences, community, unread, locale, prefix, otherLocale, now };
};

function chineseOf(request: Request): Locale {
  return negotiate(request.headers.get('accept-language')).find((locale) => locale !== 'en') ?? 'zh-CN';
}

import { ApiError } from '@jujube/contract/client';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { negotiate } from '#lib/locale-path.ts';
import { report } from './report.ts';

/** What holds for visitors who chose nothing. */
const AIDS = { words: true, units: 'auto', currency: 'auto' } as const;

type Session = App.Locals['session'];
type SignedIn = Session & { person: NonNullable<Session['person']> };

/** Who asks, as the API knows them; while the API cannot answer, a visitor in the language the browser asks for. */
export async function sessionOf(event: RequestEvent): Promise<Session> {
  try {
    return await event.locals.api('GET /session');
  } catch (error) {
    report(error, event);
    const locales = negotiate(event.request.headers.get('accept-language'));
    const locale = locales[0] ?? 'en';
    return {
      person: null,
      languages: locales,
      untranslated: [],
      aids: AIDS,
      locale,
      theme: 'system',
      reading: 'both',
      pinyin: 'off',
    };
  }
}

/** For pages that only members have: the session with its person, or a way to sign in and come back. */
export function requireMember(event: RequestEvent): SignedIn {
  const { session, prefix } = event.locals;
  if (session.person) return session as SignedIn;
  const to = event.url.pathname + event.url.search;
  redirect(303, `${prefix}/sign-in?to=${encodeURIComponent(to)}`);
}

/** For pages of the team: the session of an administrator (or moderator, where those may); others see a 404. */
export function requireRole(event: RequestEvent, roles: ('moderator' | 'administrator')[]): SignedIn {
  const session = requireMember(event);
  const role = session.person.role;
  if (role !== 'member' && roles.includes(role)) return session;
  throw new ApiError({ type: 'about:blank', title: '', status: 404, code: 'request.not_found' });
}

/** A link that came with a request, if it stays on this site; `fallback` otherwise. */
export function localTarget(event: RequestEvent, to: FormDataEntryValue | null, fallback = '/'): string {
  if (typeof to !== 'string' || !to.startsWith('/') || to.includes('\\'))
    return event.locals.prefix + fallback;
  const url = URL.parse(to, event.url.origin);
  // `/..//elsewhere` stays here until somebody reads its path as an address again.
  return url?.origin === event.url.origin && !url.pathname.startsWith('//')
    ? url.pathname + url.search + url.hash
    : event.locals.prefix + fallback;
}

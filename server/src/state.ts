import { randomUUID } from 'node:crypto';
import type { Locale } from '@jujube/contract';
import { policyReader } from './domains/community/index.ts';
import { AIDS, readAids, signedIn, type SignedIn } from './domains/people/index.ts';
import { visitor, type Context } from './kernel/context.ts';
import { AppError } from './kernel/errors.ts';
import {
  acceptedLanguages,
  chosenLanguages,
  isLocale,
  localeFor,
  readerOf,
  textLanguageOf,
} from './kernel/languages.ts';
import type { RequestState } from './kernel/routes.ts';

export type Base = Omit<Context, 'viewer' | 'locale' | 'requestId' | 'address'>;

/** What finding out who asks reads of a request, and the cookies it sets. */
export interface Asker {
  headers: Headers;
  /** Where it was asked from, proxies considered. */
  address: string | null;
  header(name: string): string | undefined;
  cookie(name: string): string | undefined;
  setCookie(header: string): void;
}

/** Finds out who asks; `known` where a page looked already. Throws `access.sign_in` for a token that is none. */
export type StateReader = (asker: Asker, known?: Promise<SignedIn | null>) => Promise<RequestState>;

/** Resolves who asks (unless that is known), in which language and from where, once per request. */
export function stateReader(base: Base): StateReader {
  const policy = policyReader(base.db);
  return async (asker, known) => {
    const authorization = asker.header('authorization');
    const [who, { membersOnly, region }] = await Promise.all([
      known ?? signedIn(base, { cookie: asker.header('cookie'), authorization }),
      policy(),
    ]);
    if (!who && authorization?.startsWith('Bearer ')) throw new AppError('access.sign_in');
    const accepted = acceptedLanguages(asker.header('accept-language'));
    const languages = readingLanguages(asker, accepted);
    const locale = localeOf(asker, { stored: who?.locale ?? null, languages: accepted });
    const asking = who
      ? {
          ...who.viewer,
          languages: who.viewer.languages.length > 0 ? who.viewer.languages : languages,
          region: who.viewer.region ?? region,
        }
      : {
          ...visitor(languages, region),
          untranslated: chosenLanguages(asker.cookie('untranslated')),
          asWritten: asker.cookie('reading') === 'original',
          aids: readAids(asker.cookie('aids')),
        };
    const viewer = {
      ...asking,
      aids: { ...AIDS, ...asking.aids, reader: readerOf(asking.languages, locale) },
    };
    const ctx: Context = {
      ...base,
      viewer,
      locale,
      requestId: requestIdOf(asker),
      address: asker.address,
      exchange: {
        headers: asker.headers,
        sessionId: who?.sessionId ?? null,
        sessionStale: who?.sessionStale ?? false,
        cookie: asker.cookie,
        setCookie: asker.setCookie,
      },
    };
    return { ctx, scopes: who?.scopes ?? null, suspended: who?.suspended ?? false, membersOnly };
  };
}

/** The languages a visitor reads: what they chose, else what the browser says, else the page's. */
function readingLanguages(asker: Asker, accepted: string[]): string[] {
  const chosen = chosenLanguages(asker.cookie('languages'));
  const languages = chosen.length > 0 ? chosen : accepted;
  return languages.length > 0
    ? languages
    : [textLanguageOf(localeOf(asker, { stored: null, languages: [] }))];
}

/** The language of an answer to somebody who is not known (yet). */
export function localeAsked(asker: Asker): Locale {
  return localeOf(asker, { stored: null, languages: acceptedLanguages(asker.header('accept-language')) });
}

function localeOf(
  asker: Asker,
  { stored, languages }: { stored: string | null; languages: string[] },
): Locale {
  const asked = [asker.header('x-locale'), stored, asker.cookie('locale')].find(isLocale);
  return asked ?? localeFor(languages);
}

/** The id that somebody in front gave a request, if it looks like one, else a new one. */
export function requestIdOf(asker: Asker): string {
  const given = asker.header('x-request-id');
  return given && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
}

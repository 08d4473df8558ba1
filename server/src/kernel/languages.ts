import { LOCALES, type Locale } from '@jujube/contract';
import { detect, resolveTag } from '@jujube/lingua';
import { parseAccept } from 'hono/utils/accept';
import { LRUCache } from 'lru-cache';

/** The language of a page or an API's words: BCP 47 text tags to locales of ours. */
const LOCALE_OF = new Map<string, Locale>(LOCALES.map((locale) => [textLanguage(locale), locale]));

/** Any tag to the one texts carry: Chinese gets its script (`zh`, `zh-CN` → `zh-Hans`; `zh-HK` → `zh-Hant`), others their language. */
export function textLanguage(tag: string): string {
  const [language = '', ...rest] = tag.toLowerCase().split('-');
  if (language !== 'zh' && language !== 'cmn' && language !== 'yue') return language || 'und';
  const traditional = rest.some((part) => ['hant', 'tw', 'hk', 'mo'].includes(part));
  return traditional && !rest.includes('hans') ? 'zh-Hant' : 'zh-Hans';
}

/**
 * The tag a text is stored with: what its author says it is, else what it looks like. `zh` gets the script that the text
 * is written in; `und` where nothing can be told.
 */
export function resolveLanguage(text: string, declared?: string | null): string {
  const tag = declared ? resolveTag(declared) : 'und';
  const scriptless = declared ? /^(zh|cmn)$/i.test(declared) : false;
  if (tag !== 'und' && !scriptless) return tag;
  const found = detect(text).map(({ language }) => language);
  if (scriptless) return found.find((language) => language.startsWith('zh-')) ?? tag;
  return found[0] ?? 'und';
}

/** The text tag of a locale: `zh-CN` → `zh-Hans`. */
export function textLanguageOf(locale: Locale): string {
  return textLanguage(locale);
}

/** Browsers send few different headers, each with everything they ask for. */
const accepted = new LRUCache<string, string[]>({ max: 1000 });

/** Ordered text languages of an `Accept-Language` header, best first. */
export function acceptedLanguages(header: string | null | undefined): string[] {
  if (!header) return [];
  const asked = header.slice(0, 200);
  let known = accepted.get(asked);
  if (!known) {
    const tags = parseAccept(asked)
      .sort((a, b) => b.q - a.q)
      .map(({ type }) => textLanguage(type));
    accepted.set(asked, (known = readable(tags).slice(0, 8)));
  }
  return [...known];
}

/** Ordered text languages of the cookie in which a visitor's browser keeps what was chosen, best first. */
export function chosenLanguages(cookie: string | undefined): string[] {
  return cookie ? readable(cookie.slice(0, 400).split('.').slice(0, 10).map(textLanguage)) : [];
}

/** Each once, and only what is a language. */
function readable(tags: readonly string[]): string[] {
  return [...new Set(tags)].filter((tag) => /^[a-z]{2,8}(-Han[st])?$/.test(tag));
}

/** The languages that words are explained in. */
const EXPLAINED = ['en', 'zh-Hans', 'zh-Hant'] as const;

/** That of them which somebody reads best; that of their pages where they read none. */
export function readerOf(languages: readonly string[], locale: Locale): (typeof EXPLAINED)[number] {
  const tags = [...languages, locale].map(textLanguage);
  return tags.flatMap((tag) => EXPLAINED.find((one) => one === tag) ?? [])[0] ?? 'en';
}

export function isLocale(value: unknown): value is Locale {
  return LOCALES.includes(value as Locale);
}

/** The first language we have pages in; English when there is none. */
export function localeFor(languages: readonly string[]): Locale {
  for (const language of languages) {
    const locale = LOCALE_OF.get(textLanguage(language));
    if (locale) return locale;
  }
  return 'en';
}

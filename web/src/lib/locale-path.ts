declare const MORE_LOCALES: readonly string[] | undefined;

/** The languages that the product itself is written in, as BCP 47 tags. */
export const CORE_LOCALES = ['en', 'zh-CN', 'zh-TW'] as const;
export type Locale = (typeof CORE_LOCALES)[number];

/**
 * The languages of the pages: the product's, and what the build found in `messages/` (see build-tools/languages.ts). Public
 * pages have an address of their own in each.
 */
export const LOCALES = [
  ...CORE_LOCALES,
  ...(typeof MORE_LOCALES === 'undefined' ? [] : MORE_LOCALES),
] as readonly Locale[];

/**
 * `/zh-cn/notes/1` → `{ locale: 'zh-CN', prefix: '/zh-cn', path: '/notes/1' }`; a bare path has neither. What is asked
 * (`?…`) stays with the path.
 */
export function splitLocale(pathname: string): { locale: Locale | null; prefix: string; path: string } {
  const first = /^\/([^/?#]+)/.exec(pathname)?.[1];
  const locale = LOCALES.find((tag) => tag.toLowerCase() === first);
  if (!locale) return { locale: null, prefix: '', path: pathname };
  const prefix = `/${first}`;
  const path = pathname.slice(prefix.length);
  return { locale, prefix, path: path.startsWith('/') ? path : `/${path}` };
}

/** A path whose language is written as its tag is, or by hand (`/zh-CN/rules`), as we write it; null for every other path. */
export function inSmallLetters(pathname: string): string | null {
  const small = pathname.replace(/^\/[^/]+/, (first) => first.toLowerCase());
  return small !== pathname && splitLocale(small).locale ? small : null;
}

/** The address of a bare path in one language: `/notes/1` → `/zh-cn/notes/1`. */
export function localePath(locale: Locale, path: string): string {
  const isRoot = path.length === 1 || path[1] === '?' || path[1] === '#';
  return `/${locale.toLowerCase()}${isRoot ? path.slice(1) : path}`;
}

/** The page language that serves a reader of this BCP 47 tag, or null (`zh-HK` → `zh-TW`, `en-GB` → `en`). */
export function localeOf(tag: string): Locale | null {
  const [language, ...rest] = tag.toLowerCase().split('-');
  if (language !== 'zh') return LOCALES.find((locale) => locale.split('-')[0] === language) ?? null;
  return rest.some((part) => ['tw', 'hk', 'mo', 'hant'].includes(part)) ? 'zh-TW' : 'zh-CN';
}

/** Page languages that an Accept-Language header asks for, best first, without doubles. */
export function negotiate(header: string | null): Locale[] {
  const asked = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...params] = part.trim().split(';');
      const q = params.find((param) => param.trim().startsWith('q='));
      return { tag, q: q ? Number(q.trim().slice(2)) || 0 : 1 };
    })
    .filter(({ tag, q }) => tag && q > 0)
    .sort((a, b) => b.q - a.q)
    .map(({ tag }) => localeOf(tag));
  return [...new Set(asked.filter((locale) => locale !== null))];
}

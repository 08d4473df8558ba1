import type { Locale } from './locale-path.ts';

interface LocaleSource {
  locale: () => Locale;
  /** The language prefix of the page's address: `/zh-cn`, or `''` on a bare one. */
  prefix: () => string;
}

let source: LocaleSource = { locale: () => 'en', prefix: () => '' };

/** Says where the language of a page comes from: the request on the server, the document in the browser. */
export function provideLocale(given: LocaleSource): void {
  source = given;
}

/** The language this page is answered in. */
export function currentLocale(): Locale {
  return source.locale();
}

/** The language prefix of the page being rendered, or `''`. */
export function currentPrefix(): string {
  return source.prefix();
}

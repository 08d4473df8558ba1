import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The languages that the product itself is written in (BCP 47). */
export const CORE_LOCALES = ['zh-CN', 'zh-TW', 'en'] as const;

/**
 * A language of the pages. An operator may have put in others (see `LOCALES`); whoever looks words up by one falls back to
 * English, by `wordsIn`.
 */
export type Locale = (typeof CORE_LOCALES)[number];

/**
 * All languages that pages are to be had in: the product's own, and each that has a file of its own in `messages/`, such as
 * `messages/fr.json`.
 */
export const LOCALES: readonly Locale[] = [...CORE_LOCALES, ...(moreLocales() as Locale[])];

/** The words in a language; in English where nobody wrote them in it. */
export function wordsIn<Words>(words: Partial<Record<Locale, Words>> & { en: Words }, locale: Locale): Words {
  return words[locale] ?? words.en;
}

function moreLocales(): string[] {
  return readdirSync(join(import.meta.dirname, '../../../messages'))
    .filter((name) => /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\.json$/.test(name))
    .map((name) => name.slice(0, -'.json'.length))
    .sort();
}

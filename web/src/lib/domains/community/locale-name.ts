import type { Locale } from '#lib/locale-path.ts';
import { languageName } from '#lib/locale.ts';

/** What a language of the pages is called in the reader's own, by its script: Simplified Chinese */
export function localeName(locale: Locale): string {
  return languageName(SCRIPTS[locale] ?? locale);
}

const SCRIPTS: Record<string, string> = { 'zh-CN': 'zh-Hans', 'zh-TW': 'zh-Hant' };

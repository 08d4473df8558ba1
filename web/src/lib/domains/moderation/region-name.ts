import { currentLocale } from '#lib/locale.ts';

/** The name of a region in the reader's language: 'SG' → Singapore, 新加坡. */
export function regionName(code: string): string {
  return new Intl.DisplayNames(currentLocale(), { type: 'region' }).of(code) ?? code;
}

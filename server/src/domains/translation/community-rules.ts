import { LOCALES, type ShownText } from '@jujube/contract';
import type { Context } from '../../kernel/context.ts';
import { textLanguageOf } from '../../kernel/languages.ts';
import { communityOwner, readCommunity } from '../community/index.ts';
import { shownFor } from './shown.ts';

interface Rules {
  text: string;
  language: string;
  shown: ShownText | null;
}

/**
 * The rules in the first of the reader's languages that somebody wrote them in, else as they were written; those that were
 * written first also in a language that the reader reads better, where nobody wrote any in that.
 */
export async function readRules(ctx: Pick<Context, 'db' | 'viewer'>): Promise<Rules> {
  const { rules } = await readCommunity(ctx);
  const written = LOCALES.filter((locale) => rules[locale]?.trim());
  const own = ctx.viewer.languages
    .map((language) => written.find((locale) => textLanguageOf(locale) === language))
    .find(Boolean);
  const [original] = (await communityOwner.read(ctx, ['rules'])).get('rules') ?? [];
  if (!original) return { text: '', language: 'und', shown: null };
  if (own && textLanguageOf(own) !== original.language)
    return { text: rules[own]!, language: textLanguageOf(own), shown: null };
  const { text, language, version } = original;
  const originals = [{ id: 'rules', field: original.field, version, language }];
  const shown =
    (await shownFor(ctx, { kind: 'community', originals })).get(`rules ${original.field}`) ?? null;
  return { text, language, shown };
}

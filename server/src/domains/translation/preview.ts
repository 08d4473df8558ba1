import type { api, InputOf, OutputOf } from '@jujube/contract';
import { cultureCard, cultureText, explain } from '@jujube/lingua';
import type { Context } from '../../kernel/context.ts';
import { resolveLanguage } from '../../kernel/languages.ts';
import { spend } from '../../kernel/limits.ts';
import { makeVersions } from './make.ts';
import { targetLanguages } from './texts.ts';

type Preview = OutputOf<ReturnType<typeof api<'POST /translations/preview'>>>;

/** More is not looked through while somebody types; what is shown of it says how the rest will read. */
const MOST_CHARACTERS = 1_200;
const MOST_UNSURE = 3;

/**
 * How readers on the other side will read a text that is being written. A draft is private: it goes to no engine that the
 * operator did not mark for such texts, and nothing of it is kept. Throws `limit.too_many`.
 */
export async function previewText(
  ctx: Context,
  { text, language: declared, to: asked }: InputOf<ReturnType<typeof api<'POST /translations/preview'>>>,
): Promise<Preview> {
  await spend(ctx, 'preview');
  const words = beginning(text);
  const language = resolveLanguage(words, declared);
  const { languages } = await targetLanguages(ctx);
  const to = asked ?? farthest(language, languages);
  const unsure = unsureIn(words, { language, to, pages: ctx.viewer.languages });
  if (!ctx.config.translation.on || to === language || !/\p{L}/u.test(words))
    return { language, to, shown: null, unsure };
  const engines = ctx.providers.translate.engines.flatMap(({ forPrivate }, place) =>
    forPrivate ? [place] : [],
  );
  const source = {
    ...{ field: 'preview', text: words, facets: [], language, version: 0 },
    ...{ open: false, writtenAt: ctx.now() },
  };
  const { versions } = await makeVersions(ctx, { source, languages: [to], known: [], engines });
  const made = versions.find((version) => version.language === to);
  if (!made) return { language, to, shown: null, unsure };
  const { text: shown, state, engine, parts } = made;
  const pairs = parts?.map(([, from, length]): [number, number] => [from, length]);
  return {
    language,
    to,
    unsure,
    shown: { text: shown, language: to, state, by: engine, ...(pairs && { pairs }) },
  };
}

/** Whole characters from the start. */
function beginning(text: string): string {
  const points = Array.from(text);
  return points.length > MOST_CHARACTERS ? points.slice(0, MOST_CHARACTERS).join('') : text;
}

/** A language of the pages that is not merely the other script of the text's own. */
function farthest(language: string, languages: readonly string[]): string {
  const family = (tag: string) => tag.split('-')[0];
  return (
    languages.find((one) => family(one) !== family(language)) ??
    languages.find((one) => one !== language) ??
    language
  );
}

interface Sides {
  language: string;
  to: string;
  pages: readonly string[];
}

/** Slang and the like, which go wrong in other languages: with what they mean, for their author to judge. */
function unsureIn(text: string, { language, to, pages }: Sides): Preview['unsure'] {
  const reader = readerOf(to);
  if (!reader) return [];
  const told = pages.map(readerOf).find((one) => one !== null) ?? reader;
  const found = explain(text, { language, reader }).flatMap(({ start, end, card: id }) => {
    const card = cultureCard(id);
    const goesWrong = card && (SPOKEN_KINDS.has(card.kind) || SPOKEN_REGISTERS.has(card.register));
    if (!goesWrong) return [];
    // What it means is what its readers are told of it, also where they write another script.
    const meaning = cultureText(card, told === 'zh-Hant' ? 'zh-Hans' : told).explanation;
    return [{ start, end, word: text.slice(start, end), meaning }];
  });
  return found.slice(0, MOST_UNSURE);
}

const SPOKEN_KINDS: ReadonlySet<string> = new Set(['slang', 'meme']);
const SPOKEN_REGISTERS: ReadonlySet<string> = new Set(['slang', 'playful', 'rude']);

function readerOf(language: string): 'en' | 'zh-Hans' | 'zh-Hant' | null {
  return language === 'en' || language === 'zh-Hans' || language === 'zh-Hant' ? language : null;
}

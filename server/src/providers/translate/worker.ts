/**
 * The process that translates: dictionaries and tables take 150 MB and most of a second to read, and answers of strangers'
 * servers are taken apart here, where nothing else is.
 */
import {
  convert,
  EngineError,
  openGlossary,
  sentences,
  protect,
  restore,
  translate,
  type ChineseScript,
  type Engine,
  type Glossary,
  type Term,
} from '@jujube/lingua';
import { ensureDictionary } from '@jujube/lingua/dictionary';
import { answering } from '../../kernel/child/answering.ts';
import type { EngineConfig } from './settings.ts';
import { engineOf } from './engines.ts';
import type { MadeSentence, TranslateRequest } from './translate.ts';

/** With what its engine is, if it is for one. */
export type Question = TranslateRequest & { config: EngineConfig | null };

/** By their places; one may hold a model. */
const engines: Engine[] = [];
let glossary: Glossary | null | undefined;

answering(make, { nice: 5 });

async function make({
  engine: place,
  texts,
  from,
  to,
  terms = [],
  config,
}: Question): Promise<MadeSentence[][]> {
  if (isChinese(from) && isChinese(to)) return texts.map((text) => converted(text, { from, to, terms }));
  const noted: { retryAfter?: number } = {};
  const engine = place === null ? undefined : listening((engines[place] ??= engineOf(config!)), noted);
  // Answers of engines are held against it, too.
  const known = dictionary();
  const made = await translate(texts, {
    from,
    to,
    terms,
    ...(engine && { engine }),
    ...(known && { glossary: known }),
  });
  return made.map((one) =>
    one.sentences.map((sentence) => ({
      ...sentence,
      ...(sentence.why && noted.retryAfter !== undefined && { retryAfter: noted.retryAfter }),
    })),
  );
}

/** Made from CC-CEDICT by the first who needs it; where that cannot be done, texts have no gloss. */
function dictionary(): Glossary | undefined {
  if (glossary !== undefined) return glossary ?? undefined;
  try {
    ensureDictionary();
    glossary = openGlossary();
  } catch (error) {
    process.stderr.write(`No dictionary for glosses: ${String(error).slice(0, 400)}\n`);
    glossary = null;
  }
  return glossary ?? undefined;
}

/** The engine, with what it says of when to come back kept. */
function listening(engine: Engine, noted: { retryAfter?: number }): Engine {
  return {
    ...engine,
    async translate(request) {
      try {
        return await engine.translate(request);
      } catch (error) {
        if (error instanceof EngineError && error.retryAfter !== undefined)
          noted.retryAfter = error.retryAfter;
        throw error;
      }
    },
  };
}

interface Conversion {
  from: ChineseScript;
  to: ChineseScript;
  terms: readonly Term[];
}

function converted(text: string, conversion: Conversion): MadeSentence[] {
  return sentences(text).map(({ text: source }) => ({
    source,
    text: inScript(source, conversion),
    state: 'converted',
  }));
}

/** Placeholders would part words that are converted together, so there are none where no term stands. */
function inScript(source: string, { from, to, terms }: Conversion): string {
  const own = terms.filter((term) => source.includes(term.from));
  const plain = convert(source, from, to);
  if (own.length === 0) return plain;
  const safe = protect(source, { terms: own });
  return restore(convert(safe.text, from, to), safe) ?? plain;
}

function isChinese(language: string): language is ChineseScript {
  return language === 'zh-Hans' || language === 'zh-Hant';
}

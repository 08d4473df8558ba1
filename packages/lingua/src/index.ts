/**
 * Languages of short texts that people write: which one it is, where its words and sentences are, how it is read,
 * the same words in the other Chinese script, one identity for a name however it was typed, and the tokens a search
 * engine wants. Pure functions over strings; data is read from disk on first use only.
 */
export { detect, type Detected } from './detect.ts';
export { segment, type Segment } from './segment.ts';
export { sentences, type Sentence } from './sentences.ts';
export { spans, type Span, type SpanKind } from './spans.ts';
export { readingsOfCharacter, romanise, romanised, type Reading, type RomaniseOptions } from './romanise.ts';
export { pronounce } from './pronounce.ts';
export { align, type Alignment } from './align.ts';
export {
  DICTIONARY,
  gloss,
  openGlossary,
  type Gloss,
  type Glossary,
  type GlossLanguage,
  type GlossOptions,
  type GlossPiece,
} from './gloss.ts';
export { helloCard, helloSentences, type HelloChoice, type HelloSentence } from './hello.ts';
export { phrase, phrases, REGISTERS, type Phrase, type Register, type Rendered } from './phrasebook.ts';
export { amounts, type Amount, type AmountOptions, type Rates } from './amounts.ts';
export {
  cultureCard,
  cultureCards,
  cultureChinese,
  cultureIndex,
  cultureText,
  explain,
  inTaiwansQuotes,
  knownTraditional,
  type CultureCard,
  type CultureText,
  type CultureTextOptions,
  type ExplainOptions,
} from './culture.ts';
export type { CultureIndex, Explained } from './culture/matcher.ts';
export { convert, type ChineseScript } from './convert.ts';
export { foldName, foldText } from './fold.ts';
export { tokens } from './tokens.ts';
export { resolveTag } from './tags.ts';
export { protect, restore, type Protected, type Protection, type Term } from './protect.ts';
export { EngineError, type Engine, type EngineFailure, type EngineRequest } from './engines/engine.ts';
export { createBergamot, type Bergamot, type BergamotOptions } from './engines/bergamot.ts';
export { createDeepL, type DeepLOptions } from './engines/deepl.ts';
export { createLibreTranslate, type LibreTranslateOptions } from './engines/libretranslate.ts';
export { createOpenAi, type OpenAiOptions } from './engines/openai.ts';
export { doubt, type Answer, type Doubt } from './safety/check.ts';
export {
  translate,
  type State,
  type Translated,
  type TranslatedSentence,
  type TranslateOptions,
} from './translate.ts';

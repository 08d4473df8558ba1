import { detect } from './detect.ts';
import { EngineError, type Engine } from './engines/engine.ts';
import { INSTRUCTION } from './engines/openai.ts';
import type { Glossary, GlossLanguage } from './gloss.ts';
import { phrase, type Rendered } from './phrasebook.ts';
import { protect, restore, type Protected, type Protection } from './protect.ts';
import { doubt, type Doubt } from './safety/check.ts';
import { canaryFor, type Canary } from './safety/canary.ts';
import { visible } from './safety/clean.ts';
import { notionsOf } from './safety/commands.ts';
import { sentences } from './sentences.ts';

/**
 * What a sentence in the other language is, best first. A gloss is no translation, nor is an original, unless it is in that
 * language already: then there is no `why`.
 */
export type State = 'phrasebook' | 'machine' | 'phrasebook-near' | 'phrasebook-slots' | 'gloss' | 'original';

export interface TranslatedSentence {
  source: string;
  text: string;
  state: State;
  /** Why the engine's answer was not taken; absent where it was, or none was needed. */
  why?: Doubt | EngineError['code'];
}

export interface Translated {
  text: string;
  sentences: TranslatedSentence[];
  /** The engine that was asked; absent where the phrasebook knew everything, or none is there. */
  engine?: string;
}

export interface TranslateOptions extends Protection {
  from: string;
  to: string;
  /** None: phrasebook, then gloss. */
  engine?: Engine;
  /** None: what no engine translates stays as it is. */
  glossary?: Glossary;
  signal?: AbortSignal;
}

/**
 * Texts sentence by sentence: the phrasebook where it knows one exactly, the engine for the rest, and where its answer
 * fails (or it does), the phrasebook's guesses, then a gloss, then the sentence as it is. No text is ever lost, and every
 * sentence says what it is. Texts are data: what looks like an order travels alone, invisible signs do not travel, and
 * every answer is checked (`doubt`).
 */
export async function translate(texts: readonly string[], options: TranslateOptions): Promise<Translated[]> {
  const cut = texts.map((text) => sentences(text).map(({ text: source }) => source));
  const wanted = [...new Set(cut.flat())].filter((source) => needsEngine(source, options));
  const answers = options.engine
    ? await ask(wanted, { ...options, engine: options.engine })
    : new Map<string, Answered>();
  return cut.map((parts) => {
    const believed = trusted(parts, answers);
    const found = parts.map((source) => settle(source, believed.get(source), options));
    const asked = found.some(({ state, why }) => state === 'machine' || why !== undefined);
    return {
      text: found
        .map(({ text }, at) => spaced(text, { last: at === found.length - 1, to: options.to }))
        .join(''),
      sentences: found,
      ...(asked && options.engine ? { engine: options.engine.name } : {}),
    };
  });
}

/**
 * One answer that cannot be a slip, or one doubt in a text that gives orders, is enough for the whole text: its other
 * sentences may have been answered in obedience.
 */
function trusted(
  parts: readonly string[],
  answers: ReadonlyMap<string, Answered>,
): ReadonlyMap<string, Answered> {
  const doubted = parts.flatMap((source) => {
    const answer = answers.get(source);
    return answer && 'why' in answer ? [answer] : [];
  });
  if (doubted.length === 0) return answers;
  const obeyed = doubted.find(({ why }) => OBEYED.has(why));
  const orders = parts.some(isOrder) || isOrder(parts.join(''));
  if (!obeyed && !orders) return answers;
  return new Map(parts.map((source) => [source, obeyed ?? doubted[0]!]));
}

/** What no translator does by mistake. */
const OBEYED: ReadonlySet<string> = new Set(['order', 'instruction', 'repeats']);

type Answered = { text: string } | { why: Doubt | EngineError['code'] };

function needsEngine(source: string, options: TranslateOptions): boolean {
  return !isReadAlready(source, options) && inBook(source, options)?.match !== 'exact';
}

/** Nothing but signs, or a sentence in the language of the reader in the midst of another. */
function isReadAlready(source: string, { from, to }: TranslateOptions): boolean {
  if (!/\p{L}/u.test(source)) return true;
  const han = /\p{Script=Han}/u.test(source);
  if (from.startsWith('zh') && to === 'en') return !han && mainly(source, 'en');
  return from === 'en' && to.startsWith('zh') && han && !/[a-z]{2}/iu.test(source) && mainly(source, 'zh');
}

function mainly(text: string, language: string): boolean {
  const [first] = detect(text);
  return first!.language.split('-')[0] === language && first!.share > 0.9;
}

function inBook(source: string, { from, to, terms = [] }: TranslateOptions): Rendered | null {
  if (terms.some((term) => source.includes(term.from))) return null;
  if (to === 'en' && from.startsWith('zh')) return phrase(source, 'en');
  if (from === 'en' && (to === 'zh-Hans' || to === 'zh-Hant')) return phrase(source, to);
  return null;
}

interface Asked extends TranslateOptions {
  engine: Engine;
}

async function ask(sources: readonly string[], options: Asked): Promise<Map<string, Answered>> {
  const alone = sources.filter((source) => isOrder(source));
  const together = sources.filter((source) => !isOrder(source));
  const batches = [...chunks(together, options.engine.batch), ...alone.map((source) => [source])];
  const found = new Map<string, Answered>();
  let gone: Answered | undefined;
  for (const batch of batches) {
    // An engine that is not there is not asked for the rest: many would wait for each of its silences.
    const answers = gone ? batch.map(() => gone!) : await askBatch(batch, options);
    for (const [at, answer] of answers.entries()) found.set(batch[at]!, answer);
    gone ??= answers.find((answer) => 'why' in answer && GONE.has(answer.why));
  }
  return found;
}

const GONE: ReadonlySet<string> = new Set(['busy', 'refused', 'down', 'slow']);

/** Texts of others must not be told what to become. */
function isOrder(source: string): boolean {
  return notionsOf(source).length > 0 || MARKUP.test(source);
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
    items.slice(at * size, (at + 1) * size),
  );
}

async function askBatch(batch: readonly string[], options: Asked): Promise<Answered[]> {
  const sent = batch.map((source) => prepared(source, options));
  const { engine, from, to, signal } = options;
  const texts = sent.map(({ safe, canary }) => (canary ? `${safe.text}\n${canary.line}` : safe.text));
  try {
    const answers = await engine.translate({ texts, from, to, ...(signal ? { signal } : {}) });
    return answers.map((answer, at) => judged(answer, sent[at]!, options));
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return batch.map(() => ({ why: error.code }));
  }
}

/** Turns of a conversation, tags, code and what is encoded are no words: they pass as they are. */
const MARKUP =
  /<\|?[/\w][^<>\n]{0,60}>|\[\/?(?:INST|SYS|system|user|assistant)\]|<<\/?SYS>>|#{2,}\s*\w+:?|`{3,}\w*|\b(?:[A-Za-z0-9+/]{20,}={0,2})(?![A-Za-z])|\b[0-9a-f]{24,}\b|\{\{?[^{}\n]{0,40}\}?\}/giu;

interface Sent {
  source: string;
  safe: Protected;
  canary: Canary | null;
}

function prepared(source: string, options: Asked): Sent {
  const { names = [], terms = [], engine } = options;
  const text = visible(source).trim();
  const whole = [...(text.match(MARKUP) ?? []), ...alreadyIn(options.to, text)];
  const safe = protect(text, { names: [...names, ...whole], terms });
  return { source, safe, canary: engine.obeys ? canaryFor(text, options) : null };
}

/** Three words of English in a Chinese sentence, or what it quotes. */
const FOREIGN_RUN =
  /(?<=["“”「『'‘])[^\p{Script=Han}"“”「」『』'‘’⟦⟧\n]*[\p{L}][^\p{Script=Han}"“”「」『』⟦⟧\n]*?(?=["“”」』'’])|[\p{L}--\p{Script=Han}][[\p{L}\p{M}'’\-]--\p{Script=Han}]*(?:[ ,]+[[\p{L}\p{M}'’\-]--\p{Script=Han}]+){2,}/gv;
const HAN_RUN =
  /(?<=["“”「『])[^"“”「」『』⟦⟧\n]*\p{Script=Han}[^"“”「」『』⟦⟧\n]*?(?=["“”」』])|[\p{Script=Han}，、]{3,}\p{Script=Han}/gu;

/** What is in the reader's language already stays as its author wrote it, and no engine sees it. */
function alreadyIn(to: string, text: string): string[] {
  const han = /\p{Script=Han}/u.test(text);
  if (to === 'en') return han ? (text.match(FOREIGN_RUN) ?? []) : [];
  if (!to.startsWith('zh') || !/[a-z]{2}/iu.test(text)) return [];
  return text.match(HAN_RUN) ?? [];
}

function judged(answer: string, { source, safe, canary }: Sent, options: Asked): Answered {
  const shown = visible(answer).trim();
  if (canary && !canary.sung.test(shown)) return { why: 'canary' };
  const clean = canary ? shown.replace(canary.sung, '').trim() : shown;
  const text = restore(clean, safe);
  if (text === null) return { why: 'placeholders' };
  const bare = {
    source: withoutMarks(safe.text),
    translation: withoutMarks(clean),
    from: options.from,
    to: options.to,
  };
  const { glossary } = options;
  const why = doubt(bare, { instruction: INSTRUCTION, ...(glossary ? { glossary } : {}) });
  if (why) return { why };
  const space = /\s*$/u.exec(source)![0];
  return { text: text + space };
}

function withoutMarks(text: string): string {
  return text.replace(/[⟦〚]\s*\d{1,4}\s*[⟧〛]/gu, ' ');
}

function settle(source: string, answer: Answered | undefined, options: TranslateOptions): TranslatedSentence {
  const why = answer && 'why' in answer ? { why: answer.why } : {};
  if (isReadAlready(source, options)) return { source, text: source, state: 'original' };
  const known = inBook(source, options);
  if (known?.match === 'exact') return { source, text: known.text, state: 'phrasebook' };
  if (answer && 'text' in answer) return { source, text: answer.text, state: 'machine' };
  if (known)
    return {
      source,
      text: known.text,
      state: known.match === 'near' ? 'phrasebook-near' : 'phrasebook-slots',
      ...why,
    };
  const glossed = glossOf(source, options);
  return glossed === null
    ? { source, text: source, state: 'original', ...why }
    : { source, text: glossed, state: 'gloss', ...why };
}

function glossOf(source: string, options: TranslateOptions): string | null {
  const { glossary, from, to, names = [], terms = [] } = options;
  const wanted = glossedTo({ from, to });
  if (!glossary || wanted === null) return null;
  const own = terms.filter((term) => source.includes(term.from));
  const { text } = glossary.gloss(source, wanted, { keep: [...names, ...own.map((term) => term.from)] });
  return own.reduce((words, term) => words.replaceAll(term.from, () => term.to ?? term.from), text);
}

function glossedTo({ from, to }: Pick<TranslateOptions, 'from' | 'to'>): GlossLanguage | null {
  if (to === 'en') return from.startsWith('zh') ? to : null;
  return from === 'en' && (to === 'zh-Hans' || to === 'zh-Hant') ? to : null;
}

function spaced(text: string, { last, to }: { last: boolean; to: string }): string {
  if (last || /\s$/u.test(text)) return text;
  return to.startsWith('zh') || to === 'ja' ? text : `${text} `;
}

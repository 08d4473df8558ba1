import type { Term } from '@jujube/lingua';
import type { Context } from '../../kernel/context.ts';
import type { EngineFacts, MadeSentence } from '../../providers/translate/translate.ts';
import { askEngine } from './ask.ts';
import { glossaryVersionOf } from './glossary.ts';
import {
  hasWords,
  knownParts,
  partMade,
  partsOf,
  speaks,
  wholeOf,
  worse,
  type Part,
  type StoredPart,
  type Whole,
} from './parts.ts';
import { READABLE, type State } from './rules.ts';
import type { SourceText } from './texts.ts';

type Makes = Pick<Context, 'db' | 'providers' | 'now' | 'log'>;

/** A version as it is stored, of this or an older version of its source. */
export interface KnownVersion {
  language: string;
  state: State;
  sourceVersion: number;
  glossaryVersion: number;
  text: string;
  parts: StoredPart[] | null;
  locked: boolean;
}

export interface Making {
  source: SourceText;
  /** Languages that it is wanted in. */
  languages: readonly string[];
  known: readonly KnownVersion[];
  /** Places of the engines that may be sent this text, best first. */
  engines: readonly number[];
  /** The glossary's terms that stand in it, by language. */
  terms?: ReadonlyMap<string, readonly Term[]>;
}

export interface Made {
  versions: MadeVersion[];
  /** When an engine that was not to be had may be; null where all were asked. */
  until: Date | null;
  /** An engine answered what was not believed, and might do better another time. */
  doubted: boolean;
}

interface MadeVersion extends Omit<Whole, 'parts'> {
  language: string;
  glossaryVersion: number;
  parts: StoredPart[] | null;
}

interface Parts {
  parts: Part[];
  until: Date | null;
  doubted?: boolean;
}

/** A text in every language that it is not in, as well as can be done now. What people wrote or locked is left as it is. */
export async function makeVersions(ctx: Makes, making: Making): Promise<Made> {
  const { source, languages, known } = making;
  const current = known.filter(({ sourceVersion }) => sourceVersion === source.version);
  const settled = new Map(
    current
      .filter(({ state, locked }) => PEOPLE.has(state) || locked)
      .map((version) => [version.language, version] as const),
  );
  const terms = (language: string) => termsFor(making, language);
  // What people wrote in one Chinese script is better in the other one than what was made of the original.
  const written = (language: string) => {
    const other = settled.get(SCRIPTS[language] ?? '');
    return other && source.language !== other.language && PEOPLE.has(other.state) ? other : undefined;
  };
  const good = new Set(
    current
      .filter(({ language }) => !written(language))
      .filter(({ state }) => READABLE.includes(state))
      .filter(({ language, glossaryVersion }) => glossaryVersion === glossaryVersionOf(terms(language)))
      .map(({ language }) => language),
  );
  const wanted = languages.filter(
    (language) => language !== source.language && !settled.has(language) && !good.has(language),
  );
  const begun = new Map<string, Promise<Parts>>();
  const partsIn = (language: string): Promise<Parts> => {
    let parts = begun.get(language);
    if (!parts) begun.set(language, (parts = inLanguage(language)));
    return parts;
  };
  const inLanguage = (language: string): Promise<Parts> => {
    if (isChinese(source.language) && isChinese(language)) return converted(ctx, making, language);
    const base = baseOf(making, language);
    if (base === language) return translated(ctx, making, language);
    return good.has(base) ? keptParts(making, base).then(into) : partsIn(base).then(into);
    function into(found: Parts) {
      return otherScript(ctx, found, language);
    }
  };
  const made = await Promise.all(
    wanted.map(async (language) => {
      const own = written(language);
      if (own) return { version: await ofWritten(ctx, own, language), until: null };
      const { parts, until, doubted = false } = await partsIn(language);
      const whole = wholeOf(parts, { to: language, terms: terms(language) });
      const glossaryVersion = glossaryVersionOf(terms(language));
      return { version: whole && { ...whole, language, glossaryVersion }, until, doubted };
    }),
  );
  return {
    versions: made.flatMap(({ version }) => version ?? []),
    until: soonest(made.flatMap(({ until }) => until ?? [])),
    doubted: made.some(({ doubted }) => doubted),
  };
}

/** The first of some moments; null where there is none. */
export function soonest(moments: readonly Date[]): Date | null {
  return moments.length > 0 ? new Date(Math.min(...moments.map(Number))) : null;
}

const PEOPLE: ReadonlySet<State> = new Set(['author', 'human']);
const SCRIPTS: Record<string, string> = { 'zh-Hans': 'zh-Hant', 'zh-Hant': 'zh-Hans' };

/** What a language is made from: Chinese of the second script from the first, where that is wanted, too. */
function baseOf({ source, languages }: Making, language: string): string {
  return language === 'zh-Hant' && !isChinese(source.language) && languages.includes('zh-Hans')
    ? 'zh-Hans'
    : language;
}

function termsFor(making: Making, language: string): readonly Term[] {
  return making.terms?.get(baseOf(making, language)) ?? [];
}

function isChinese(language: string): boolean {
  return language in SCRIPTS;
}

/** The original in the other Chinese script. */
async function converted({ providers }: Makes, making: Making, to: string): Promise<Parts> {
  const { source, known } = making;
  const terms = termsFor(making, to);
  const parts = partsOf(source.text, partsBefore(known, to), terms).map((part) =>
    typeof part === 'string' && !/\p{Script=Han}/u.test(part) ? kept(part) : part,
  );
  const fresh = parts.filter((part) => typeof part === 'string');
  const made = await rules({ providers }, { texts: fresh, from: source.language, to, terms });
  return { parts: filled(parts, made), until: null };
}

/** A version that somebody wrote, in the other Chinese script: no better than converted, and said of it as a whole. */
async function ofWritten({ providers }: Makes, written: KnownVersion, to: string) {
  const [made] = await providers.translate.translate({
    engine: null,
    texts: [written.text],
    from: written.language,
    to,
  });
  const text = made!.map((sentence) => sentence.text).join('');
  return {
    ...{ text, state: 'converted' as const, engine: 'opencc', language: to },
    ...{ glossaryVersion: written.glossaryVersion, parts: null },
  };
}

/** What was made in one Chinese script, in the other one; never better than what it was made of. */
async function otherScript({ providers }: Makes, { parts, ...found }: Parts, to: string): Promise<Parts> {
  const texts = parts.map(({ text }) => text);
  const made = texts.length === 0 ? [] : await rules({ providers }, { texts, from: SCRIPTS[to]!, to });
  return {
    ...found,
    parts: parts.map((part, at) =>
      part.state === 'kept' || part.state === 'missing'
        ? part
        : { ...part, text: made[at]!.text, state: worse(part.state, 'converted') },
    ),
  };
}

/** What was made of this version of the source before. */
async function keptParts(making: Making, language: string): Promise<Parts> {
  const { source, known } = making;
  const parts = partsOf(source.text, partsBefore(known, language), termsFor(making, language)).map((part) =>
    typeof part === 'string' ? kept(part) : part,
  );
  return { parts, until: null };
}

/** Sentence by sentence: what is known, the phrasebook, the engines in their order, guesses and gloss. */
async function translated(ctx: Makes, making: Making, to: string): Promise<Parts> {
  const { source, known, engines } = making;
  const terms = termsFor(making, to);
  const parts = partsOf(source.text, partsBefore(known, to), terms).map((part) =>
    typeof part === 'string' && (!hasWords(part) || speaks(part, to)) ? kept(part) : part,
  );
  const fresh = parts.filter((part) => typeof part === 'string');
  if (fresh.length === 0) return { parts: filled(parts, []), until: null };
  const pair = { from: source.language, to, terms };
  const made = await rules(ctx, { texts: fresh, ...pair });
  const untils: Date[] = [];
  let doubted = false;
  for (const place of engines) {
    if (!speaksPair(ctx.providers.translate.engines[place]!, pair)) continue;
    const open = made.flatMap(({ state }, at) => (state === 'phrasebook' || state === 'machine' ? [] : [at]));
    if (open.length === 0) break;
    const answered = await askEngine(ctx, place, {
      // A line for each: they are cut again where they are asked.
      text: open.map((at) => fresh[at]!.trim().replaceAll('\n', ' ')).join('\n'),
      sentences: open.length,
      ...pair,
    });
    if ('until' in answered) {
      untils.push(answered.until);
      continue;
    }
    const { name } = ctx.providers.translate.engines[place]!;
    doubted ||= answered.made.some(({ why }) => why !== undefined && !MEANT.has(why));
    for (const [line, part] of byLine(answered.made, name).entries()) {
      const at = open[line];
      if (part && at !== undefined) made[at] = { ...part, source: fresh[at]! };
    }
  }
  const all = made.every(({ state }) => state === 'phrasebook' || state === 'machine');
  return { parts: filled(parts, made), until: all ? null : soonest(untils), doubted: doubted && !all };
}

/** Doubts of which a text itself is the cause: asked again, it would only have another try. */
const MEANT: ReadonlySet<string> = new Set(['order', 'instruction', 'canary', 'repeats']);

/** Whether an engine that needs a model for each pair has that of this one. */
function speaksPair({ pairs }: EngineFacts, { from, to }: { from: string; to: string }): boolean {
  return pairs === undefined || pairs().includes(`${from.split('-')[0]}-${to.split('-')[0]}`);
}

/** An engine's sentences, those of one line together; null for a line of which one was not taken. */
function byLine(made: readonly MadeSentence[], engine: string): (Part | null)[] {
  const lines: MadeSentence[][] = [[]];
  for (const sentence of made) {
    lines.at(-1)!.push(sentence);
    if (sentence.source.includes('\n')) lines.push([]);
  }
  return lines.map((line) => {
    const parts = line.map((sentence) => partMade(sentence, engine));
    const bad = parts.some(({ state }) => state !== 'machine' && state !== 'phrasebook' && state !== 'kept');
    if (bad || !parts.some(({ state }) => state === 'machine')) return null;
    const text = line.map((sentence) => sentence.text.trim()).join(' ');
    return { source: '', text, state: 'machine', engine };
  });
}

interface Ruled {
  texts: readonly string[];
  from: string;
  to: string;
  terms?: readonly Term[];
}

/** Sentences by what needs no engine. */
async function rules({ providers }: Pick<Makes, 'providers'>, ruled: Ruled): Promise<Part[]> {
  const { texts } = ruled;
  if (texts.length === 0) return [];
  const made = await providers.translate.translate({ engine: null, ...ruled });
  return made.map((sentences, at) => {
    const parts = sentences.map((sentence) => partMade(sentence, ''));
    const [first, ...rest] = parts;
    if (!first) return kept(texts[at]!);
    const together = rest.reduce((whole, part) => ({ ...part, state: worst(whole, part) }), first);
    return { ...together, source: texts[at]!, text: sentences.map(({ text }) => text).join('') };
  });
}

function worst(one: Part, other: Part): Part['state'] {
  if (one.state === 'kept') return other.state;
  return one.state === 'missing' ? one.state : worse(one.state, other.state);
}

function kept(sentence: string): Part {
  return { source: sentence, text: sentence, state: 'kept', engine: '' };
}

/** What is known of sentences in a language: the versions before, the newest last. */
function partsBefore(known: readonly KnownVersion[], language: string): Map<string, Part> {
  const own = known
    .filter((version) => version.language === language && version.parts !== null)
    .sort((a, b) => a.sourceVersion - b.sourceVersion);
  return new Map(own.flatMap(({ parts, text }) => [...knownParts(parts, text)]));
}

/** The sentences again, in their order, with those that were fresh made. */
function filled(parts: readonly (Part | string)[], made: readonly Part[]): Part[] {
  let next = 0;
  return parts.map((part) => (typeof part === 'string' ? (made[next++] ?? kept(part)) : part));
}

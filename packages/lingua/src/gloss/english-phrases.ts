import { ARTICLES, NAMED_WORDS } from './english-words.ts';
import { formsOf, type Form } from './inflect.ts';
import type { GlossPiece } from './pieces.ts';
import type { Table, Translation } from './table.ts';

/** A word or phrase while its neighbours are looked at. */
export interface Draft {
  text: string;
  lower: string;
  kind: GlossPiece['kind'];
  found: Translation[];
  form: Form['form'];
  chosen?: Translation;
  gloss: string;
  /** What stands behind the words it governs: 里 of "in the room". */
  after: string;
}

/** A word of a text, where it stands. */
export interface Placed {
  text: string;
  lower: string;
  start: number;
  end: number;
}

const LONGEST_PHRASE = 4;
const NOT_IN_CHINESE: Translation[] = [];

export function plain(text: string, kind: GlossPiece['kind']): Draft {
  return { text, lower: text, kind, found: NOT_IN_CHINESE, form: 'base', gloss: text, after: '' };
}

/** How many words from here are one phrase of the table; at least one. */
export function phraseAt(
  words: readonly Placed[],
  at: number,
  { text, table }: { text: string; table: Table },
): { count: number; key: string } {
  const { lower } = words[at]!;
  let best = { count: 1, key: lower };
  for (const begin of [lower, ...basesOf(lower)]) {
    let key = begin;
    for (let count = 1; count < LONGEST_PHRASE; count += 1) {
      const next = words[at + count];
      if (!next || !table.goesOn(key) || text.slice(words[at + count - 1]!.end, next.start) !== ' ') break;
      key = `${key} ${next.lower}`;
      if (count >= best.count && table.translations(key)) best = { count: count + 1, key };
    }
  }
  return best;
}

/** "got up": found as "get up", and past. */
export function ofPhrase(draft: Draft, key: string, table: Table): Draft {
  const form = draft.lower.split(' ')[0]!.endsWith('ing') ? 'ing' : 'past';
  return { ...draft, kind: 'word', lower: key, found: table.translations(key)!, form };
}

const BASES = new Map<string, string[]>();

/** "got up" is looked for as "get up". */
function basesOf(word: string): string[] {
  const known = BASES.get(word);
  if (known) return known;
  const found = formsOf(word).flatMap(({ base, form }) => (form === 'past' || form === 'ing' ? [base] : []));
  if (BASES.size > KEPT) BASES.clear();
  BASES.set(word, found);
  return found;
}

/** Words as they were found before, by table: the same come again and again. */
const KNOWN = new WeakMap<Table, Map<string, Draft>>();
const KEPT = 20_000;

export function wordDraft(text: string, table: Table, { begins: first }: { begins: boolean }): Draft {
  const known = KNOWN.get(table) ?? new Map<string, Draft>();
  if (known.size === 0 || known.size > KEPT) KNOWN.set(table, known.size > KEPT ? new Map() : known);
  const key = first ? text : ` ${text}`;
  const found = known.get(key) ?? lookUp(text, table, first);
  known.set(key, found);
  return { ...found };
}

function lookUp(text: string, table: Table, first: boolean): Draft {
  const lower = text.toLowerCase().replaceAll('’', "'");
  const draft = plain(text, 'word');
  draft.lower = lower;
  if (ARTICLES.has(lower)) return { ...draft, kind: 'silent', gloss: '' };
  const { found, form } = look(lower, table);
  const capital = /^\p{Lu}/u.test(text) && !first && !text.startsWith('I ');
  const names = found.filter(({ proper }) => proper);
  if (capital && names.length === 0 && !NAMED_WORDS.has(lower)) return { ...draft, kind: 'name' };
  if (found.length === 0) return { ...draft, kind: /^\p{Lu}/u.test(text) ? 'name' : 'unknown' };
  const usable =
    capital && names.length > 0 && !NAMED_WORDS.has(lower) ? names : found.filter(({ proper }) => !proper);
  if (usable.length === 0 && !/^\p{Lu}/u.test(text)) return { ...draft, kind: 'unknown' };
  return { ...draft, found: usable.length > 0 ? usable : found, form };
}

function look(lower: string, table: Table): { found: Translation[]; form: Form['form'] } {
  const exact = table.translations(lower);
  if (exact) return { found: exact, form: BASE_OF_PAST.has(lower) ? 'past' : 'base' };
  const whose = lower.endsWith("'s") ? table.translations(lower.slice(0, -2)) : null;
  if (whose) return { found: whose, form: 'third' };
  for (const { base, form } of formsOf(lower)) {
    const found = table.translations(base);
    if (!found) continue;
    const verbs = form === 'past' || form === 'ing' ? found.filter(({ speech }) => speech === 'v') : [];
    return { found: verbs.length > 0 ? verbs : found, form };
  }
  return { found: NOT_IN_CHINESE, form: 'base' };
}

/** Written in the tables as they are, and past all the same. */
const BASE_OF_PAST = new Set(['loved', 'wanted']);

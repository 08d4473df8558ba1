/** One meaning of a Chinese word, cut down to what a reader needs beside it. */
export interface Sense {
  /** "to eat", "apple", "Chengdu". */
  text: string;
  /** How much less likely it is meant than the first: the place in the entry, and marks such as (archaic). */
  rank: number;
}

export interface Meanings {
  senses: Sense[];
  /** It counts things: 个, 张, 只. */
  measure: boolean;
  /** Another word that has the meaning: 成都 → 成都市. */
  see?: string;
}

const NO_MEANING =
  /^(?:surname |(?:old |archaic |Japanese )?variant of |used in |see also |also written |also pr\.|Taiwan pr\.|CL:|same as |Kangxi radical|\(onom|radical in Chinese|component in Chinese)/iu;
const ELSEWHERE =
  /^(?:see|erhua variant of|abbr\. for|equivalent to) (?:[^\s|[\]]+\|)?([\p{Script=Han}]+)\[/u;
const RARE =
  /\((?:[^)]*\b)?(?:archaic|old|literary|dialect|classical|obsolete|Buddhism|math|chemistry|physics|astronomy|botany|zoology|law|linguistics|computing|medicine|military|music|TCM|Cantonese|vulgar)\b[^)]*\)/iu;
const BOUND = /\(bound form\)/iu;
const LONG = 30;
const LONGEST = 44;

/** The meanings of an entry of CC-CEDICT, likeliest first. */
export function meaningsOf(definitions: readonly string[], proper: boolean): Meanings {
  const senses: Sense[] = [];
  let measure = false;
  let see: string | undefined;
  for (const [at, definition] of definitions.entries()) {
    if (/^\(?classifier|\bclassifier for\b|^classifier:/iu.test(definition)) measure = true;
    const other = ELSEWHERE.exec(definition);
    if (other) see ??= other[1]!;
    if (other || NO_MEANING.test(definition) || /\bclassifier\b/u.test(definition)) continue;
    const penalty = (RARE.test(definition) ? 4 : 0) + (BOUND.test(definition) ? 2 : 0);
    for (const [within, text] of partsOf(definition, proper).entries()) {
      const long = text.length > LONG ? 2 : 0;
      senses.push({ text, rank: at + within * 0.4 + penalty + long });
    }
  }
  senses.sort((a, b) => a.rank - b.rank);
  return { senses, measure, ...(see ? { see } : {}) };
}

function partsOf(definition: string, proper: boolean): string[] {
  const plain = definition
    .replace(/\[[^\]]*\]/gu, '')
    .replace(/[\p{Script=Han}]+\|/gu, '')
    .replace(/\s*\([^()]*(?:\([^()]*\)[^()]*)*\)/gu, '')
    .replace(/\bsb's\b/gu, "someone's")
    .replace(/\bsb\b/gu, 'someone')
    .replace(/\bsth\b/gu, 'something')
    .replace(/^(?:fig\.|lit\.|abbr\. for|idiom|coll\.)\s*/u, '');
  return plain
    .replace(/^((?:to )?[a-z]+) or ([a-z]+)$/u, '$1; $2')
    .split(';')
    .map((part) =>
      (proper ? part.split(',')[0]!.replace(/ (?:municipality|prefecture|city|province)$/iu, '') : part)
        .replace(/\betc\.?$/u, '')
        .replace(/\s+/gu, ' '),
    )
    .map((part) => part.replace(/^[\s,.:~-]+|[\s,:]+$/gu, '').trim())
    .filter((part) => part !== '' && part.length <= LONGEST && /[A-Za-z]/u.test(part));
}

/** Puts the kind of meaning first that the word mostly has: 工作 as a noun is "work", as a verb "to work". */
export function rankFor(senses: readonly Sense[], tag: string): Sense[] {
  const verb = tag.startsWith('v');
  const noun = /^[nts]/u.test(tag);
  const fit = ({ text, rank }: Sense) => {
    const isVerb = text.startsWith('to ');
    return rank + (verb && !isVerb ? 1.5 : 0) + (noun && isVerb ? 1.5 : 0);
  };
  return senses.toSorted((a, b) => fit(a) - fit(b));
}

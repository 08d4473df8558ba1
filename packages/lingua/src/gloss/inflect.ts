/** base past participle, where they are not "-ed". */
const IRREGULAR =
  `be was been|become became become|begin began begun|bite bit bitten|blow blew blown|break broke broken|
bring brought brought|build built built|buy bought bought|catch caught caught|choose chose chosen|come came come|
cost cost cost|cut cut cut|deal dealt dealt|dig dug dug|do did done|draw drew drawn|dream dreamt dreamt|
drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen|feed fed fed|feel felt felt|fight fought fought|
find found found|fly flew flown|forget forgot forgotten|forgive forgave forgiven|freeze froze frozen|get got gotten|
give gave given|go went gone|grow grew grown|hang hung hung|have had had|hear heard heard|hide hid hidden|hit hit hit|
hold held held|hurt hurt hurt|keep kept kept|know knew known|lay laid laid|lead led led|leave left left|
lend lent lent|let let let|lie lay lain|light lit lit|lose lost lost|make made made|mean meant meant|meet met met|
pay paid paid|put put put|quit quit quit|read read read|ride rode ridden|ring rang rung|rise rose risen|run ran run|
say said said|see saw seen|sell sold sold|send sent sent|set set set|sew sewed sewn|shake shook shaken|
shine shone shone|shoot shot shot|show showed shown|shrink shrank shrunk|shut shut shut|sing sang sung|sink sank sunk|
sit sat sat|sleep slept slept|smell smelt smelt|speak spoke spoken|spend spent spent|spill spilt spilt|
spread spread spread|stand stood stood|steal stole stolen|stick stuck stuck|sweep swept swept|swim swam swum|
take took taken|teach taught taught|tear tore torn|tell told told|think thought thought|throw threw thrown|
understand understood understood|wake woke woken|wear wore worn|win won won|write wrote written`
    .replaceAll('\n', '')
    .split('|')
    .map((line) => line.split(' ') as [string, string, string]);

const PAST = new Map(IRREGULAR.map(([base, past]) => [base, past]));
const BASE = new Map(
  IRREGULAR.flatMap(([base, past, done]) => [[past, base] as const, [done, base] as const]),
);
const PLURALS = new Map(
  'man men|woman women|child children|foot feet|tooth teeth|mouse mice|goose geese|person people|life lives|wife wives|knife knives|leaf leaves|loaf loaves|shelf shelves|half halves|scarf scarves|wolf wolves|fish fish|sheep sheep|deer deer|clothes clothes|shoes shoes|trousers trousers|noodles noodles|yuan yuan|people people|stuff stuff|money money|rice rice|bread bread|water water|tea tea|milk milk|furniture furniture|music music'
    .split('|')
    .map((pair) => pair.split(' ') as [string, string]),
);
const SINGULAR = new Map(
  [...PLURALS].filter(([one, many]) => one !== many).map(([one, many]) => [many, one]),
);

/** "go back" → "went back", "try" → "tried". */
export function past(verb: string): string {
  const [first, ...rest] = verb.split(' ');
  return [pastOf(first!), ...rest].join(' ');
}

function pastOf(verb: string): string {
  const irregular = PAST.get(verb);
  if (irregular) return irregular;
  if (verb.endsWith('e')) return `${verb}d`;
  if (/[^aeiou]y$/u.test(verb)) return `${verb.slice(0, -1)}ied`;
  if (/^[^aeiou]*[aeiou][bdgmnprt]$/u.test(verb)) return `${verb}${verb.at(-1)}ed`;
  return `${verb}ed`;
}

/** "cat" → "cats", "box of tea" → "boxes of tea"; what is many already stays. */
export function plural(noun: string): string {
  const match = /^(.*?)([\p{L}]+)( (?:of|in|for|with) .*)?$/u.exec(noun);
  if (!match) return noun;
  const [, before, last, after = ''] = match;
  return `${before}${pluralOf(last!)}${after}`;
}

function pluralOf(noun: string): string {
  const irregular = PLURALS.get(noun);
  if (irregular) return irregular;
  if (/(?:[^s]s|ics)$/u.test(noun)) return noun;
  if (/(?:s|x|z|ch|sh)$/u.test(noun)) return `${noun}es`;
  if (/[^aeiou]y$/u.test(noun)) return `${noun.slice(0, -1)}ies`;
  return `${noun}s`;
}

/** A form of an English word: what it may be a form of, and which form. */
export interface Form {
  base: string;
  form: 'past' | 'ing' | 'many' | 'third' | 'more' | 'most' | 'base';
}

/** What a word may be a form of, likeliest first; the caller knows which are words. */
export function formsOf(word: string): Form[] {
  const found: Form[] = [];
  const irregular = BASE.get(word);
  if (irregular) found.push({ base: irregular, form: 'past' });
  const one = SINGULAR.get(word);
  if (one) found.push({ base: one, form: 'many' });
  for (const [ending, form] of ENDINGS) {
    if (!word.endsWith(ending) || word.length < ending.length + 2) continue;
    const stem = word.slice(0, -ending.length);
    for (const base of stemsOf(stem, ending)) found.push({ base, form });
  }
  return found;
}

const ENDINGS = [
  ['ies', 'many'],
  ['ied', 'past'],
  ['ier', 'more'],
  ['iest', 'most'],
  ['s', 'many'],
  ['es', 'many'],
  ['ed', 'past'],
  ['ing', 'ing'],
  ['er', 'more'],
  ['est', 'most'],
  ['ly', 'base'],
] as const;

function stemsOf(stem: string, ending: string): string[] {
  if (ending.startsWith('i') && ending !== 'ing') return [`${stem}y`];
  if (ending === 's') return [stem];
  const doubled = /(.)\1$/u.test(stem) && !/(?:ss|ll|ee|oo)$/u.test(stem) ? [stem.slice(0, -1)] : [];
  return [
    ...doubled,
    stem,
    `${stem}e`,
    ...(ending === 'ly' && stem.endsWith('i') ? [`${stem.slice(0, -1)}y`] : []),
  ];
}

/** Which translation engines the operator has, as `config.ts` reads it. */

export const ENGINES = ['openai', 'deepl', 'libretranslate'] as const;
export type EngineKind = (typeof ENGINES)[number];

/** An engine, and what it may be used for. */
export interface EngineConfig {
  kind: EngineKind;
  url: string | null;
  key: string | null;
  /** Of an OpenAI-compatible server. */
  model: string | null;
  /** Whether texts that not everybody may read may go there. */
  forPrivate: boolean;
  /** Characters it may be sent in a day (UTC); null: as many as there are. */
  charactersPerDay: number | null;
  /** What a million characters cost, in cents of whatever the operator pays in; null: not known. */
  centsPerMillion: number | null;
  /** Requests at a time. */
  parallel: number;
}

export interface TranslationConfig {
  /** Whether texts are translated at all. */
  on: boolean;
  /** Best first; what all of them fail at is left to phrasebook, conversion and gloss, which need none. */
  engines: EngineConfig[];
}

type Environment = Record<string, string | undefined>;

interface Refusals {
  /** Throws: the setting, its value, what is allowed. */
  refuse(setting: string, value: string, allowed: string): never;
}

const MOST_PARALLEL = 32;

/** `TRANSLATION`, `TRANSLATION_ENGINES`, and for each engine `OPENAI_…`, `DEEPL_…`, `LIBRETRANSLATE_…`. */
export function readTranslation(env: Environment, { refuse }: Refusals): TranslationConfig {
  const on = env['TRANSLATION'] || '1';
  if (on !== '0' && on !== '1') refuse('TRANSLATION', on, '0, 1');
  const listed = (env['TRANSLATION_ENGINES'] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const wrong = listed.find((name) => !ENGINES.includes(name as EngineKind));
  if (wrong !== undefined)
    refuse('TRANSLATION_ENGINES', wrong, `any of ${ENGINES.join(', ')}, best first, separated by commas`);
  const kinds = [...new Set(listed as EngineKind[])];
  return { on: on === '1', engines: kinds.map((kind) => readEngine(kind, env, { refuse })) };
}

function readEngine(kind: EngineKind, env: Environment, { refuse }: Refusals): EngineConfig {
  const setting = (name: string) => `${kind.toUpperCase()}_${name}`;
  const value = (name: string) => env[setting(name)] || null;
  const whole = (name: string) => {
    const text = value(name);
    if (text !== null && !/^\d{1,12}$/.test(text)) refuse(setting(name), text, 'a whole number');
    return text === null ? null : Number(text);
  };
  const need = (name: string, example: string) => value(name) ?? refuse(setting(name), '', example);
  const url = kind === 'deepl' ? value('URL') : need('URL', NEEDED_URL[kind]);
  if (url !== null && !/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : ''))
    refuse(setting('URL'), url, 'an http or https address');
  const parallel = whole('PARALLEL') ?? 4;
  if (parallel < 1 || parallel > MOST_PARALLEL)
    refuse(setting('PARALLEL'), String(parallel), `1 to ${MOST_PARALLEL}`);
  const forPrivate = value('PRIVATE') ?? '0';
  if (forPrivate !== '0' && forPrivate !== '1') refuse(setting('PRIVATE'), forPrivate, '0, 1');
  return {
    kind,
    url,
    key: kind === 'deepl' ? need('KEY', 'the key of your DeepL account') : value('KEY'),
    model: kind === 'openai' ? need('MODEL', 'the name of a model that the server has') : null,
    forPrivate: forPrivate === '1',
    charactersPerDay: whole('CHARACTERS_PER_DAY'),
    centsPerMillion: whole('CENTS_PER_MILLION'),
    parallel,
  };
}

const NEEDED_URL = {
  openai: 'an address up to and with /v1, such as http://localhost:11434/v1',
  libretranslate: 'an address such as http://localhost:5000',
} as const;

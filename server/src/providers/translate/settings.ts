/** Which translation engines the operator has, as `config.ts` reads it. */

export const ENGINES = ['openai', 'deepl', 'libretranslate', 'bergamot'] as const;
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
  /** One request may take so long. */
  seconds: number;
  /** Where the models of the one on this machine lie; null: it needs none. */
  folder: string | null;
}

export interface TranslationConfig {
  /** Whether texts are translated at all. */
  on: boolean;
  /** Best first; what all of them fail at is left to phrasebook, conversion and gloss, which need none. */
  engines: EngineConfig[];
}

type Environment = Record<string, string | undefined>;

interface Surroundings {
  /** Where models lie. */
  models: string;

  /** Throws: the setting, its value, what is allowed. */
  refuse(setting: string, value: string, allowed: string): never;
}

const MOST_PARALLEL = 32;
const MOST_SECONDS = 60;

/** `TRANSLATION`, `TRANSLATION_ENGINES`, and for each engine `OPENAI_…`, `DEEPL_…`, `LIBRETRANSLATE_…`, `BERGAMOT_…`. */
export function readTranslation(env: Environment, around: Surroundings): TranslationConfig {
  const { refuse } = around;
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
  return { on: on === '1', engines: kinds.map((kind) => readEngine(kind, env, around)) };
}

function readEngine(kind: EngineKind, env: Environment, { models, refuse }: Surroundings): EngineConfig {
  const setting = (name: string) => `${kind.toUpperCase()}_${name}`;
  const value = (name: string) => env[setting(name)] || null;
  const whole = (name: string) => {
    const text = value(name);
    if (text !== null && !/^\d{1,12}$/.test(text)) refuse(setting(name), text, 'a whole number');
    return text === null ? null : Number(text);
  };
  const need = (name: string, example: string) => value(name) ?? refuse(setting(name), '', example);
  // What runs on this machine may read what its database holds.
  const here = kind === 'bergamot';
  const url = kind in NEEDED_URL ? need('URL', NEEDED_URL[kind as keyof typeof NEEDED_URL]) : value('URL');
  if (url !== null && !/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : ''))
    refuse(setting('URL'), url, 'an http or https address');
  const parallel = whole('PARALLEL') ?? (here ? 2 : 4);
  if (parallel < 1 || parallel > MOST_PARALLEL)
    refuse(setting('PARALLEL'), String(parallel), `1 to ${MOST_PARALLEL}`);
  const seconds = whole('SECONDS') ?? (here ? 60 : 15);
  if (seconds < 1 || seconds > MOST_SECONDS)
    refuse(setting('SECONDS'), String(seconds), `1 to ${MOST_SECONDS}`);
  const forPrivate = value('PRIVATE') ?? (here ? '1' : '0');
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
    seconds,
    folder: here ? models : null,
  };
}

const NEEDED_URL = {
  openai: 'an address up to and with /v1, such as http://localhost:11434/v1',
  libretranslate: 'an address such as http://localhost:5000',
} as const;

/**
 * What the operator may set, read once at the start. This is the only file that reads the environment;
 * everything else is handed a `Config`.
 */
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { PUBLISHED_INDEX } from '@jujube/lingua/models';
import ipaddr from 'ipaddr.js';
import { readTranslation, type TranslationConfig } from './providers/translate/settings.ts';

const ROLES = ['web', 'worker', 'feed'] as const;
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

export type Role = (typeof ROLES)[number];
export type LogLevel = (typeof LOG_LEVELS)[number];

export type Config = {
  /** What this process does; all of it by default. */
  roles: Set<Role>;
  port: number;
  host: string;
  /** Absolute. */
  dataDir: string;
  /** Null: the PostgreSQL that came with npm, in the data folder. */
  databaseUrl: string | null;
  /** The origin people see, without a slash at its end. */
  publicUrl: string;
  /** Addresses and CIDR ranges whose forwarded headers are believed. */
  trustedProxies: string[];
  /** Whether a fresh database gets the demo world. */
  demo: boolean;
  /** Whether the files that pictures came in are kept, with all that they say of place and device. */
  keepOriginals: boolean;
  /** For how many days each single act in the feed is kept, once it was learnt from. */
  signalDays: number;
  /** Readers that every new note is promised within its first day, within the limits of its author. */
  firstReaders: number;
  /** Where models for the translator on this machine are looked up. */
  modelsIndex: string;
  translation: TranslationConfig;
  /** Whether words in pictures are read, so that they can be translated. */
  pictureWords: boolean;
  /** Where rates of currencies are fetched when an administrator asks for it; null: nowhere. */
  ratesUrl: string | null;
  logLevel: LogLevel;
  /** Serve to phones in the house. */
  lan: boolean;
};

/** A start that cannot go on for a reason the operator can mend: its message is the whole story. */
export class StartError extends Error {
  override name = 'StartError';
}

/** A setting with a wrong value: says its name, the value and what is allowed. */
export class ConfigError extends StartError {
  override name = 'ConfigError';

  constructor(setting: string, value: string, allowed: string) {
    super(`${setting} is "${value}", which does not work. Allowed: ${allowed}.`);
  }
}

type Environment = Record<string, string | undefined>;

/**
 * Reads all settings. An empty value counts as not set.
 *
 * @param env the environment, by default this process's own
 * @param argv the arguments after the script's name
 * @throws ConfigError for the first setting with a wrong value
 */
export function readConfig(env: Environment = process.env, argv = process.argv.slice(2)): Config {
  const flags = readFlags(argv);
  const port = readPort(env['PORT'] || '3000');
  const dataDir = resolve(env['DATA_DIR'] || './data');
  return {
    roles: readRoles(flags.roles),
    port,
    host: flags.lan ? '0.0.0.0' : readHost(env['HOST'] || '127.0.0.1'),
    dataDir,
    databaseUrl: env['DATABASE_URL'] ? readDatabaseUrl(env['DATABASE_URL']) : null,
    publicUrl: readPublicUrl(env['PUBLIC_URL'] || `http://localhost:${port}`),
    trustedProxies: readProxies(env['TRUSTED_PROXIES'] || ''),
    demo: readSwitch('DEMO', env['DEMO'] || '1'),
    keepOriginals: readSwitch('KEEP_ORIGINALS', env['KEEP_ORIGINALS'] || '0'),
    signalDays: readDays('SIGNAL_DAYS', env['SIGNAL_DAYS'] || '90'),
    firstReaders: readReaders('FIRST_READERS', env['FIRST_READERS'] || '30'),
    modelsIndex: readAddress('MODELS_INDEX', env['MODELS_INDEX'] || PUBLISHED_INDEX),
    ratesUrl: env['RATES_URL'] ? readAddress('RATES_URL', env['RATES_URL']) : null,
    translation: readTranslation(env, {
      models: join(dataDir, 'models'),
      refuse(setting, value, allowed) {
        throw new ConfigError(setting, value, allowed);
      },
    }),
    pictureWords: readSwitch('PICTURE_WORDS', env['PICTURE_WORDS'] || '1'),
    logLevel: oneOf('LOG_LEVEL', env['LOG_LEVEL'] || 'info', LOG_LEVELS),
    lan: flags.lan,
  };
}

function readFlags(argv: string[]): { roles: string; lan: boolean } {
  try {
    const options = { roles: { type: 'string' }, lan: { type: 'boolean' } } as const;
    const { values } = parseArgs({ args: argv, options, strict: true, allowPositionals: false });
    return { roles: values.roles ?? ROLES.join(','), lan: values.lan ?? false };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new ConfigError(
      'The command line',
      argv.join(' '),
      '--lan, and --roles= followed by any of web,worker,feed',
    );
  }
}

function readRoles(value: string): Set<Role> {
  const names = value.split(',').map((name) => name.trim());
  const roles = new Set(ROLES.filter((role) => names.includes(role)));
  if (names.every((name) => roles.has(name as Role))) return roles;
  throw new ConfigError('--roles', value, 'one or more of web, worker and feed, separated by commas');
}

function readPort(value: string): number {
  const port = Number(value);
  if (/^\d{1,5}$/.test(value) && port <= 65535) return port;
  throw new ConfigError('PORT', value, 'a whole number from 1 to 65535, or 0 for any free port');
}

function readHost(value: string): string {
  if (isIP(value) || /^[a-z\d]([a-z\d.-]*[a-z\d])?$/i.test(value)) return value;
  throw new ConfigError(
    'HOST',
    value,
    'an address of this machine or its name, such as 127.0.0.1, 0.0.0.0 or ::',
  );
}

function readDatabaseUrl(value: string): string {
  const url = parseUrl(value);
  if (url && ['postgres:', 'postgresql:'].includes(url.protocol) && url.pathname.length > 1) return value;
  const shown = value.replace(/:[^:@/]*@/, ':…@');
  throw new ConfigError('DATABASE_URL', shown, 'postgres://user:password@host:5432/database');
}

function readPublicUrl(value: string): string {
  const url = parseUrl(value);
  const plain = url && url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password;
  if (plain && ['http:', 'https:'].includes(url.protocol)) return url.origin;
  throw new ConfigError(
    'PUBLIC_URL',
    value,
    'an http or https address without a path, such as https://example.org',
  );
}

function readAddress(setting: string, value: string): string {
  const url = parseUrl(value);
  if (url && ['http:', 'https:'].includes(url.protocol)) return value;
  throw new ConfigError(setting, value, 'an http or https address, such as https://example.org/models.json');
}

function readProxies(value: string): string[] {
  const ranges = value.split(',').map((range) => range.trim());
  const given = ranges.filter((range) => range !== '');
  const wrong = given.find((range) => !isIP(range) && !ipaddr.isValidCIDR(range));
  if (wrong === undefined) return given;
  throw new ConfigError(
    'TRUSTED_PROXIES',
    wrong,
    'addresses and CIDR ranges separated by commas, such as 127.0.0.1,10.0.0.0/8',
  );
}

function readDays(setting: string, value: string): number {
  const days = Number(value);
  if (/^\d{1,4}$/.test(value) && days >= 2 && days <= 3650) return days;
  throw new ConfigError(setting, value, 'a whole number of days from 2 to 3650');
}

function readReaders(setting: string, value: string): number {
  const readers = Number(value);
  if (/^\d{1,4}$/.test(value) && readers >= 1 && readers <= 1000) return readers;
  throw new ConfigError(setting, value, 'a whole number of readers from 1 to 1000');
}

function readSwitch(setting: string, value: string): boolean {
  return oneOf(setting, value, ['0', '1'] as const) === '1';
}

function oneOf<T extends string>(setting: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((word) => word === value);
  if (found !== undefined) return found;
  throw new ConfigError(setting, value, allowed.join(', '));
}

function parseUrl(value: string): URL | null {
  return URL.canParse(value) ? new URL(value) : null;
}

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { PUBLISHED_INDEX } from '@jujube/lingua/models';
import { ConfigError, readConfig } from './config.ts';

test('nothing set gives a private start with everything in one process', () => {
  assert.deepEqual(readConfig({}, []), {
    roles: new Set(['web', 'worker', 'feed']),
    port: 3000,
    host: '127.0.0.1',
    dataDir: resolve('data'),
    databaseUrl: null,
    publicUrl: 'http://localhost:3000',
    trustedProxies: [],
    demo: true,
    keepOriginals: false,
    signalDays: 90,
    firstReaders: 30,
    modelsIndex: PUBLISHED_INDEX,
    ratesUrl: null,
    translation: { on: true, engines: [] },
    pictureWords: true,
    logLevel: 'info',
    lan: false,
  });
});

test('every setting is read', () => {
  const env = {
    PORT: '8080',
    HOST: '::',
    DATA_DIR: '/srv/jujube',
    DATABASE_URL: 'postgres://a:b@db:5432/jujube',
    PUBLIC_URL: 'https://枣.example/',
    TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8,fd00::/8',
    DEMO: '0',
    KEEP_ORIGINALS: '1',
    SIGNAL_DAYS: '30',
    FIRST_READERS: '12',
    MODELS_INDEX: 'http://models.lan/models.json',
    TRANSLATION: '0',
    TRANSLATION_ENGINES: 'deepl,libretranslate, deepl',
    DEEPL_KEY: 'k:fx',
    DEEPL_CHARACTERS_PER_DAY: '500000',
    LIBRETRANSLATE_URL: 'http://127.0.0.1:5000',
    LIBRETRANSLATE_PRIVATE: '1',
    LIBRETRANSLATE_PARALLEL: '2',
    LIBRETRANSLATE_SECONDS: '40',
    PICTURE_WORDS: '0',
    LOG_LEVEL: 'warn',
  };
  assert.deepEqual(readConfig(env, ['--roles=worker,feed']), {
    roles: new Set(['worker', 'feed']),
    port: 8080,
    host: '::',
    dataDir: '/srv/jujube',
    databaseUrl: 'postgres://a:b@db:5432/jujube',
    publicUrl: 'https://xn--ntv.example',
    trustedProxies: ['127.0.0.1', '10.0.0.0/8', 'fd00::/8'],
    demo: false,
    keepOriginals: true,
    signalDays: 30,
    firstReaders: 12,
    modelsIndex: 'http://models.lan/models.json',
    ratesUrl: null,
    translation: {
      on: false,
      engines: [
        {
          ...{ kind: 'deepl', url: null, key: 'k:fx', model: null, forPrivate: false },
          ...{ charactersPerDay: 500_000, centsPerMillion: null, parallel: 4, seconds: 15, folder: null },
        },
        {
          ...{
            kind: 'libretranslate',
            url: 'http://127.0.0.1:5000',
            key: null,
            model: null,
            forPrivate: true,
          },
          ...{ charactersPerDay: null, centsPerMillion: null, parallel: 2, seconds: 40, folder: null },
        },
      ],
    },
    pictureWords: false,
    logLevel: 'warn',
    lan: false,
  });
});

test('an empty value counts as not set', () => {
  const empty = {
    PORT: '',
    HOST: '',
    DATA_DIR: '',
    DATABASE_URL: '',
    PUBLIC_URL: '',
    TRUSTED_PROXIES: '',
    DEMO: '',
    KEEP_ORIGINALS: '',
    SIGNAL_DAYS: '',
    FIRST_READERS: '',
    MODELS_INDEX: '',
    TRANSLATION: '',
    TRANSLATION_ENGINES: '',
    PICTURE_WORDS: '',
  };
  assert.deepEqual(readConfig(empty, []), readConfig({}, []));
});

test('the public address follows the port, and --lan opens the door to the house', () => {
  assert.equal(readConfig({ PORT: '4000' }, []).publicUrl, 'http://localhost:4000');
  assert.equal(readConfig({ HOST: '127.0.0.1' }, ['--lan']).host, '0.0.0.0');
});

test('a wrong value says its name, the value and what is allowed', () => {
  const wrong: [Record<string, string>, string[], RegExp][] = [
    [{ PORT: '80a' }, [], /^PORT is "80a", .*0 for any free port\.$/],
    [{ PORT: '65536' }, [], /^PORT is "65536"/],
    [{ PORT: '-1' }, [], /^PORT is "-1"/],
    [{ HOST: 'my host' }, [], /^HOST is "my host", .*127\.0\.0\.1/],
    [{ DATABASE_URL: 'mysql://a@b/c' }, [], /^DATABASE_URL is "mysql:.*postgres:\/\//],
    [{ DATABASE_URL: 'postgres://a@b' }, [], /^DATABASE_URL is/],
    [{ PUBLIC_URL: 'example.org' }, [], /^PUBLIC_URL is "example\.org", .*https:\/\/example\.org/],
    [{ PUBLIC_URL: 'https://example.org/path' }, [], /^PUBLIC_URL is .*without a path/],
    [{ TRUSTED_PROXIES: '127.0.0.1,10.0.0.0/99' }, [], /^TRUSTED_PROXIES is "10\.0\.0\.0\/99", .*CIDR/],
    [{ TRUSTED_PROXIES: 'localhost' }, [], /^TRUSTED_PROXIES is "localhost"/],
    [{ KEEP_ORIGINALS: 'yes' }, [], /^KEEP_ORIGINALS is "yes", .*Allowed: 0, 1\.$/],
    [{ SIGNAL_DAYS: '1' }, [], /^SIGNAL_DAYS is "1", .*from 2 to 3650\.$/],
    [{ SIGNAL_DAYS: 'ever' }, [], /^SIGNAL_DAYS is "ever"/],
    [{ FIRST_READERS: '0' }, [], /^FIRST_READERS is "0", .*from 1 to 1000\.$/],
    [{ MODELS_INDEX: 'models.json' }, [], /^MODELS_INDEX is "models\.json", .*https:\/\//],
    [{ DEMO: 'no' }, [], /^DEMO is "no", .*Allowed: 0, 1\.$/],
    [{ LOG_LEVEL: 'loud' }, [], /^LOG_LEVEL is "loud", .*trace, debug, info/],
    [{ TRANSLATION: 'yes' }, [], /^TRANSLATION is "yes", .*0, 1/],
    [
      { TRANSLATION_ENGINES: 'google' },
      [],
      /^TRANSLATION_ENGINES is "google", .*openai, deepl, libretranslate/,
    ],
    [{ PICTURE_WORDS: 'yes' }, [], /^PICTURE_WORDS is "yes", .*0, 1/],
    [{ TRANSLATION_ENGINES: 'deepl' }, [], /^DEEPL_KEY is ""/],
    [{ TRANSLATION_ENGINES: 'openai', OPENAI_URL: 'file:///etc' }, [], /^OPENAI_URL is "file:/],
    [{ TRANSLATION_ENGINES: 'deepl', DEEPL_KEY: 'k', DEEPL_PARALLEL: '99' }, [], /^DEEPL_PARALLEL .*1 to 32/],
    [{}, ['--roles=web,cook'], /^--roles is "web,cook", .*web, worker and feed/],
    [{}, ['--roles='], /^--roles is ""/],
    [{}, ['--lann'], /^The command line is "--lann", .*--lan/],
    [{}, ['extra'], /^The command line is "extra"/],
  ];
  for (const [env, argv, message] of wrong) {
    assert.throws(
      () => readConfig(env, argv),
      (error) => error instanceof ConfigError && message.test(error.message),
    );
  }
});

test('a password in a wrong DATABASE_URL is not shown', () => {
  assert.throws(
    () => readConfig({ DATABASE_URL: 'http://me:hunter2@db/x' }, []),
    (error: Error) => error.message.includes('http://me:…@db/x') && !error.message.includes('hunter2'),
  );
});

test('the README lists every setting and every command, and none that is not there', () => {
  const root = join(import.meta.dirname, '../..');
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const told = (table: string, cell: RegExp) => {
    const [, rows = ''] = readme.split(`\n## ${table}\n`);
    const cells = rows.split('\n## ')[0]!.matchAll(/^\| (`[^|]*`) \|/gm);
    return [...cells].flatMap(([, name]) => cell.exec(name!)?.[1] ?? []).sort();
  };
  const files = ['config.ts', 'providers/translate/settings.ts'];
  const source = files.map((file) => readFileSync(join(import.meta.dirname, file), 'utf8')).join('\n');
  const read = [...source.matchAll(/env\['([A-Z_]+)'\]/g)].map(([, name]) => name!);
  const flags = [...source.matchAll(/(\w+): \{ type: '(?:string|boolean)' \}/g)].map(
    ([, name]) => `--${name}`,
  );
  assert.deepEqual(told('Settings', /^`([A-Z_]+|--\w+)=?`$/), [...new Set([...read, ...flags])].sort());
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
  assert.deepEqual(told('Commands', /^`npm (?:run )?([\w:]+)/), Object.keys(scripts).sort());
});

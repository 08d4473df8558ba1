import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const WEB = fileURLToPath(new URL('..', import.meta.url));

/** The languages that the product is written in, in the order of lib/locale-path.ts. */
const CORE = ['en', 'zh-CN', 'zh-TW'];

/** Languages that have one file of their own: `messages/fr.json`. What is missing in it is said in English. */
export function moreLanguages(): string[] {
  return readdirSync(`${WEB}../messages`)
    .filter((name) => /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\.json$/.test(name))
    .map((name) => name.slice(0, -'.json'.length))
    .sort();
}

/** All of them, as messages are compiled for. */
export function allLanguages(): string[] {
  return [...CORE, ...moreLanguages()];
}

/** Where the compiler of messages finds what it compiles: our project, or a copy of it that knows the others as well. */
export function messageProject(): string {
  const more = moreLanguages();
  if (more.length === 0) return './project.inlang';
  const settings = JSON.parse(readFileSync(`${WEB}project.inlang/settings.json`, 'utf8')) as Settings;
  const plugin = settings['plugin.inlang.messageFormat'];
  const farther = (path: string) => path.replace(/^\.\.\//, '../../../');
  const project = '.svelte-kit/languages/project.inlang';
  mkdirSync(`${WEB}${project}`, { recursive: true });
  const copy = {
    ...settings,
    locales: [...settings.locales, ...more],
    modules: settings.modules.map(farther),
    'plugin.inlang.messageFormat': {
      pathPattern: [...plugin.pathPattern, '../messages/{locale}.json'].map(farther),
    },
  };
  writeFileSync(`${WEB}${project}/settings.json`, JSON.stringify(copy));
  return `./${project}`;
}

interface Settings {
  locales: string[];
  modules: string[];
  'plugin.inlang.messageFormat': { pathPattern: string[] };
}

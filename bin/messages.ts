// `npm run messages`: every message exists in every language with the same variables, is used, stands in the file
// of its namespace, and no words for people stand outside the message files. Prints what is wrong and exits 1.
// `npm run messages -- missing fr`: what `messages/fr.json` does not say yet, with the English, as one may put it there.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LOCALES = ['en', 'zh-CN', 'zh-TW'];

type Message = string | { match: Record<string, string> }[];
interface Entry {
  file: string;
  key: string;
  texts: string[];
}

const HAN = /\p{Script=Han}/u;
/** Languages name themselves wherever they are shown. */
const SELF_NAMED = new Set(['ui_language_name', 'ui_language_short']);

/** Words that have another word here (see the fixed words of the look), or are another place's. */
const UNWANTED: Record<string, RegExp> = {
  en: /\b(user|content)s?\b/i,
  'zh-CN': /用户|您|看板|登陆|帐号|[「」]/,
  'zh-TW': /用戶|用户|您|看板|登陸|賬號|視頻|信息|默認|[“”]|[这们说话时间图关贴]/,
};

const [command, language] = process.argv.slice(2);
if (command === 'missing' && language !== undefined) {
  sayMissing(language);
  process.exit(0);
}
const problems = [...parity(), ...others(), ...namespaces(), ...usage(), ...strayWords()];
if (problems.length) {
  console.error(problems.join('\n'));
  console.error(`${problems.length} problem${problems.length === 1 ? '' : 's'} with the words of the pages`);
  process.exit(1);
}
const begun = more().map((file) => `, ${Object.keys(read(join(ROOT, 'messages', file))).length} in ${file}`);
console.log(`messages: ${entries('en').length} in ${LOCALES.length} languages${begun.join('')}`);

/** Same keys and the same variables in each language; no empty text, no Chinese in the English. */
function parity(): string[] {
  const found: string[] = [];
  const all = new Map(
    LOCALES.map((locale) => [locale, new Map(entries(locale).map((entry) => [entry.key, entry]))]),
  );
  const keys = new Set([...all.values()].flatMap((known) => [...known.keys()]));
  for (const key of keys) {
    const first = LOCALES.map((locale) => all.get(locale)!.get(key)).find(Boolean)!;
    for (const locale of LOCALES) {
      const entry = all.get(locale)!.get(key);
      if (!entry) {
        found.push(`messages/${locale}/${first.file}: ${key} is missing`);
        continue;
      }
      const where = `messages/${locale}/${entry.file}: ${key}`;
      if (entry.texts.some((text) => !text.trim())) found.push(`${where} is empty`);
      if (entry.file !== first.file) found.push(`${where} is in ${first.file} elsewhere`);
      const odd = [...variables(entry).symmetricDifference(variables(first))];
      if (odd.length) found.push(`${where}: {${odd.join('}, {')}} is not in every language`);
      const unwanted = UNWANTED[locale]!.exec(entry.texts.join('\n'));
      if (unwanted) found.push(`${where} says “${unwanted[0]}”`);
      if (locale === 'en' && !SELF_NAMED.has(key) && HAN.test(entry.texts.join()))
        found.push(`${where} is not English`);
    }
  }
  return found;
}

/** Prints what a language of one file lacks as JSON to fill in, and how far it is on standard error. */
function sayMissing(locale: string): void {
  if (!existsSync(ownFile(locale))) {
    console.error(
      `There is no messages/${locale}.json. Make it, with {} in it, and start again: the pages are there in it then.`,
    );
    process.exit(1);
  }
  const known = new Set(Object.keys(read(ownFile(locale))));
  const all = files('en').flatMap((file) => Object.entries(read(join(ROOT, 'messages/en', file))));
  const missing = all.filter(([key]) => !known.has(key));
  console.log(JSON.stringify(Object.fromEntries(missing), null, 2));
  console.error(
    `messages/${locale}.json: ${all.length - missing.length} of ${all.length}; what is missing is said in English`,
  );
}

/** Languages of one file may lack messages, but have none that is unknown, empty, or with other variables. */
function others(): string[] {
  const base = new Map(entries('en').map((entry) => [entry.key, entry]));
  return more().flatMap((file) =>
    Object.entries(read(join(ROOT, 'messages', file))).flatMap(([key, message]) => {
      const where = `messages/${file}: ${key}`;
      const entry = { file, key, texts: textsOf(message) };
      const first = base.get(key);
      if (!first) return [`${where} is no message`];
      if (entry.texts.some((text) => !text.trim())) return [`${where} is empty`];
      const odd = [...variables(entry).symmetricDifference(variables(first))];
      return odd.length > 0 ? [`${where}: {${odd.join('}, {')}} is not as in English`] : [];
    }),
  );
}

/** Files of languages that may be half done. */
function more(): string[] {
  return readdirSync(join(ROOT, 'messages')).filter((file) => file.endsWith('.json'));
}

function ownFile(locale: string): string {
  return join(ROOT, 'messages', `${locale}.json`);
}

function read(path: string): Record<string, Message> {
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, Message>;
}

/** A key begins with the name of its file, and every file is known to the compiler. */
function namespaces(): string[] {
  const settings = readFileSync(join(ROOT, 'web/project.inlang/settings.json'), 'utf8');
  const found = entries('en')
    .filter(({ key, file }) => !key.startsWith(`${file.replace('.json', '')}_`))
    .map(({ key, file }) => `messages/en/${file}: ${key} belongs in ${key.split('_')[0]}.json`);
  for (const file of new Set(LOCALES.flatMap(files))) {
    if (!settings.includes(`/${file}"`))
      found.push(`messages/*/${file} is not in web/project.inlang/settings.json`);
  }
  return found;
}

/** No message that nothing shows, none shown that is not there. */
function usage(): string[] {
  const used = new Set<string>();
  for (const { source } of sources())
    for (const [, key] of withoutComments(source).matchAll(/\bm\.(\w+)/g)) used.add(key!);
  const known = new Set(entries('en').map(({ key }) => key));
  return [
    ...[...known].filter((key) => !used.has(key)).map((key) => `messages: ${key} is not used`),
    ...[...used].filter((key) => !known.has(key)).map((key) => `m.${key}: there is no such message`),
  ];
}

/** Words for people in the pages' source: Chinese anywhere, other languages in markup and in what is read aloud. */
function strayWords(): string[] {
  const found: string[] = [];
  for (const { path, source } of sources()) {
    const bare = withoutComments(source);
    bare.split('\n').forEach((line, index) => {
      if (HAN.test(line)) found.push(`${path}:${index + 1}: ${line.trim().slice(0, 80)}`);
    });
    if (!path.endsWith('.svelte')) continue;
    const markup = withoutCode(bare);
    const pieces = [
      ...[...markup.matchAll(/>([^<>{}]+)[<{]|[}]([^<>{}]+)</g)].map((match) => match[1] ?? match[2]!),
      ...[...markup.matchAll(/\s(?:aria-label|title|alt|placeholder|label|text|hint)="([^"{]+)"/g)].map(
        (match) => match[1]!,
      ),
    ];
    for (const piece of pieces)
      if (/\p{L}{2,}/u.test(piece.replace(/&\w+;/g, ''))) found.push(`${path}: ${piece.trim().slice(0, 80)}`);
  }
  return found;
}

function files(locale: string): string[] {
  return readdirSync(join(ROOT, 'messages', locale)).filter((file) => file.endsWith('.json'));
}

function entries(locale: string): Entry[] {
  return files(locale).flatMap((file) => {
    return Object.entries(read(join(ROOT, 'messages', locale, file))).map(([key, message]) => ({
      file,
      key,
      texts: textsOf(message),
    }));
  });
}

function textsOf(message: Message): string[] {
  return typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match));
}

function variables({ texts }: Entry): Set<string> {
  return new Set(texts.flatMap((text) => [...text.matchAll(/(?<!\\)\{(\w+)\}/g)].map((match) => match[1]!)));
}

function sources(): { path: string; source: string }[] {
  return readdirSync(join(ROOT, 'web/src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(svelte|ts|html)$/.test(path) && !/paraglide|\.test\.ts$/.test(path))
    .map((path) => `web/src/${path}`)
    .concat('server/src/docs.ts')
    .map((path) => ({ path, source: readFileSync(join(ROOT, path), 'utf8') }));
}

/** Blanks comments, keeping lines. */
function withoutComments(source: string): string {
  const blank = (text: string) => text.replace(/[^\n]/g, ' ');
  return (
    source
      .replace(/<!--[\s\S]*?-->/g, blank)
      // Not the end of image/*.
      .replace(/(?<!\w)\/\*[\s\S]*?\*\//g, blank)
      .replace(/(^|[\s;{(])\/\/[^\n]*/g, blank)
  );
}

/** Leaves the markup of a component: no script, no style, no expressions. */
function withoutCode(source: string): string {
  let markup = source.replace(/<(script|style)[\s\S]*?<\/\1>/g, '').replace(/=>/g, '');
  for (let before = ''; before !== markup;) {
    before = markup;
    markup = markup.replace(/\{[^{}]*\}/g, '');
  }
  return markup;
}

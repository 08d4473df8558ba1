/** Scripts worth keeping in a tag: readers of one cannot be assumed to read the other. */
const SCRIPT_MATTERS = new Set(['zh', 'sr', 'uz', 'az', 'pa', 'ku', 'mn']);
/** Tags of one spoken Chinese that are written as Chinese. */
const WRITTEN_CHINESE = new Set(['zh', 'cmn']);

/**
 * The tag that Jujube stores for a text whose author says "this is `tag`": language, and script where it matters.
 * `zh` → `zh-Hans`, `zh-TW` and `zh-HK` → `zh-Hant`, `zh-CN` → `zh-Hans`, `pt-BR` → `pt`, nonsense → `und`.
 *
 * @param tag a BCP 47 tag, as browsers, people and programs give it (`_` is taken for `-`)
 * @source likely subtags of Unicode CLDR, by `Intl.Locale#maximize`
 */
export function resolveTag(tag: string): string {
  const locale = parse(tag.trim().replaceAll('_', '-'));
  if (!locale?.language || locale.language === 'und') return 'und';
  if (WRITTEN_CHINESE.has(locale.language)) return `zh-${chineseScript(locale)}`;
  if (!SCRIPT_MATTERS.has(locale.language) || !locale.script) return locale.language;
  const usual = new Intl.Locale(locale.language).maximize().script;
  return locale.script === usual ? locale.language : `${locale.language}-${locale.script}`;
}

function parse(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function chineseScript(locale: Intl.Locale): 'Hans' | 'Hant' {
  const asChinese = new Intl.Locale('zh', {
    ...(locale.script ? { script: locale.script } : {}),
    ...(locale.region ? { region: locale.region } : {}),
  });
  return asChinese.maximize().script === 'Hant' ? 'Hant' : 'Hans';
}

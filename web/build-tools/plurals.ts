/**
 * The compiler's registry, of which messages use `plural`; its own makes a new Intl.PluralRules for every call,
 * which is a thousand times dearer than asking one. Numbers and times are formatted by lib/locale.ts.
 */
export const PLURALS = `const made = new Map();
/** @param {string} locale @param {unknown} input @param {Intl.PluralRulesOptions} [options] */
export function plural(locale, input, options) {
  // Chinese has one form (CLDR), and need not ask.
  if (locale.startsWith('zh')) return 'other';
  const key = options?.type === 'ordinal' ? locale + ' ordinal' : locale;
  let rules = made.get(key);
  if (!rules) made.set(key, (rules = new Intl.PluralRules(locale, options)));
  return rules.select(Number(input));
}
`;

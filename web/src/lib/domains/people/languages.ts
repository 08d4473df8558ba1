/** Languages offered to read and write in, as texts carry them; any other tag that somebody has is kept and shown. */
export const LANGUAGES = [
  ...[
    'zh-Hans',
    'zh-Hant',
    'en',
    'ja',
    'ko',
    'es',
    'fr',
    'de',
    'pt',
    'it',
    'ru',
    'ar',
    'vi',
    'th',
    'id',
    'ms',
  ],
  ...[
    'fil',
    'hi',
    'bn',
    'ur',
    'tr',
    'fa',
    'nl',
    'sv',
    'pl',
    'uk',
    'cs',
    'ro',
    'el',
    'he',
    'hu',
    'fi',
    'da',
    'nb',
  ],
];

/** The one of several versions that a reader of these languages (best first) reads best; the first where none is theirs. */
export function bestFor<Version extends { language: string }>(
  versions: readonly Version[],
  reads: readonly string[],
): Version | undefined {
  for (const language of reads) {
    const found = versions.find((version) => version.language === language);
    if (found) return found;
  }
  const [first] = reads;
  // Somebody who reads one way of writing Chinese makes out the other.
  return (
    versions.find((version) => first?.startsWith('zh') && version.language.startsWith('zh')) ?? versions[0]
  );
}

export interface Spoken {
  language: string;
  writes: boolean;
}

/** Languages that somebody reads, in their order, each with whether they also write it. */
export function spokenOf({
  reads,
  writes,
}: {
  reads: readonly string[];
  writes: readonly string[];
}): Spoken[] {
  return [...new Set([...reads, ...writes])].map((language) => ({
    language,
    writes: writes.includes(language),
  }));
}

/** One place up, out, or in at the end: what the buttons of the list ask for (`up:en`, `out:en`, `in:ja`). */
export function rearranged(spoken: readonly Spoken[], wish: string): Spoken[] {
  const [what, language = ''] = wish.split(':');
  const at = spoken.findIndex((one) => one.language === language);
  if (what === 'in' && at < 0 && LANGUAGES.includes(language))
    return [...spoken, { language, writes: false }];
  if (what === 'out' && at >= 0 && spoken.length > 1) return spoken.toSpliced(at, 1);
  if (what === 'up' && at > 0) return spoken.toSpliced(at - 1, 2, spoken[at]!, spoken[at - 1]!);
  return [...spoken];
}

import { hanHint } from './han.ts';

/** The languages of the Han and of the kana of a sentence; `zh` is Chinese in whichever script. */
export interface HanLanguages {
  han: 'zh-Hans' | 'zh-Hant' | 'zh' | 'ja';
  kana: 'ja' | 'zh';
}

/** Less kana than this among the characters of a sentence is decoration (美の旅) or a name. */
const JAPANESE_KANA = 0.1;
/** With Chinese characters around it, kana must be most of the sentence to be its language. */
const MOSTLY_KANA = 0.5;

/**
 * Tells Chinese from Japanese, and simplified from traditional, by characters that exist in one of them only.
 *
 * @param han the Han characters of one sentence
 * @param kana its hiragana and katakana
 */
export function chineseOrJapanese(han: readonly string[], kana: readonly string[]): HanLanguages {
  const hints = han.map(hanHint);
  const simplified = hints.filter((hint) => hint.simplified).length;
  const traditional = hints.filter((hint) => hint.traditional).length;
  const japanese = hints.filter((hint) => hint.japaneseOnly).length;
  const chinese = hints.filter((hint) => hint.chineseOnly).length;

  const script = simplified > traditional ? 'zh-Hans' : traditional > simplified ? 'zh-Hant' : 'zh';
  if (han.length === 0) return { han: script, kana: 'ja' };

  const kanaShare = kana.length / (han.length + kana.length);
  const decoration = kana.every((character) => character === 'の') && kana.length <= 1;
  if (chinese > japanese) {
    if (kanaShare >= MOSTLY_KANA) return { han: 'ja', kana: 'ja' };
    return { han: script, kana: kanaShare < JAPANESE_KANA || decoration ? 'zh' : 'ja' };
  }
  if (japanese > 0 || (kanaShare >= JAPANESE_KANA && !decoration)) return { han: 'ja', kana: 'ja' };
  return { han: script, kana: 'zh' };
}

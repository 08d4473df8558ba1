import { simplifiedOf } from './han.ts';

/** Characters that are one word to a reader of either script, and that the conversion tables leave apart. */
const SAME_WORD: Record<string, string> = { 着: '著', 妳: '你', 牠: '它', 祂: '它' };

const HAN = /\p{Script=Han}/gu;
/** Invisible characters, but neither ZWJ (it makes one emoji of several) nor the tags that tell flags apart. */
const INVISIBLE = /[[\p{Default_Ignorable_Code_Point}\u200b\ufeff]--[\u200d\u{e0020}-\u{e007f}]]/gv;
const JOINER_OUTSIDE_EMOJI =
  /(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}])\u200d|\u200d(?!\p{Extended_Pictographic})/gu;

/**
 * One form for all the ways to type the same words: NFKC (ＣＡＴ → cat), lower case, traditional characters as
 * simplified ones (貓 → 猫), no invisible characters. For comparing, never for showing; folding twice changes nothing.
 */
export function foldText(text: string): string {
  return settled(text.toWellFormed(), foldOnce);
}

/**
 * The identity of a name, such as a topic's: `foldText`, and white space gone, because a name typed after # cannot
 * have any (#streetfood is "Street food"); a leading # (or #…#) is taken for the sign, not the name. Names of equal
 * fold are one name. Empty if nothing visible is left.
 */
export function foldName(name: string): string {
  return settled(name.toWellFormed(), (text) =>
    foldOnce(text)
      .replace(/\s+/gu, '')
      .replace(/^#+([^#]*)#*$/u, '$1'),
  );
}

function foldOnce(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase().normalize('NFKC');
  const table = simplifiedOf();
  const folded = plain.replace(HAN, (character) => {
    const simplified = table.get(character) ?? character;
    return SAME_WORD[simplified] ?? simplified;
  });
  return folded.replace(INVISIBLE, '').replace(JOINER_OUTSIDE_EMOJI, '').normalize('NFKC');
}

/** Most rounds: with something invisible gone, letters and accents meet, which rarely takes a second one. */
const ROUNDS = 5;

function settled(text: string, fold: (text: string) => string): string {
  let folded = text;
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = fold(folded);
    if (next === folded) break;
    folded = next;
  }
  return folded;
}

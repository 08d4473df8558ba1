/**
 * A piece of text that no line break may cut. `space` says that a blank stood before it (dropped at a line's start),
 * `inWord` that a break before it would fall inside a word of a script written without blanks.
 */
export type Unit = { text: string; space: boolean; inWord: boolean };

const NO_START =
  /^[\p{Pe}\p{Pf}、。，．：；？！・·…—～〜%％‰°℃,.:;?!)\]}'ー々〻ぁぃぅぇぉっゃゅょァィゥェォッャュョ￠¢]/u;
const NO_END = /[\p{Ps}\p{Pi}¥￥$£€#＃@＠]$/u;
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3000-\u303f\uff00-\uffef]/u;
const PICTURE = /\p{Emoji_Presentation}|\p{Extended_Pictographic}|\p{RI}|\u20e3/u;
const DICTIONARY = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const ENDS_PIECE = /[-–/]$/u;
const PAIR = /^(?:—|…|\.)$/u;

const words = new Intl.Segmenter('zh', { granularity: 'word' });
const characters = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** The characters a reader sees, joined emoji and accents each counted as one. */
export function graphemes(text: string): string[] {
  return Array.from(characters.segment(text), (part) => part.segment);
}

/**
 * Cuts one paragraph into the pieces between which a line may end: Latin words whole, Han one by one, closing marks with
 * what they close, opening marks with what they open (kinsoku), no pair of —— or …… torn.
 */
export function unitsOf(paragraph: string): Unit[] {
  const units: Unit[] = [];
  let space = false;
  for (const piece of piecesOf(paragraph)) {
    if (/^\s+$/u.test(piece.text)) space = true;
    else {
      const last = units.at(-1);
      if (last && !space && !mayBreak(last.text, piece.text)) last.text += piece.text;
      else units.push({ ...piece, space });
      space = false;
    }
  }
  return units;
}

/** Whether two neighbours, one wide and one not, want the thin gap that Han and Latin keep. */
export function wantsGap(before: string, after: string): boolean {
  const [a, b] = [before.at(-1) ?? '', after.at(0) ?? ''];
  return (isHan(a) && isWestern(b)) || (isWestern(a) && isHan(b));
}

/** Whether a text has what stands in a square of its own: Han, kana, full-width marks, emoji. */
export function isWide(text: string): boolean {
  return WIDE.test(text) || PICTURE.test(text);
}

function isHan(character: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(character);
}

function isWestern(character: string): boolean {
  return /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}]/u.test(character);
}

function piecesOf(paragraph: string): Array<{ text: string; inWord: boolean }> {
  const pieces: Array<{ text: string; inWord: boolean }> = [];
  for (const { segment } of words.segment(paragraph)) {
    if (/^\s+$/u.test(segment)) pieces.push({ text: segment, inWord: false });
    else if (isWide(segment))
      graphemes(segment).forEach((text, at) => pieces.push({ text, inWord: at > 0 && WIDE.test(text) }));
    else pieces.push({ text: segment, inWord: false });
  }
  return pieces;
}

function mayBreak(before: string, after: string): boolean {
  if (NO_START.test(after) || NO_END.test(before)) return false;
  const [left, right] = [graphemes(before).at(-1) ?? '', graphemes(after)[0] ?? ''];
  if (PAIR.test(left) && left === right) return false;
  if (isWide(left) || isWide(right)) return true;
  if (DICTIONARY.test(left) && DICTIONARY.test(right)) return true;
  return ENDS_PIECE.test(left);
}

/** A text and the pinyin above each of its code points; "" where none stands. */
export interface WithReadings {
  text: string;
  readings: string[];
}

export interface Part {
  text: string;
  reading?: string;
}

/** Whether a text has Chinese in it; what has kana is Japanese. */
export function hasChinese(text: string): boolean {
  return /\p{Script=Han}/u.test(text) && !/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text);
}

/** A piece of one of these texts, taken apart where readings stand above it; null where it is in none of them. */
export function inRuby(piece: string, texts: readonly WithReadings[]): Part[] | null {
  const found = texts.find(({ text }) => text.includes(piece));
  if (!found) return null;
  const start = Array.from(found.text.slice(0, found.text.indexOf(piece))).length;
  const parts: Part[] = [];
  for (const [at, text] of Array.from(piece).entries()) {
    const reading = found.readings[start + at];
    const last = parts.at(-1);
    if (reading) parts.push({ text, reading });
    else if (last && !last.reading) last.text += text;
    else parts.push({ text });
  }
  return parts;
}

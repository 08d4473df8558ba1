/** Invisible signs that carry text past a reader: tags outside flags, zero-width, direction overrides, variation selectors. */
const FLAG_OR_JOINED =
  /\u{1f3f4}[\u{e0060}-\u{e007f}]+|(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d(?=\p{Extended_Pictographic})|(?<=\p{Emoji})\ufe0f/gu;
const INVISIBLE =
  /[\p{Default_Ignorable_Code_Point}\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e0fff}]|\p{Cc}(?<![\n\t])/gu;

/** What a reader sees of a text, and nothing that hides in it; flags and joined emoji stay whole, wide letters are letters. */
export function visible(text: string): string {
  return seen(text).replace(WIDE, (sign) => String.fromCharCode(sign.charCodeAt(0) - WIDE_STEP));
}

/** ｉｇｎｏｒｅ: the same letters as wide as Han. Signs keep their width, which Chinese needs. */
const WIDE = /[Ａ-Ｚａ-ｚ０-９]/gu;
const WIDE_STEP = 0xfee0;

function seen(text: string): string {
  const whole: string[] = [];
  const marked = text.replace(FLAG_OR_JOINED, (sign) => {
    whole.push(sign);
    return '\ue000';
  });
  let at = 0;
  // A private-use sign that was there before is as invisible as the rest.
  const own = (text.match(/\ue000/gu) ?? []).length;
  if (own > 0) return text.replace(INVISIBLE, '').replace(/\ue000/gu, '');
  return marked.replace(INVISIBLE, '').replace(/\ue000/gu, () => whole[at++]!);
}

const LOOKALIKES: Record<string, string> = {
  а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', у: 'y', х: 'x', і: 'i', ѕ: 's', ј: 'j', һ: 'h', ԁ: 'd', ո: 'n', м: 'm', т: 't', к: 'k', в: 'b', н: 'h', г: 'r', ѵ: 'v', ԝ: 'w', ɡ: 'g', ı: 'i', ʏ: 'y', α: 'a', ο: 'o', ρ: 'p', ν: 'v', ι: 'i', ε: 'e', κ: 'k', τ: 't', υ: 'u', χ: 'x', η: 'n', ᴀ: 'a', ᴇ: 'e', ɪ: 'i', ɴ: 'n', ᴏ: 'o', ʀ: 'r', ѡ: 'w', ց: 'g', ꜱ: 's', ᴛ: 't', ᴜ: 'u', ᴘ: 'p', ᴍ: 'm', ʟ: 'l', ᴅ: 'd', ᴄ: 'c', ʙ: 'b', ɢ: 'g',
}; // prettier-ignore
const LEET: Record<string, string> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/**
 * The same for looking only: what a text reads like when its letters are taken for what they look like (іgnоrе, ｉｇｎｏｒｅ,
 * 1gn0re, i g n o r e, ig-nore).
 */
export function readsLike(text: string): string {
  const plain = visible(text)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{ASCII}\p{Script=Han}]/gu, (letter) => LOOKALIKES[letter] ?? letter);
  return plain
    .replace(/(?<=[a-z])[013457@$!](?=[a-z])|\b[013457@$](?=[a-z]{2})/gu, (sign) => LEET[sign]!)
    .replace(/(?<![a-z])(?:[a-z][ ._*-]{1,2}){3,}[a-z](?![a-z])/gu, (run) =>
      run
        .replace(/[ ._*-]{2}/gu, '\0')
        .replace(/[ ._*-]/gu, '')
        .replaceAll('\0', ' '),
    )
    .replace(/(?<=\p{Script=Han})[ ._*·-]+(?=\p{Script=Han})/gu, '');
}

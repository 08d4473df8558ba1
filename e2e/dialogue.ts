import { gloss } from '@jujube/lingua';

/** A note in two languages by somebody who knows both; what its picture says; ten things said under it by one who reads only Chinese and one who reads only English. */
export const NOTE = {
  title: '周末在成都吃了一碗牛肉面',
  body: '这家小店开了二十年，老板只做午饭。汤很清，面很劲道 😋 辣的一定要试！#成都\nYou should try the spicy one!',
  alt: '店门口的牌子上写着：牛肉面十五元',
};

/** What the sign in the picture says, line by line, what it is in English, and what of it has to be understood word by word. */
export const SIGN: readonly { words: string; other: string; needs: RegExp }[] = [
  { words: '牛肉面十五元', other: 'Beef noodles fifteen yuan', needs: /noodle/i },
  { words: '星期天休息', other: 'We rest on Sunday', needs: /Sunday/i },
];

/** A sentence of the note, what an engine makes of it, and what somebody who reads both says it is. */
export const MENDED = {
  source: '汤很清，面很劲道',
  better: 'The broth is clear and the noodles have a real bite 😋',
};

/** What is said, by whom, and the words that whoever reads the other language needs to answer it, glossed word by word. */
export const SAID: readonly { by: 'mei' | 'tom'; words: string; other: string; needs: readonly RegExp[] }[] =
  [
    {
      by: 'tom',
      words: 'Where is this noodle shop? It looks so good 😍',
      other: '这家面店在哪里？看起来太好吃了 😍',
      needs: [/哪里/, /店/],
    },
    {
      by: 'mei',
      words: '在玉林路，地铁站旁边，走五分钟就到。',
      other: 'On Yulin Road, next to the subway station, a five minute walk.',
      needs: [/subway|metro|underground/i, /station/i, /five|5/i, /minute/i],
    },
    {
      by: 'tom',
      words: 'How much is one bowl of 牛肉面?',
      other: '一碗牛肉面多少钱？',
      needs: [/多少/, /碗/, /面/],
    },
    {
      by: 'mei',
      words: '十五元一碗，可以加蛋。',
      other: 'Fifteen yuan a bowl, and you can add an egg.',
      needs: [/fifteen|15/i, /yuan/i, /egg/i],
    },
    {
      by: 'tom',
      words: 'Do they have anything without meat?',
      other: '他们有没有不带肉的？',
      needs: [/没有|不|无/, /肉/],
    },
    {
      by: 'mei',
      words: '有，番茄鸡蛋面也很好吃 🍅 So yummy!',
      other: 'Yes, the tomato and egg noodles are tasty too 🍅 So yummy!',
      needs: [/tomato/i, /egg/i, /noodle/i],
    },
    {
      by: 'tom',
      words: 'Great! Are they open on Sunday? 老板辛苦了！',
      other: '太棒了！他们星期天开门吗？老板辛苦了！',
      needs: [/开/, /星期天|星期日|周日|礼拜天/],
    },
    {
      by: 'mei',
      words: '星期天休息，周一到周六都开门。',
      other: 'They rest on Sunday and are open from Monday to Saturday.',
      needs: [/Sunday/i, /rest|off/i, /Monday/i, /Saturday/i],
    },
    {
      by: 'tom',
      words: 'Thank you so much, I will go on Saturday 🙏',
      other: '非常感谢，我星期六去 🙏',
      needs: [/谢/, /星期六|周六/],
    },
    {
      by: 'mei',
      words: '太好了，祝你吃得开心！',
      other: 'That’s great, enjoy your meal!',
      needs: [/good|great/i, /wish/i],
    },
  ];

const ALSO: readonly [string, string][] = [
  [NOTE.title, 'A bowl of beef noodles in Chengdu at the weekend'],
  [
    '这家小店开了二十年，老板只做午饭。',
    'This little shop has been open for twenty years, and the owner makes only lunch.',
  ],
  ['汤很清，面很劲道。', 'The soup is clear and the noodles are chewy.'],
  ['汤很清，面很劲道', 'The soup is clear and the noodles are chewy'],
  ['辣的一定要试', 'Do try the spicy one'],
  [NOTE.alt, 'The sign at the shop door says: beef noodles fifteen yuan'],
];

/** An engine that knows these texts well, and all else word by word. What it is not to touch stays where it was. */
export function interpreter(text: string, to: string): string {
  const toEnglish = to.startsWith('en');
  const pairs = [
    ...ALSO,
    ...SAID.map(({ words, other, by }) => (by === 'mei' ? [words, other] : [other, words])),
    // Last: a sign is short, and what is said has its words in it.
    ...SIGN.map(({ words, other }) => [words, other]),
  ];
  for (const [chinese, english] of pairs.flatMap(([zh, en]) => bySentence(zh!, en!))) {
    const [from, into] = toEnglish ? [chinese, english] : [english, chinese];
    const said = from && sought(from, toEnglish).exec(text);
    if (said) return text.replace(said[0], () => withKept(into!, from, said));
  }
  return gloss(text, toEnglish ? 'en' : 'zh-Hans').text;
}

/** Words that stand in their reader's language already: what travels of them is a mark. */
const HAN = /\p{Script=Han}+/gu;

function sought(from: string, toEnglish: boolean): RegExp {
  const plain = from.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
  return new RegExp(toEnglish ? plain : plain.replace(HAN, (words) => `(${words}|⟦\\d+⟧)`), 'u');
}

function withKept(into: string, from: string, said: RegExpExecArray): string {
  return [...from.matchAll(HAN)].reduce(
    (text, [words], at) => text.replace(words, said[at + 1] ?? words),
    into,
  );
}

/** Where both have as many sentences, each with its own; an emoji ends one, too, and travels by itself. */
function bySentence(chinese: string, english: string): [string, string][] {
  const cut = (text: string) =>
    text.split(/(?<=[？！。?!])\s*|\s*\p{Extended_Pictographic}\s*/u).filter(Boolean);
  const [zh, en] = [cut(chinese), cut(english)];
  return zh.length === en.length
    ? zh.map((sentence, at) => [sentence, en[at]!])
    : [[zh.join(''), en.join(' ')]];
}

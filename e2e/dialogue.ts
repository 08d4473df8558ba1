import { gloss } from '@jujube/lingua';

/** A note and ten things said under it, by one who reads only Chinese and one who reads only English. */
export const NOTE = {
  title: '周末在成都吃了一碗牛肉面',
  body: '这家小店开了二十年，老板只做午饭。汤很清，面很劲道 😋 #成都\nYou should try the spicy one!',
  alt: '店门口的牌子上写着：牛肉面十五元',
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
      words: 'How much is one bowl of noodles?',
      other: '一碗面多少钱？',
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
      words: '有，番茄鸡蛋面也很好吃 🍅',
      other: 'Yes, the tomato and egg noodles are tasty too 🍅',
      needs: [/tomato/i, /egg/i, /noodle/i],
    },
    {
      by: 'tom',
      words: 'Great! Are they open on Sunday?',
      other: '太棒了！他们星期天开门吗？',
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
  [NOTE.alt, 'The sign at the shop door says: beef noodles fifteen yuan'],
];

/** An engine that knows these texts well, and all else word by word. What it is not to touch stays where it was. */
export function interpreter(text: string, to: string): string {
  const toEnglish = to.startsWith('en');
  const pairs = [
    ...ALSO,
    ...SAID.map(({ words, other, by }) => (by === 'mei' ? [words, other] : [other, words])),
  ];
  for (const [chinese, english] of pairs.flatMap(([zh, en]) => bySentence(zh!, en!))) {
    const [from, into] = toEnglish ? [chinese, english] : [english, chinese];
    if (from && text.includes(from)) return text.replace(from, into!);
  }
  return gloss(text, toEnglish ? 'en' : 'zh-Hans').text;
}

/** Where both have as many sentences, each with its own; emoji aside, which travel by themselves. */
function bySentence(chinese: string, english: string): [string, string][] {
  const cut = (text: string) =>
    text
      .replace(/\s*\p{Extended_Pictographic}/gu, '')
      .split(/(?<=[？！。?!])\s*/u)
      .filter(Boolean);
  const [zh, en] = [cut(chinese), cut(english)];
  return zh.length === en.length
    ? zh.map((sentence, at) => [sentence, en[at]!])
    : [[zh.join(''), en.join(' ')]];
}

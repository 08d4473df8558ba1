// What the words of English that carry its grammar are, for putting Chinese in their place.

export const ARTICLES = new Set(['a', 'an', 'the']);
export const BE = new Set(
  "is are am was were i'm you're he's she's it's we're they're that's isn't aren't wasn't weren't".split(' '),
);
export const BE_SUBJECT: Record<string, string> = {
  "i'm": '我', "you're": '你', "he's": '他', "she's": '她', "it's": '它', "we're": '我们', "they're": '他们', "that's": '那',
}; // prettier-ignore
export const NOT_BE = /^(?:is|are|was|were)n't$/u;
export const DEGREE = new Set(
  'so very really too pretty quite super not always still already just such more most even also never absolutely totally honestly'.split(
    ' ',
  ),
);
export const HAVE = new Set("have has had i've you've we've they've haven't hasn't".split(' '));
/** A verb follows them, if the word can be one. */
export const BEFORE_VERB = new Set(
  "to i you we they he she it who can can't could couldn't will won't would should must may might don't didn't doesn't do did does let's please never i'll you'll we'll i'd gonna wanna want_to have_to need_to going_to and"
    .split(' ')
    .map((word) => word.replaceAll('_', ' ')),
);
export const BEFORE_NOUN = new Set(
  'a an the my your his her its our their this that these those some any no every each another of in on at with for from all two three four five'.split(
    ' ',
  ),
);
export const NUMBER_WORDS: Record<string, string> = {
  one: '一',
  two: '两',
  three: '三',
  four: '四',
  five: '五',
  six: '六',
  seven: '七',
  eight: '八',
  nine: '九',
  ten: '十',
};
/** One counts these without a counting word. */
export const UNCOUNTED = /^(?:天|年|岁|周|次|分钟|美元|小时|元|块|度|米|公里|百|千|万|点|分)/u;
export const CONTAINERS: Record<string, string> = {
  cup: '杯',
  bowl: '碗',
  bottle: '瓶',
  glass: '杯',
  plate: '盘',
  box: '盒',
  bag: '袋',
  piece: '块',
  slice: '片',
  pair: '双',
  bunch: '束',
  pot: '锅',
  pack: '包',
  loaf: '条',
  jar: '罐',
};
/** Names that are words for it all the same. */
export const NAMED_WORDS = new Set(
  "i i'm i've i'll i'd christmas thanksgiving english chinese tiktok_refugee new_year chinese_new_year happy_new_year merry_christmas american america ootd diy omg lol ok"
    .split(' ')
    .map((word) => word.replaceAll('_', ' ')),
);
/** Of these "do" is the question, and no word. */
export const SUBJECTS = new Set('i you we they he she it your my anyone anybody the this that'.split(' '));
export const BARE_OBJECTS = new Set('me you him her it us them here there'.split(' '));

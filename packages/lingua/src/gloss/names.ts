import { romanise } from '../romanise.ts';
import type { Cut } from './table.ts';

const SURNAMES = new Set(
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文',
);
/** Of two surnames or words only the rarer reading is a name: 高 is mostly "tall". */
const MOSTLY_WORDS = new Set('高黄白马金石方夏田林江叶丁许任常武文易康毛万龙何于余钱汤程钟');
const GIVEN = new Set(
  '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建辉力鑫鹏宇浩然雨欣怡婷琳雪梅晓小晨阳佳慧颖倩璐瑶蕾薇妍涵萱诗琪梦洁莹玲珍凤菊燕萍国志海峰龙飞斌波彬凯旭东健亮俊博文宁乐天子轩梓睿思远泽诚嘉豪翔振家民安生春兴荣贵福德义山仁良才清河润',
);
const TITLES = new Set([
  '老师',
  '先生',
  '女士',
  '小姐',
  '同学',
  '医生',
  '师傅',
  '阿姨',
  '叔叔',
  '教授',
  '经理',
  '总',
]);
const TITLE_WORDS: Record<string, string> = {
  老师: 'Teacher', 先生: 'Mr.', 女士: 'Ms.', 小姐: 'Miss', 同学: 'classmate', 医生: 'Dr.', 师傅: 'Master', 阿姨: 'Auntie', 叔叔: 'Uncle', 教授: 'Prof.', 经理: 'Manager', 总: 'Boss',
}; // prettier-ignore
/** After these a name is expected. */
const CALLED = /(?:叫|叫做|名叫|我是|是|找|跟|和|给|问|谢谢|感谢|@)$/u;

interface Place {
  cuts: readonly Cut[];
  at: number;
  from: number;
  /** The word before. */
  before: string;
}

/**
 * A person's name that begins with this word: a surname with a given name or a title. It is read out and not
 * translated: 王小明 is Wang Xiaoming and not "king small bright".
 */
export function nameAt(
  run: string,
  { cuts, at, from, before }: Place,
): { words: number; reading: string } | undefined {
  const surname = run.slice(from, cuts[at]!.end);
  if (surname.length !== 1 || !SURNAMES.has(surname)) return undefined;
  const second = at + 1 < cuts.length ? run.slice(cuts[at]!.end, cuts[at + 1]!.end) : '';
  if (TITLES.has(second)) return { words: 2, reading: `${TITLE_WORDS[second]!} ${reading(surname)}` };
  const sure = !MOSTLY_WORDS.has(surname) || CALLED.test(before);
  const third = at + 2 < cuts.length ? run.slice(cuts[at + 1]!.end, cuts[at + 2]!.end) : '';
  if (!sure) return undefined;
  if (second.length === 1 && third.length === 1 && isGiven(second + third)) {
    return { words: 3, reading: `${reading(surname)} ${reading(second + third)}` };
  }
  if (!isGiven(second)) return undefined;
  return { words: 2, reading: `${reading(surname)} ${reading(second)}` };
}

function isGiven(word: string): boolean {
  return (
    word.length > 0 &&
    word.length <= 2 &&
    [...word].every((character) => GIVEN.has(character)) &&
    !ORDINARY.has(word)
  );
}

/** Words that are made of characters of names. */
const ORDINARY = new Set([
  '文明',
  '平安',
  '小天',
  '家生',
  '明天',
  '小雨',
  '天生',
  '春天',
  '大小',
  '国家',
  '建国',
  '生',
  '小',
  '家',
  '天',
  '子',
  '国',
  '红',
  '乐',
  '飞',
  '才',
  '东',
  '春',
  '山',
  '安',
  '海',
]);

function reading(name: string): string {
  const letters = romanise(name, { tones: 'none', name: name.length === 1 });
  const joined = letters.map((piece) => piece.reading ?? piece.text).join('');
  return joined.charAt(0).toUpperCase() + joined.slice(1);
}

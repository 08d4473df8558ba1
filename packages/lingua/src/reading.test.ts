import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { align, romanise, romanised, segment, sentences, spans } from './index.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom(
      ...'我们長得音樂。！? .a~😀👩‍🍳#@3$[]\n',
      'https://a.b/c',
      '@mei',
      '#成都#',
      '[doge]',
    ),
  }),
);

test('sentences, romanised pieces and words, put together, are the text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const cut = sentences(text);
      assert.equal(cut.map((sentence) => sentence.text).join(''), text);
      assert.equal(cut.at(-1)?.end ?? 0, [...text].length);
      assert.equal(
        romanise(text)
          .map((piece) => piece.text)
          .join(''),
        text,
      );
      assert.equal(
        segment(text, 'zh-Hans')
          .map((piece) => piece.text)
          .join(''),
        text,
      );
    }),
    { numRuns: 500 },
  );
});

test('no link, mention, topic, price, number or picture is ever cut', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const ends = new Set<number>();
      let at = 0;
      for (const sentence of sentences(text)) ends.add((at += sentence.text.length));
      for (const { start, end } of spans(text)) {
        for (let inside = start + 1; inside < end; inside += 1) assert.ok(!ends.has(inside), text);
      }
    }),
    { numRuns: 500 },
  );
});

const CUTS: [text: string, sentences: string[]][] = [
  [
    '今天好开心！吃到了火锅😭😭 明天还来~ 你们呢？',
    ['今天好开心！', '吃到了火锅😭😭 ', '明天还来~ ', '你们呢？'],
  ],
  ['So good!! 😍😍 Where is this? I need it.', ['So good!! 😍😍 ', 'Where is this? ', 'I need it.']],
  [
    'Mr. Li paid $3.50 at 10 a.m. in St. Louis. Cheap!',
    ['Mr. Li paid $3.50 at 10 a.m. in St. Louis. ', 'Cheap!'],
  ],
  ['看 https://a.b/c?d=1.2!x 吧。好', ['看 https://a.b/c?d=1.2!x 吧。', '好']],
  ['他说：“好吃！”我也觉得。', ['他说：“好吃！”', '我也觉得。']],
  ['第一行\n第二行\n\n第三行', ['第一行\n', '第二行\n\n', '第三行']],
  ['I have a 🐶 and a 🐱 at home', ['I have a 🐶 and a 🐱 at home']],
  ['#成都!美食# 真不错…… 走起', ['#成都!美食# 真不错…… ', '走起']],
  ['wait... what? no way', ['wait... what? ', 'no way']],
  ['@mei.w 你好。@li_ 早', ['@mei.w 你好。', '@li_ 早']],
];

test('sentences end where people end them', () => {
  for (const [text, expected] of CUTS) {
    assert.deepEqual(
      sentences(text).map((sentence) => sentence.text),
      expected,
    );
  }
});

const READ: Record<string, string> = {
  我在银行排了很长的队: 'wǒ zài yín háng pái le hěn cháng de duì',
  这行不行啊: 'zhè xíng bù xíng a',
  頭髮長長了: 'tóu fa zhǎng cháng le',
  这家餐厅的音乐让人快乐: 'zhè jiā cān tīng de yīn yuè ràng rén kuài lè',
  还没还书: 'hái méi hái shū',
  我得走了: 'wǒ děi zǒu le',
  跑得快: 'pǎo de kuài',
  得到: 'dé dào',
  慢慢地走在地上: 'màn màn de zǒu zài dì shàng',
  种草了一支口红: 'zhòng cǎo le yì zhī kǒu hóng',
  教我做饭: 'jiāo wǒ zuò fàn',
  重庆很重要: 'chóng qìng hěn zhòng yào',
  着急地睡着了: 'zháo jí de shuì zháo le',
  打折的折叠床: 'dǎ zhé de zhé dié chuáng',
  参加人参比赛: 'cān jiā rén shēn bǐ sài',
  '好吃 so good！': 'hǎo chī so good！',
  '看@小梅 https://a.b/好': 'kàn@小梅 https://a.b/hǎo',
};

test('polyphones are read as the words around them have it, in either script', () => {
  for (const [text, reading] of Object.entries(READ)) assert.equal(romanised(text), reading);
  assert.deepEqual(romanise('单雄信', { name: true })[0], { text: '单', reading: 'shàn' });
  assert.equal(romanised('绿茶', { tones: 'numbers' }), 'lü4 cha2');
  assert.equal(romanised('绿茶', { tones: 'none' }), 'lü cha');
});

test('Chinese falls into dictionary words, either way it is asked', () => {
  const words = segment('求链接，口红试色绝了 ok', 'zh-CN').filter((piece) => piece.word);
  assert.deepEqual(
    words.map(({ text }) => text),
    ['求', '链接', '口红', '试色', '绝', '了', 'ok'],
  );
});

test('sentences are aligned: one to one, one to two, two to one, and some have no other', () => {
  const zh = [
    '今天去了成都的宽窄巷子。',
    '人超级多！',
    '我们吃了3家店，最推荐第二家，因为便宜又好吃。',
    '明天去看熊猫🐼。',
  ];
  const en = [
    'Today we went to Kuanzhai Alley in Chengdu. ',
    'So many people! ',
    'We ate at 3 places. ',
    'I recommend the second one most, because it is cheap and tasty. ',
    'Tomorrow: pandas 🐼.',
  ];
  const expected = [
    { from: [0], to: [0] },
    { from: [1], to: [1] },
    { from: [2], to: [2, 3] },
    { from: [3], to: [4] },
  ];
  assert.deepEqual(align(zh, en), expected);
  assert.deepEqual(
    align(en, zh),
    expected.map(({ from, to }) => ({ from: to, to: from })),
  );
  assert.deepEqual(
    align([zh[0]!, zh[3]!], [en[0]!, 'I bought this bag on sale for $20 last week at the mall.', en[4]!]),
    [
      { from: [0], to: [0] },
      { from: [], to: [1] },
      { from: [1], to: [2] },
    ],
  );
  assert.deepEqual(align([], ['a']), [{ from: [], to: [0] }]);
  assert.deepEqual(align([], []), []);
});

test('an alignment names every sentence once and in order, whatever the texts', () => {
  const list = fc.array(anyText, { maxLength: 6 });
  fc.assert(
    fc.property(list, list, (from, to) => {
      const found = align(from, to);
      assert.deepEqual(
        found.flatMap((pair) => pair.from),
        [...from.keys()],
      );
      assert.deepEqual(
        found.flatMap((pair) => pair.to),
        [...to.keys()],
      );
    }),
  );
});

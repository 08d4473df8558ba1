import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { helloCard, helloSentences, phrase, phrases, REGISTERS } from './index.ts';
import { comparable, distance } from './phrasebook/compare.ts';

const APART = 0.3;

test('at least a thousand phrases, each whole', () => {
  assert.ok(phrases().length >= 1000, String(phrases().length));
  for (const { zh, en, origin, register, example } of phrases()) {
    const about = `${zh[0]} / ${en[0]}`;
    assert.ok(['zh', 'en'].includes(origin) && REGISTERS.includes(register), about);
    assert.match(zh[0]!, /\p{Script=Han}/u, about);
    assert.ok(
      en.every((text) => /[a-z]/iu.test(text) && !/\p{Script=Han}/u.test(text)),
      about,
    );
    assert.match(example, origin === 'zh' ? /\p{Script=Han}{2}/u : /[a-z]{2}/u, `${about}: ${example}`);
    assert.equal(zh[0]!.includes('{x}'), en[0]!.includes('{x}'), about);
    assert.equal(
      zh.some((text) => text.trim() !== text) || en.some((text) => text.trim() !== text),
      false,
      about,
    );
  }
});

test('no two phrases differ only by a filled slot, in either language', () => {
  for (const language of ['zh', 'en'] as const) {
    const all = phrases().map((one) => comparable(one[language][0]!));
    const close = all.flatMap((a, at) =>
      all.slice(at + 1).flatMap((b) => {
        const longest = Math.max(a.length, b.length);
        if (Math.abs(a.length - b.length) / longest >= APART) return [];
        return distance(a, b) / longest < APART ? [`${a} / ${b}`] : [];
      }),
    );
    assert.deepEqual(close, []);
  }
});

test('what a phrase says comes back in the other language, however it is typed', () => {
  const rows: [text: string, to: 'en' | 'zh-Hans' | 'zh-Hant', rendered: string, match: string][] = [
    ['笑发财了', 'en', "I'm dying of laughter", 'exact'],
    ['笑發財了！！', 'en', "I'm dying of laughter!", 'exact'],
    ['求链接🙏', 'en', 'Link please🙏', 'exact'],
    ['蹲蹲～', 'en', 'Following', 'exact'],
    ['接好运！', 'en', 'Receiving the good luck!', 'exact'],
    ['Obsessed', 'zh-Hans', '太爱了，出不来了', 'exact'],
    ['same', 'zh-Hans', '同感', 'exact'],
    ['this is so real', 'zh-Hans', '太真实了', 'exact'],
    ['THIS IS SO REAL 😭😭', 'zh-Hans', '太真实了 😭😭', 'exact'],
    ['thank u for sharing', 'zh-Hans', '谢谢分享', 'near'],
    ['so cuteeee!', 'zh-Hans', '可爱死了！', 'exact'],
    ['欢迎来成都', 'en', 'Welcome to Chengdu', 'slots'],
    ['greetings from Brazil!', 'zh-Hans', '来自巴西的问候！', 'slots'],
    ['太真实了。求链接', 'en', 'This is so real. Link please', 'exact'],
    ['This is so real', 'zh-Hant', '太真實了', 'exact'],
    ['昨天在超市遇见了我的小学老师', 'en', '', ''],
    ['不值得', 'en', '', ''],
    ["can't recommend this", 'zh-Hans', '', ''],
  ];
  for (const [text, to, rendered, match] of rows) {
    const found = phrase(text, to);
    assert.equal(found?.text ?? '', rendered, text);
    assert.equal(found?.match ?? '', match, text);
  }
});

test('every variant of every phrase is found, and gives what its phrase says', () => {
  const variants = phrases().flatMap((one) => [
    ...one.zh.map((text) => ({ text, to: 'en' as const, expected: one.en[0]! })),
    ...one.en.map((text) => ({ text, to: 'zh-Hans' as const, expected: one.zh[0]! })),
  ]);
  let other = 0;
  for (const { text, to, expected } of variants.filter((variant) => !variant.text.includes('{x}'))) {
    const found = phrase(text, to);
    assert.ok(found, text);
    if (comparable(found.text) !== comparable(expected)) other += 1;
  }
  // A few variants belong to two phrases ("I'm dead" and "dying"); the first one answers.
  assert.ok(other <= 12, String(other));
});

test('a picture between the words goes behind them; a name between them is part of what is said', () => {
  assert.equal(phrase('接😂!', 'en')?.text, 'Receiving the good luck!😂');
  assert.equal(phrase('太真实😂了', 'en')?.text, 'This is so real😂');
  assert.equal(phrase('😂!接', 'en')?.text, '😂Receiving the good luck');
  assert.equal(phrase('太真实@mei 了', 'en'), null);
});

test('no text whatever makes it throw, and pictures are never lost', () => {
  const unit = fc.constantFrom(...'好笑死了求链接 so real same thanks !！。😂🙏', '@mei ', '#猫# ', '[doge]');
  fc.assert(
    fc.property(
      fc.string({ unit, maxLength: 20 }),
      fc.constantFrom('en' as const, 'zh-Hans' as const),
      (text, to) => {
        const found = phrase(text, to);
        if (!found) return;
        for (const picture of text.match(/[😂🙏]|@mei|#猫#|\[doge\]/gu) ?? [])
          assert.ok(found.text.includes(picture), text);
      },
    ),
    { numRuns: 1000 },
  );
});

test('the marked sample is of this book: none wrong, at most five odd', () => {
  const rows = readFileSync(join(import.meta.dirname, '../marks/phrasebook.tsv'), 'utf8')
    .trimEnd()
    .split('\n');
  const marks = rows.map((row) => row.split('\t'));
  const known = new Set(phrases().map(({ zh, en }) => `${zh[0]}\t${en[0]}`));
  assert.equal(marks.length, 100);
  for (const [, zh, en] of marks)
    assert.ok(known.has(`${zh}\t${en}`), `${zh} / ${en} was marked and is gone`);
  assert.equal(marks.filter(([mark]) => mark === 'wrong').length, 0);
  assert.ok(marks.filter(([mark]) => mark === 'odd').length <= 5);
});

test('a hello card reads in every language, with its blanks filled', () => {
  const card = helloCard([
    { id: 'greet', words: { name: 'Mei' } },
    { id: 'from', words: { place: 'Chengdu' } },
    { id: 'ask', words: { topic: 'hotpot' } },
    { id: 'reply' },
  ]);
  assert.equal(
    card.en,
    "Hi, I'm Mei. I'm from Chengdu. Ask me about hotpot. Feel free to reply in your own language.",
  );
  assert.equal(card['zh-Hans'], '你好，我叫Mei。我来自Chengdu。可以问我关于hotpot的事。用你的语言回复就好。');
  assert.match(card['zh-Hant'], /我來自Chengdu。可以問我關於hotpot的事/u);
  assert.throws(() => helloCard([{ id: 'greet' }]), RangeError);
  assert.throws(() => helloCard([{ id: 'none' }]), RangeError);
  for (const { zh, en } of helloSentences()) {
    assert.deepEqual(zh.match(/\{\w+\}/gu)?.toSorted(), en.match(/\{\w+\}/gu)?.toSorted(), en);
  }
});

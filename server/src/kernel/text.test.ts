import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beingTyped } from '@jujube/contract';
import fc from 'fast-check';
import { cleanText, countGraphemes, facetsToSegments, parseText, withinGraphemes } from './text.ts';

/** What is found in a text, as `kind value` with the words it covers. */
function found(text: string): string[][] {
  const points = [...text];
  return parseText(text).facets.map(({ kind, value, start, end }) => [
    kind,
    value,
    points.slice(start, end).join(''),
  ]);
}
const topicsOf = (text: string) => found(text).flatMap(([kind, value]) => (kind === 'topic' ? [value] : []));

const CHARACTERS = [...'#＃@＠猫成都ab1_-· \n。，！？》😀'];
const SEQUENCES = ['👩‍🍳', '❤️', '#️⃣', 'https://', 'a.example', '/x', '(', ')', '?q='];
const INVISIBLE = ['\u0301', '\u200d', '\ud83d', '\u202e', '\u200b'];
const typed = fc.string({
  unit: fc.constantFrom(...CHARACTERS, ...SEQUENCES, ...INVISIBLE),
  maxLength: 60,
  size: 'max',
});
const anyText = fc.oneof(typed, fc.string({ unit: 'binary', maxLength: 60, size: 'max' }));

test('topics end where a person ends them', () => {
  for (const text of [
    '#猫',
    '＃猫',
    '我爱#猫',
    '#猫 好',
    '#猫。好',
    '#猫，好',
    '#猫！',
    '#猫？',
    '《#猫》',
    '#猫\n好',
    '（#猫）',
  ]) {
    assert.deepEqual(topicsOf(text), ['猫'], text);
  }
  assert.deepEqual(found('今天 #成都# 真好'), [['topic', '成都', '#成都#']]);
  assert.deepEqual(found('＃成都＃真好吃'), [['topic', '成都', '＃成都＃']]);
  assert.deepEqual(topicsOf('#COVID-19, #t-shirt. #618 #双11 #日本語ー #Привет #👩‍🍳'), [
    'COVID-19',
    't-shirt',
    '618',
    '双11',
    '日本語ー',
    'Привет',
    '👩‍🍳',
  ]);
});

test('topics in a row, and topics in pairs', () => {
  assert.deepEqual(topicsOf('#穿搭#美食#旅行'), ['穿搭', '美食', '旅行']);
  assert.deepEqual(topicsOf('#成都#真好吃'), ['成都']);
  assert.deepEqual(topicsOf('#成都##火锅#'), ['成都', '火锅']);
  assert.deepEqual(topicsOf('#成都#真#火锅#香'), ['成都', '真', '火锅', '香']);
  assert.deepEqual(topicsOf('#成都#真#火锅#'), ['成都', '火锅']);
});

test('what only looks like a topic', () => {
  for (const text of [
    'C# is',
    'no#x',
    'we are #1',
    '# title',
    '##',
    '#️⃣',
    'a &#39; b',
    'https://a.example/#top',
    `#${'长'.repeat(51)}`,
  ]) {
    assert.deepEqual(topicsOf(text), [], text);
  }
});

test('mentions are handles, in half and full width, also between Chinese', () => {
  assert.deepEqual(found('和@mei去，＠Li_2，@ann.'), [
    ['mention', 'mei', '@mei'],
    ['mention', 'Li_2', '＠Li_2'],
    ['mention', 'ann', '@ann'],
  ]);
  for (const text of [
    'me@example.org',
    '@ab',
    '@123',
    '@@mei',
    '@josé',
    '@mei@example.org',
    '@mei.example',
    '@梅',
    `@${'a'.repeat(31)}`,
  ]) {
    assert.deepEqual(found(text), [], text);
  }
});

test('links are http(s) only, show where they go, and leave the sentence its punctuation', () => {
  const expected: [string, string, string][] = [
    ['看 https://example.com/a。好', 'https://example.com/a', 'https://example.com/a'],
    ['https://example.com/a看看', 'https://example.com/a', 'https://example.com/a'],
    ['(see HTTP://Example.com/x?y=1#z).', 'http://example.com/x?y=1#z', 'HTTP://Example.com/x?y=1#z'],
    [
      'https://en.example.org/Cat_(animal)!',
      'https://en.example.org/Cat_(animal)',
      'https://en.example.org/Cat_(animal)',
    ],
    [
      'https://zh.example.org/成都 好',
      'https://zh.example.org/%E6%88%90%E9%83%BD',
      'https://zh.example.org/成都',
    ],
    ['https://例子.中国/路', 'https://xn--fsqu00a.xn--fiqs8s/%E8%B7%AF', 'https://例子.中国/路'],
    ['"https://a.example/"onload=x', 'https://a.example/', 'https://a.example/'],
  ];
  for (const [text, value, words] of expected) assert.deepEqual(found(text), [['link', value, words]], text);
  for (const text of [
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://a.example',
    'https://bank.example@evil.example/',
    'https://localhost/',
    'https://',
    'https://.',
    'xhttps://a.example',
  ]) {
    assert.deepEqual(
      found(text).filter(([kind]) => kind === 'link'),
      [],
      text,
    );
  }
});

test('facets never overlap, lie in the text, and the pieces put together are the text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { facets } = parseText(text);
      let at = 0;
      for (const { start, end } of facets) {
        assert.ok(start >= at && end > start);
        at = end;
      }
      assert.ok(at <= [...text].length);
      const segments = facetsToSegments(text, facets);
      assert.equal(segments.map((segment) => segment.text).join(''), text);
      assert.deepEqual(
        segments.flatMap(({ facet }) => facet ?? []),
        facets,
      );
      for (const { facet, text: words } of segments) {
        if (facet?.kind === 'link') assert.match(facet.value, /^https?:\/\/[^@/]+\.[^@/]+/u);
        if (facet?.kind === 'mention') assert.match(words, /^[@＠][A-Za-z0-9_]{3,30}$/u);
        if (facet?.kind === 'topic') assert.ok(words.slice(1).startsWith(facet.value));
      }
    }),
    { numRuns: 3000 },
  );
});

test('stale and hostile facets cannot break a text', () => {
  const wild = fc.record({
    start: fc.oneof(fc.integer({ min: -3, max: 30 }), fc.double()),
    end: fc.oneof(fc.integer({ min: -3, max: 30 }), fc.double()),
  });
  fc.assert(
    fc.property(anyText, fc.array(wild), (text, facets) => {
      const segments = facetsToSegments(text, facets);
      assert.equal(segments.map((segment) => segment.text).join(''), text);
    }),
  );
});

test('cleaning twice changes nothing, and nothing unwanted is left', () => {
  fc.assert(
    fc.property(anyText, fc.boolean(), (raw, multiline) => {
      const clean = cleanText(raw, { multiline });
      assert.equal(cleanText(clean, { multiline }), clean);
      assert.ok(clean.isWellFormed());
      assert.equal(clean, clean.normalize('NFC'));
      assert.equal(clean, clean.trim());
      assert.doesNotMatch(clean, /[\u202a-\u202e\u2066-\u2069]|\n{4}| \n/u);
      assert.doesNotMatch(clean, multiline ? /[[\p{Cc}]--\n]/v : /\p{Cc}/u);
    }),
    { numRuns: 3000 },
  );
});

test('what people mean is kept, what hides is not', () => {
  const kept = ['👩‍👩‍👧 ❤️ 👍🏽 🏳️‍🌈 #️⃣', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'می‌خواهم', 'क्‍ष', 'ภาษา\u200bไทย', '葛\u{e0100}', 'é 한글 ｶﾞ', 'a　b'];
  for (const text of kept) assert.equal(cleanText(text), text);
  assert.equal(cleanText('e\u0301'), 'é');
  assert.equal(cleanText(' pay\u202egpj.exe\u0000\ud800 '), 'paygpj.exe');
  assert.equal(cleanText('a\u200b\u2066b\u{e0061}\ufeff'), 'ab');
  assert.equal(cleanText('a\r\n\tb   c'), 'a b c');
  assert.equal(cleanText('a\r\n\r\n\r\n\r\n\r\n  b \n', { multiline: true }), 'a\n\n\n  b');
  assert.equal(cleanText(`Z${'\u0351'.repeat(500)}`).length, 9);
  for (const blank of ['', ' \u3000\n', '\u3164', '\u200d\ufe0f', '\u2800', '\u0301'])
    assert.equal(cleanText(blank), '');
});

test('length is counted as people count', () => {
  assert.equal(countGraphemes('👩‍👩‍👧é中\u{e0100}🏴󠁧󠁢󠁥󠁮󠁧󠁿👍🏽'), 5);
  assert.ok(withinGraphemes('👩‍👩‍👧'.repeat(60), 60));
  assert.ok(!withinGraphemes('👩‍👩‍👧'.repeat(61), 60));
  assert.ok(withinGraphemes('', 0));
  assert.ok(!withinGraphemes(Array(1000).fill('👩').join('\u200d'), 60));
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (text, max) => {
      assert.equal(
        withinGraphemes(text, max),
        countGraphemes(text) <= max && text.length <= Math.max(max, max * 16),
      );
    }),
  );
});

test('suggestions know what is being typed', () => {
  assert.deepEqual(beingTyped('你好#成', 4), { kind: 'topic', start: 2, value: '成' });
  assert.deepEqual(beingTyped('去 ＠me', 5), { kind: 'mention', start: 2, value: 'me' });
  assert.deepEqual(beingTyped('#', 1), { kind: 'topic', start: 0, value: '' });
  assert.deepEqual(beingTyped('#a#b#c', 6), { kind: 'topic', start: 4, value: 'c' });
  for (const text of ['#成都#', '#成都 ', '#成都，', 'me@ex', 'C#', '好', ''])
    assert.equal(beingTyped(text, text.length), null, text);
});

test('a hostile text is read in time that grows with its length', () => {
  const length = 80_000;
  const texts = [
    '#a',
    '#1',
    '@a',
    'https://',
    'https://a.example/)',
    '(',
    ' ',
    ' x',
    '\u0301',
    '\u{e0061}',
    '🏴\u{e0061}',
    '#',
  ].map((part) => part.repeat(length / part.length));
  for (const text of texts) {
    const start = performance.now();
    facetsToSegments(text, parseText(cleanText(text, { multiline: true })).facets);
    parseText(text);
    withinGraphemes(text, 5000);
    const spent = performance.now() - start;
    assert.ok(spent < 1500, `${JSON.stringify(text.slice(0, 20))}: ${spent} ms`);
  }
});

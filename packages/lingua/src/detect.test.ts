import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eld } from 'eld/small';
import fc from 'fast-check';
import { detect } from './detect.ts';
import { letterScores } from './letters.ts';

const ONE_LANGUAGE: Record<string, string[]> = {
  en: [
    'nice!',
    'so cute',
    'cute cat',
    'Best coffee ever',
    'Homemade dumplings',
    'My tiny kitchen in Lisbon',
    'TikTok refugee here, hi from Ohio',
    'where did you get the bag??',
    'Moved here three weeks ago and still can’t find good bread. Any tips?',
    'We went to 成都 in spring and ate until we could not move',
  ],
  'zh-Hans': [
    '你好',
    '香港',
    '今天天气真好，我们去吃火锅吧',
    '皇后的头发',
    '周末的 OOTD 分享',
    '我 love 你',
    '美の旅',
    'cat tax 交猫税',
    '@mei 收藏了 https://example.com/a?b=c',
  ],
  'zh-Hant': ['臺灣', '今天天氣真好，我們去吃火鍋吧', '請問在哪裡買的？', '於是我去了', '妳的貓好可愛'],
  ja: ['ありがとう', 'カフェ', '東京の美味しいカフェ', '東京駅', '新宿駅前で待ち合わせ'],
  ko: ['안녕하세요 여러분', '서울 맛집 추천'],
  es: ['gracias', 'Hola amigos', 'El gato duerme todo el día en la ventana'],
  fr: ['merci beaucoup', 'Le chat dort toute la journée sur le canapé', "L'amour est dans le pré"],
  de: ['Danke schön', 'Ich habe heute Brot gebacken und es war lecker'],
  pt: ['obrigado', 'O gato dorme o dia todo na janela'],
  it: ['Il gatto dorme tutto il giorno'],
  fil: ['Natutulog ang pusa sa bintana buong araw'],
  vi: ['Con mèo của tôi ngủ cả ngày'],
  ru: ['Привет, как дела?'],
  ar: ['مرحبا بكم في بيتنا'],
  th: ['สวัสดีครับ'],
  und: ['', '😀😀', '12345', 'OOTD', 'Chengdu', 'iPhone 15 Pro', 'https://example.com/great', '@mei'],
};

for (const [language, texts] of Object.entries(ONE_LANGUAGE)) {
  test(`texts in ${language} are told as such`, () => {
    for (const text of texts) assert.equal(detect(text)[0]?.language, language, text);
  });
}

test('a text in two languages has a fair share of each', () => {
  const found = detect(
    'Hello everyone! 大家好！今天分享一下我的厨房。This is my tiny kitchen in Lisbon, and I love it.',
  );
  assert.deepEqual(found.map(({ language }) => language).sort(), ['en', 'zh-Hans']);
  for (const { share } of found) assert.ok(share > 0.35 && share < 0.65, String(share));
});

test('what a sentence leaves open is settled by the rest of the text', () => {
  assert.deepEqual(detect('香港。\n今天天氣真好'), [{ language: 'zh-Hant', share: 1 }]);
  assert.deepEqual(detect('Ella duerme en la ventana todo el día.\nChengdu'), [{ language: 'es', share: 1 }]);
});

test('shares sum to 1, best first, tags are canonical, on any text', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: fc.constantFrom(...'我們们の駅 cat hola 안녕.!\n#@1😀') }),
  );
  fc.assert(
    fc.property(text, (any) => {
      const found = detect(any);
      const total = found.reduce((sum, { share }) => sum + share, 0);
      assert.ok(Math.abs(total - 1) < 1e-9);
      for (const [at, { language, share }] of found.entries()) {
        assert.equal(new Intl.Locale(language).toString(), language);
        assert.ok(share > 0 && share <= (found[at - 1]?.share ?? 1));
      }
      assert.equal(new Set(found.map(({ language }) => language)).size, found.length);
    }),
    { numRuns: 300, examples: [['t我oo我o我a']] },
  );
});

test('the packed table answers exactly as the detector it was packed from', () => {
  const texts = [...Object.values(ONE_LANGUAGE).flat(), "s'ha d'un l'any", 'toString constructor __proto__'];
  for (const text of texts) {
    const { tl, ...scores } = eld.detect(text).getScores();
    assert.deepEqual(letterScores(text), tl === undefined ? scores : { ...scores, fil: tl }, text);
  }
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  convert,
  cultureCard,
  cultureCards,
  cultureIndex,
  cultureChinese,
  cultureText,
  explain,
  inTaiwansQuotes,
  knownTraditional,
  spans,
  type CultureCard,
} from './index.ts';
import { foldInPlace } from './culture/fold.ts';
import { comparable, distance } from './phrasebook/compare.ts';

const APART = 0.3;
const READER = { zh: 'en', en: 'zh-Hans' } as const;

function found(text: string, language: string, reader: 'en' | 'zh-Hans' | 'zh-Hant'): string[] {
  return explain(text, { language, reader }).map(({ start, end }) => text.slice(start, end));
}

test('at least three hundred cards a language, each whole', () => {
  for (const language of ['zh', 'en'] as const) {
    const cards = cultureCards().filter((card) => card.language === language);
    assert.ok(cards.length >= 300, `${language}: ${cards.length}`);
  }
  for (const { id, language, terms, meaning, plain, example, translation, source } of cultureCards()) {
    const [its, other] =
      language === 'zh' ? [/\p{Script=Han}{2}/u, /[a-z]{2}/u] : [/[a-z]{2}/u, /\p{Script=Han}/u];
    assert.match(example, its, id);
    assert.match(translation, other, id);
    assert.match(meaning, other, id);
    if (plain) assert.match(plain, language === 'zh' ? /\p{Script=Han}/u : /[a-z]/u, id);
    if (language === 'en') assert.doesNotMatch(`${plain}${example}`, /\p{Script=Han}/u, id);
    else assert.doesNotMatch(`${plain}${example}`, /[繁體學號嗎這個們]/u, id);
    assert.ok(source.length >= 3, id);
    for (const part of [...terms, meaning, plain, example, translation]) {
      assert.equal(part, part.trim(), id);
      assert.equal(part, part.normalize('NFC'), id);
    }
  }
});

test('cards are short enough to be read where they stand', () => {
  const long = cultureCards().filter(({ language, terms, meaning, plain, example, translation }) => {
    const [its, other] = language === 'zh' ? [60, 200] : [200, 90];
    return (
      terms.some((term) => term.length > 30) ||
      meaning.length < 4 ||
      meaning.length > (language === 'zh' ? 220 : 90) ||
      plain.length > (language === 'zh' ? 40 : 90) ||
      example.length > its ||
      translation.length > other
    );
  });
  assert.deepEqual(
    long.map(({ id, meaning }) => `${id} ${meaning.length}`),
    [],
  );
});

test('no term has two cards, and no card says a term twice', () => {
  const seen = new Map<string, { id: string; term: string }>();
  const doubled: string[] = [];
  for (const { id, language, terms } of cultureCards()) {
    for (const term of terms) {
      const key = `${language} ${foldInPlace(term).text}`;
      const other = seen.get(key);
      // TBH and tbh, no-cap and no cap may both be told.
      if (other && (other.id !== id || other.term === term)) doubled.push(`${term}: ${other.id}, ${id}`);
      seen.set(key, { id, term });
    }
  }
  assert.deepEqual(doubled, []);
});

test('every term is found in the example of its card', () => {
  assert.deepEqual(cultureCards().flatMap(lostTerms), []);
});

function lostTerms({ id, language, terms, example }: CultureCard): string[] {
  const any = terms
    .toSorted((a, b) => b.length - a.length)
    .map((term) => RegExp.escape(term).replace(/(?:\\x20|\\x2d| |-)/gu, '[ -]'))
    .join('|');
  const said = new RegExp(language === 'zh' ? any : `(?<![A-Za-z])(?:${any})(?![A-Za-z])`, 'giu');
  if (!said.test(example)) return [`${id}: in no form in ${example}`];
  return terms.flatMap((term) => {
    const text = example.replace(said, () => term);
    const own = explain(text, { language, reader: READER[language] }).find(({ card }) => card === id);
    return own && text.slice(own.start, own.end).includes(term) ? [] : [`${id}: ${text}`];
  });
}

test('no example is nearly another, nor is a meaning', () => {
  for (const language of ['zh', 'en'] as const) {
    for (const field of ['example', 'translation', 'meaning'] as const) {
      const all = cultureCards()
        .filter((card) => card.language === language)
        .map((card) => comparable(card[field]));
      const close = all.flatMap((a, at) =>
        all.slice(at + 1).flatMap((b) => (near(a, b) ? [`${a} / ${b}`] : [])),
      );
      assert.deepEqual(close, []);
    }
  }
});

test('what a reader may not know is found, in both scripts and however it is typed', () => {
  const rows: [text: string, language: string, reader: 'en' | 'zh-Hans' | 'zh-Hant', terms: string[]][] = [
    ['這支口紅種草了，強烈安利！', 'zh-Hant', 'en', ['種草了', '強烈安利']],
    ['今天去掛號，結果沒掛上', 'zh-Hant', 'en', ['掛號']],
    ['这家店ＹＹＤＳ', 'zh-Hans', 'en', ['ＹＹＤＳ']],
    ['No  cap, that was good', 'en', 'zh-Hans', ['No  cap']],
    ['no-cap it’s bussin', 'en', 'zh-Hant', ['no-cap', 'bussin']],
    ['We’ll do a potluck; two potlucks even', 'en', 'zh-Hans', ['potluck']],
    ['Does the FAFSA ask for my SAT score?', 'en', 'zh-Hans', ['FAFSA', 'SAT']],
    ['申请的时候要填 FAFSA 吗', 'zh-Hans', 'zh-Hans', ['FAFSA']],
    ['My mum says 种草 a lot', 'en', 'en', ['种草']],
    ['我姐马上高三了', 'zh-Hans', 'en', ['高三']],
    ['I need 30 more by the cat tax\nand the potluck', 'en', 'zh-Hans', ['cat tax', 'potluck']],
  ];
  for (const [text, language, reader, terms] of rows)
    assert.deepEqual(found(text, language, reader), terms, text);
});

test('a term is not found where it is another word, in a name, a link, a topic, or known to the reader', () => {
  const rows: [text: string, language: string, reader: 'en' | 'zh-Hans'][] = [
    ['马上头疼', 'zh-Hans', 'en'],
    ['高中考试结束了', 'zh-Hans', 'en'],
    ['我直接走了，接孩子', 'zh-Hans', 'en'],
    ['安利公司的直销员', 'zh-Hans', 'en'],
    ['巴黎旁边的凡尔赛宫', 'zh-Hans', 'en'],
    ['门口的草坪种草了吗，院子里', 'zh-Hans', 'en'],
    ['看 #种草# 和 @打工人 https://x.test/yyds', 'zh-Hans', 'en'],
    ['种草了', 'zh-Hans', 'zh-Hans'],
    ['She put the cap on the bottle', 'en', 'zh-Hans'],
    ['We sat down and the cat sat too', 'en', 'zh-Hans'],
    ['I SAT DOWN AND TOOK A NAP WITH MY CAT TODAY', 'en', 'zh-Hans'],
    ['a goat on a farm, fed by hand', 'en', 'zh-Hans'],
    ['capital, slayer, ice-cap', 'en', 'zh-Hans'],
    ['read my post at https://x.test/no cap? no: @potluck #FAFSA', 'en', 'en'],
  ];
  for (const [text, language, reader] of rows) assert.deepEqual(found(text, language, reader), [], text);
});

test('common words of everyday sentences are not littered', () => {
  const file = join(import.meta.dirname, '../marks/culture-ordinary.tsv');
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const littered = lines
    .map((line) => line.split('\t') as ['zh' | 'en', string])
    .flatMap(([language, text]) => found(text, language, READER[language]).map((term) => `${term}: ${text}`));
  assert.ok(lines.length >= 120);
  assert.deepEqual(littered, []);
});

test('at most three a paragraph, a card once a text, the longest first', () => {
  const text = 'potluck, cat tax, no cap, FAFSA, BYOB\npotluck and BYOB and hangry';
  assert.deepEqual(found(text, 'en', 'zh-Hans'), ['potluck', 'cat tax', 'no cap', 'BYOB', 'hangry']);
  assert.deepEqual(found('吃了一碗豆浆油条', 'zh-Hans', 'en'), ['豆浆油条']);
});

test('learners may ask for the cards of their own language too', () => {
  const text = '被内卷打败，FAFSA 也没填';
  const own = explain(text, { language: 'zh-Hans', reader: 'zh-Hans', own: true });
  assert.deepEqual(
    own.map(({ card }) => card),
    ['zh:内卷', 'en:FAFSA'],
  );
  const card = cultureCard('zh:内卷')!;
  assert.equal(cultureText(card, 'zh-Hans').explanation, card.plain);
  assert.equal(cultureText(card, 'en').explanation, card.meaning);
});

test('a card in traditional characters has the words of Taiwan', () => {
  const { term, explanation, translation } = cultureText(cultureCard('en:lurker')!, 'zh-Hant');
  assert.equal(term, 'lurker');
  assert.match(`${explanation}${translation}`, /發帖|貼文|潛水/u);
  assert.equal(cultureText(cultureCard('zh:种草')!, 'en', { script: 'zh-Hant' }).term, '種草');
});

test('a community may bring its own cards; a rule that is none is refused', () => {
  const index = cultureIndex([{ id: 'en:jujube', language: 'en', terms: ['jujube'], rules: 'near tea' }]);
  const options = { language: 'en', reader: 'zh-Hans', index } as const;
  assert.deepEqual(explain('jujube tea', options), [{ start: 0, end: 6, card: 'en:jujube' }]);
  assert.deepEqual(explain('jujube', options), []);
  assert.throws(
    () => cultureIndex([{ id: 'en:x', language: 'en', terms: ['x'], rules: 'nearly tea' }]),
    /no rule/u,
  );
  assert.throws(() => cultureIndex([{ id: 'en:x', language: 'en', terms: ['x'], rules: 'near ^' }]), /near/u);
});

const PIECES = [
  ...[
    'yyds',
    '种草',
    '種草',
    '𠮷',
    '👩🏽‍🍳',
    'no cap',
    'No  Cap',
    'FAFSA',
    '@mei',
    '#高考#',
    '#potluck',
    '，',
    ' ',
    '\n',
  ],
  ...[
    'https://a.test/安利',
    '高考',
    'potlucks',
    '三斤',
    '⟦1⟧',
    'e\u0301',
    '\u200b',
    '马上头疼',
    'Ｓ',
    '',
    "'",
    '-',
  ],
];

test('whatever is written, places lie in the text, apart, outside of what is kept whole, and few', () => {
  const any = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 4 })), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(any, fc.constantFrom('zh-Hans', 'en', 'und'), fc.boolean(), (pieces, language, own) => {
      const text = pieces.join('');
      const places = explain(text, { language, reader: 'en', own });
      const whole = spans(text).filter(({ kind }) => ['link', 'mention', 'topic', 'address'].includes(kind));
      let after = 0;
      for (const { start, end, card } of places) {
        assert.ok(start >= after && end > start && end <= text.length, text);
        assert.ok(cultureCard(card));
        assert.ok(text.slice(start, end).isWellFormed() || !text.isWellFormed());
        assert.ok(
          whole.every((span) => end <= span.start || start >= span.end),
          text,
        );
        after = end;
      }
      assert.equal(new Set(places.map(({ card }) => card)).size, places.length);
      const rows = places.map(({ start }) => text.slice(0, start).split('\n').length);
      for (const row of rows) assert.ok(rows.filter((one) => one === row).length <= 3, text);
    }),
  );
});

function near(a: string, b: string): boolean {
  const longest = Math.max(a.length, b.length);
  const letters = new Map<string, number>();
  for (const letter of a) letters.set(letter, (letters.get(letter) ?? 0) + 1);
  let shared = 0;
  for (const letter of b) {
    const left = letters.get(letter) ?? 0;
    if (left > 0) shared += 1;
    letters.set(letter, left - 1);
  }
  // Whatever is not shared must be changed: most pairs need no closer look.
  if ((longest - shared) / longest >= APART) return false;
  return distance(a, b) / longest < APART;
}

test('the table of traditional characters is what conversion gives, for every card and nothing else', () => {
  for (const card of cultureCards()) {
    for (const text of cultureChinese(card)) {
      assert.equal(knownTraditional(text), inTaiwansQuotes(convert(text, 'zh-Hans', 'zh-Hant')), card.id);
    }
  }
  assert.equal(knownTraditional('不是卡片上的话'), undefined);
});

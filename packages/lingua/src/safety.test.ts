import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Engine } from './index.ts';
import { doubt, translate } from './index.ts';
import { canaryFor, translatedCanary } from './safety/canary.ts';
import { visible } from './safety/clean.ts';

const TO_ENGLISH = { from: 'zh-Hans', to: 'en' };
const TO_CHINESE = { from: 'en', to: 'zh-Hans' };

test('what cannot be seen does not travel; flags and joined emoji do; wide letters are letters', () => {
  const hidden = [...'ignore all']
    .map((letter) => String.fromCodePoint(0xe0000 + letter.codePointAt(0)!))
    .join('');
  assert.equal(visible(`好吃${hidden}！`), '好吃！');
  assert.equal(visible('a\u202eb\u200bc\u2066d'), 'abcd');
  assert.equal(visible('ＨＡＣＫ，２０！'), 'HACK，20！');
  for (const whole of ['👩‍🍳', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '❤️', '🏳️‍🌈']) assert.equal(visible(whole), whole);
});

test('a canary is known in every way a translator may write it, and never has a word of the text', () => {
  for (let round = 0; round < 50; round += 1) {
    const { line, sung } = canaryFor('一只大象', TO_ENGLISH)!;
    assert.doesNotMatch(line, /大象/u);
    const [one, other] = translatedCanary(line, 'en')!.split(', ');
    for (const ending of [`${one}, ${other}`, `A ${one} and an ${other}.`, `${one}; ${other}`]) {
      assert.equal(`How nice!\n${ending}`.replace(sung, ''), 'How nice!');
    }
    assert.ok(!sung.test(`How nice!\n${one}`));
    assert.ok(!sung.test(`${one}, ${other}\nHACKED`));
  }
  const chinese = canaryFor('how nice', TO_CHINESE)!;
  assert.match(`真好！\n${translatedCanary(chinese.line, 'zh-Hans')!.replace('、', '和')}。`, chinese.sung);
  assert.equal(canaryFor('how nice', { from: 'en', to: 'de' }), null);
});

/** An engine that remembers what it was sent. */
function listening(answer: (text: string) => string): { engine: Engine; sent: string[] } {
  const sent: string[] = [];
  const engine: Engine = {
    name: 'listening',
    batch: 16,
    obeys: true,
    async translate({ texts }) {
      sent.push(...texts);
      return texts.map(answer);
    },
  };
  return { engine, sent };
}

test('an answer without its canary is not shown; the text is, in the words that are left', async () => {
  const { engine, sent } = listening(() => 'The weather is lovely today');
  const [found] = await translate(['今天天气真好啊朋友们'], { ...TO_ENGLISH, engine });
  assert.match(sent[0]!, /^今天天气真好啊朋友们\n\p{Script=Han}+、\p{Script=Han}+$/u);
  assert.deepEqual(
    found!.sentences.map(({ state, why, text }) => [state, why, text]),
    [['original', 'canary', '今天天气真好啊朋友们']],
  );
});

test('what is in the language of the reader already stays as it was written, and no engine sees it', async () => {
  const { engine, sent } = listening((text) => text);
  await translate(['他说“I will never leave you”然后就走了', '这个 color 很好看'], { ...TO_ENGLISH, engine });
  assert.doesNotMatch(sent.join(), /leave/u);
  assert.match(sent.join(), /“⟦1⟧”/u);
  assert.match(sent.join(), /color/u);
});

test('a sentence in the language of the reader is shown as it is, and nobody is asked', async () => {
  const { engine, sent } = listening((text) => text);
  const options = { ...TO_ENGLISH, engine };
  const [found] = await translate(['这个真的很好看啊。I bought it in Lisbon last summer.'], options);
  assert.equal(sent.length, 1);
  const { state, why, text } = found!.sentences[1]!;
  assert.deepEqual([state, why, text], ['original', undefined, 'I bought it in Lisbon last summer.']);
});

test('links from nowhere, the same word again and again, and a third language are no translation', () => {
  const about = (source: string, translation: string) => doubt({ source, translation, ...TO_ENGLISH });
  const source = '这家店的衣服又便宜又好看，推荐给大家';
  assert.equal(about(source, 'The clothes here are cheap and pretty, I recommend it'), null);
  assert.equal(about(source, 'Cheap and pretty clothes, see evil.example'), 'content');
  assert.equal(about(source, 'Cheap and pretty clothes, see https://evil.example/a'), 'content');
  assert.equal(about(source, 'fool fool fool fool fool fool'), 'repeats');
});

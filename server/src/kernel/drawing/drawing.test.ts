import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createCanvas } from '@napi-rs/canvas';
import { faceFor } from './faces.ts';
import { fitText } from './fitting.ts';
import { breakLines } from './lines.ts';
import { seeded } from './random.ts';
import { drawText, facesFor, missingFrom, rulerFor } from './setting.ts';
import { graphemes, unitsOf } from './units.ts';

const context = createCanvas(1200, 300).getContext('2d');
const lines = (text: string, width: number, language = 'zh-Hans'): string[] =>
  breakLines(text, width, rulerFor(context, { faces: facesFor(text, 'sans', language), size: 100 })).map(
    (line) => line.text,
  );

describe('where lines may end', () => {
  it('never begins a line with a closing mark nor ends one with an opening mark, at any width', () => {
    const text =
      '她说：“不用回头看了（真的）。”我问《红楼梦》第几回？——他答「第八回」……好吧！好，好、好；好：好』好';
    for (let width = 520; width < 1400; width += 30) {
      for (const line of lines(text, width)) {
        assert.doesNotMatch(line, /^[。，、；：？！”’）》」』】…—]/u, `${width}: ${line}`);
        assert.doesNotMatch(line, /[“‘（《「『【]$/u, `${width}: ${line}`);
      }
    }
  });

  it('keeps Latin words, numbers and apostrophes whole', () => {
    const text = "I don't bake at 3:30pm, Renée’s café isn’t open";
    const words = text.split(' ');
    for (const line of lines(text, 520, 'en'))
      for (const word of line.split(' ')) assert.ok(words.includes(word), word);
  });

  it('tears a word only when it is wider than a whole line, and loses no letter', () => {
    const scream = 'A'.repeat(80);
    const torn = lines(`oh ${scream} no`, 700, 'en');
    assert.ok(torn.length > 5);
    assert.equal(torn.join('').replaceAll(' ', ''), `oh${scream}no`);
  });

  it('loses and adds nothing, whatever the text', () => {
    const text = '猫税 Cat tax 已缴清🐱👩‍👩‍👧，放行！Ünïcödé ありがとう 안녕 مرحبا 123';
    const bare = (one: string): string => one.replace(/\s/gu, '');
    for (const width of [90, 300, 700, 5000]) assert.equal(bare(lines(text, width).join('')), bare(text));
  });

  it('prefers a break where Chinese would breathe to one inside a word', () => {
    assert.deepEqual(lines('清明时节雨纷纷，路上行人欲断魂。', 900), [
      '清明时节雨纷纷，',
      '路上行人欲断魂。',
    ]);
  });

  it('counts a family emoji as one and keeps its parts together', () => {
    assert.equal(graphemes('👩‍👩‍👧').length, 1);
    assert.equal(unitsOf('猫👩‍👩‍👧狗').length, 3);
  });
});

describe('faces', () => {
  it('finds a face for Han of both kinds, kana, Latin with accents, Greek, Cyrillic and emoji', () => {
    assert.deepEqual(missingFrom('猫税貓稅錯囉ねこñéßøΩДж☕👍🏽🇨🇳1️⃣❤️→✓★♥', facesFor('猫', 'sans')), []);
  });

  it('says which characters none of them has', () => {
    assert.deepEqual(missingFrom('a\u{13000}b', ['sans']), ['\u{13000}']);
  });

  it('sets a line in the traditional face when a character face lacks its characters', () => {
    assert.deepEqual(facesFor('這碗虱目魚粥', 'kuaile', 'zh-Hant'), ['sans-hant']);
    assert.deepEqual(facesFor('猫税', 'kuaile', 'zh-Hans'), ['kuaile', 'sans']);
  });

  it('avoids the blots of a face', () => {
    assert.equal(faceFor('回', ['xiaowei', 'sans-light']), 'sans-light');
    assert.equal(faceFor('国', ['xiaowei', 'sans-light']), 'xiaowei');
  });

  it('draws every character differently, none as the empty box', () => {
    const pictures = new Set(Array.from('我是不点错了貓錯', (one) => inkOf(one)));
    assert.equal(pictures.size, 8);
    assert.ok(!pictures.has(inkOf('\u{13000}')));
  });
});

describe('fitting', () => {
  const room = { face: 'sans' as const, along: 800, across: 600, max: 150, min: 36 };

  it('takes the largest size for few words, and cuts at the smallest', () => {
    assert.equal(fitText(context, { ...room, text: '早' }).size, 150);
    const long = fitText(context, { ...room, text: '字'.repeat(5000) });
    assert.equal(long.size, 36);
    assert.ok(long.cut);
    assert.match(long.lines.at(-1)!.text, /…$/u);
    assert.ok((long.lines.length - 1) * long.leading + long.size <= 600);
  });

  it('is the same every time', () => {
    assert.deepEqual(
      fitText(context, { ...room, text: 'Who is staying?' }),
      fitText(context, { ...room, text: 'Who is staying?' }),
    );
    assert.deepEqual(sequence('jujube'), sequence('jujube'));
    assert.notDeepEqual(sequence('jujube'), sequence('jujubf'));
  });
});

function sequence(seed: string): number[] {
  const random = seeded(seed);
  return Array.from({ length: 20 }, () => random.next());
}

function inkOf(text: string): string {
  const canvas = createCanvas(120, 120);
  drawText(canvas.getContext('2d'), text, { x: 10, y: 100, faces: ['sans', 'sans-hant'], size: 90 });
  return canvas.data().toString('base64');
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blankName, helloText, isFilled, piecesOf, wordsIn } from './hello.ts';

const GREET = {
  id: 'greet',
  blanks: ['name'],
  texts: { 'zh-Hans': '你好，我叫{name}。', en: "Hi, I'm {name}." },
};
const NEW = { id: 'new', blanks: [], texts: { 'zh-Hans': '请多关照。', en: 'Nice to meet you all.' } };

test('a sentence is cut at its blanks', () => {
  assert.deepEqual(piecesOf(GREET.texts.en), [
    { words: "Hi, I'm ", blank: null },
    { words: '{name}', blank: 'name' },
    { words: '.', blank: null },
  ]);
});

test('what was put into a blank stands in both languages as it is, also where it looks like a blank', () => {
  const words = () => ' 梅 {name} $& ';
  assert.equal(helloText([GREET, NEW], 'en', words), "Hi, I'm 梅 {name} $&. Nice to meet you all.");
  assert.equal(helloText([GREET, NEW], 'zh-Hans', words), '你好，我叫梅 {name} $&。请多关照。');
});

test('an address holds what a plain form was filled with, and says whether a blank is empty', () => {
  const asked = new URLSearchParams([[blankName(GREET, 'name'), ' 梅 & Co ']]);
  assert.equal(helloText([GREET], 'en', wordsIn(asked)), "Hi, I'm 梅 & Co.");
  assert.equal(isFilled([GREET, NEW], wordsIn(asked)), true);
  assert.equal(isFilled([GREET], wordsIn(new URLSearchParams())), false);
});

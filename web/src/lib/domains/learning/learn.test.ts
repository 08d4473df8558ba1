import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ankiText, csvOf } from './csv.ts';
import { sentenceAround, wordHref } from './learn.ts';

test('a word is kept with the sentence it stands in', () => {
  const text = '今天去了 3.5 公里外的店。太好吃了！😂 我还会去的';
  const at = (word: string) => Array.from(text.slice(0, text.indexOf(word))).length;
  assert.equal(sentenceAround(text, at('公里')), '今天去了 3.5 公里外的店。');
  assert.equal(sentenceAround(text, at('好吃')), '太好吃了！');
  assert.equal(sentenceAround(text, at('还会')), '😂 我还会去的');
  assert.equal(sentenceAround('One. Two words? Three', 5), 'Two words?');
  assert.equal(sentenceAround('no end', 3), 'no end');
});

test('a file for Anki is a table by the book, and no text becomes markup', () => {
  const rows = [
    ['好吃', 'tasty, "good"', ' hǎo'],
    ['a\nb', '', 'c'],
  ];
  assert.equal(csvOf(rows), '好吃,"tasty, ""good"""," hǎo"\r\n"a\nb",,c\r\n');
  assert.equal(ankiText('<b>1 & 2\n3'), '&lt;b&gt;1 &amp; 2<br>3');
});

test('the address of a word says where it stands', () => {
  assert.equal(wordHref({ note: '1' }), '/learn/word?note=1');
  assert.equal(wordHref({ note: '1', comment: '2' }, 0), '/learn/word?note=1&comment=2&at=0');
});

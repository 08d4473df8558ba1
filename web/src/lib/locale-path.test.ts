import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inSmallLetters, localeOf, localePath, negotiate, splitLocale } from './locale-path.ts';

test('an address and its language come apart and together again', () => {
  assert.deepEqual(splitLocale('/zh-cn/notes/1'), { locale: 'zh-CN', prefix: '/zh-cn', path: '/notes/1' });
  assert.deepEqual(splitLocale('/en'), { locale: 'en', prefix: '/en', path: '/' });
  assert.deepEqual(splitLocale('/english'), { locale: null, prefix: '', path: '/english' });
  assert.deepEqual(splitLocale('/'), { locale: null, prefix: '', path: '/' });
  assert.deepEqual(splitLocale('/en?cursor=1'), { locale: 'en', prefix: '/en', path: '/?cursor=1' });
  assert.equal(localePath('zh-TW', '/'), '/zh-tw');
  assert.equal(localePath('zh-TW', '/?cursor=1'), '/zh-tw?cursor=1');
  assert.equal(localePath('en', '/notes/1'), '/en/notes/1');
});

test('a language in capitals is led to its address; nothing else is touched', () => {
  assert.deepEqual(
    ['/zh-CN/notes/1', '/ZH-tw', '/EN/', '/zh-cn/rules', '/en', '/People/Ann', '/', '//EN/x', '/ZH/x'].map(
      inSmallLetters,
    ),
    ['/zh-cn/notes/1', '/zh-tw', '/en/', null, null, null, null, null, null],
  );
});

test('readers get the page language that serves them', () => {
  assert.equal(localeOf('zh'), 'zh-CN');
  assert.equal(localeOf('zh-Hant-HK'), 'zh-TW');
  assert.equal(localeOf('zh-MO'), 'zh-TW');
  assert.equal(localeOf('zh-Hans-SG'), 'zh-CN');
  assert.equal(localeOf('en-GB'), 'en');
  assert.equal(localeOf('fr'), null);
});

test('Accept-Language is read by weight', () => {
  assert.deepEqual(negotiate('fr-FR, en;q=0.5, zh-HK;q=0.8, *;q=0.1'), ['zh-TW', 'en']);
  assert.deepEqual(negotiate('zh-CN,zh;q=0.9,en;q=0.8'), ['zh-CN', 'en']);
  assert.deepEqual(negotiate('de'), []);
  assert.deepEqual(negotiate('en;q=0, zh-TW;q=x'), []);
  assert.deepEqual(negotiate(null), []);
});

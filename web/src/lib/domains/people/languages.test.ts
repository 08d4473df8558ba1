import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bestFor, rearranged, spokenOf } from './languages.ts';

test('a reader sees the version in their first language that there is', () => {
  const versions = [{ language: 'zh-Hans' }, { language: 'en' }];
  assert.equal(bestFor(versions, ['fr', 'en'])?.language, 'en');
  assert.equal(bestFor(versions, ['zh-Hant', 'ja'])?.language, 'zh-Hans');
  assert.equal(bestFor(versions, ['de'])?.language, 'zh-Hans');
  assert.equal(bestFor([], ['en']), undefined);
});

test('what is written is read too, after what is read', () => {
  assert.deepEqual(spokenOf({ reads: ['en'], writes: ['ja', 'en'] }), [
    { language: 'en', writes: true },
    { language: 'ja', writes: true },
  ]);
});

test('languages move up, in and out, and the last one stays', () => {
  const two = spokenOf({ reads: ['en', 'zh-Hans'], writes: [] });
  const order = (wish: string) => rearranged(two, wish).map(({ language }) => language);
  assert.deepEqual(order('up:zh-Hans'), ['zh-Hans', 'en']);
  assert.deepEqual(order('up:en'), ['en', 'zh-Hans']);
  assert.deepEqual(order('out:en'), ['zh-Hans']);
  assert.deepEqual(order('in:ja'), ['en', 'zh-Hans', 'ja']);
  assert.deepEqual(order('in:en'), ['en', 'zh-Hans']);
  assert.deepEqual(order('in:tlh'), ['en', 'zh-Hans']);
  assert.deepEqual(rearranged([{ language: 'en', writes: true }], 'out:en'), [
    { language: 'en', writes: true },
  ]);
});

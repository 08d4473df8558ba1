import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatAgo } from './ago.ts';
import type { Locale } from './locale-path.ts';
import { provideLocale } from './locale-source.ts';
import { formatCount, formatDay, formatNumber, languageName, localHref } from './locale.ts';

function speaking<T>(locale: Locale, work: () => T, prefix = ''): T {
  provideLocale({ locale: () => locale, prefix: () => prefix });
  return work();
}

test('counts are exact under 10,000 and never rounded up above', () => {
  const counts = [0, 999, 1234, 9999, 10_000, 12_999, 129_999, 1_290_000];
  const all = () => counts.map(formatCount);
  assert.deepEqual(speaking('en', all), ['0', '999', '1,234', '9,999', '10K', '12K', '129K', '1.2M']);
  assert.deepEqual(speaking('zh-CN', all), ['0', '999', '1234', '9999', '1万', '1.2万', '12.9万', '129万']);
  assert.deepEqual(speaking('zh-TW', all), ['0', '999', '1234', '9999', '1萬', '1.2萬', '12.9萬', '129萬']);
});

test('how long ago is said by number beyond days, and who waits counts days', () => {
  const days = [-1, -2, -8, -45, -400, 1, 29.99, 45];
  const all = () => days.map((day) => formatAgo(day * 86_400_000, 0));
  assert.deepEqual(speaking('en', all), [
    'yesterday',
    '2 days ago',
    '1 wk. ago',
    '1 mo. ago',
    '1 yr. ago',
    'tomorrow',
    'in 30 days',
    'in 45 days',
  ]);
  const chinese = ['昨天', '前天', '1周前', '1个月前', '1年前', '明天', '30天后', '45天后'];
  assert.deepEqual(speaking('zh-CN', all), chinese);
});

test('numbers, days and languages speak the language of the page', () => {
  assert.equal(
    speaking('en', () => formatNumber(12_345)),
    '12,345',
  );
  assert.equal(
    speaking('zh-CN', () => formatNumber(12_345)),
    '12345',
  );
  assert.equal(
    speaking('zh-TW', () => formatDay(0, 'UTC')),
    '1970年1月1日',
  );
  assert.equal(
    speaking('en', () => formatDay(0, 'UTC')),
    'Jan 1, 1970',
  );
  assert.equal(
    speaking('zh-CN', () => languageName('zh-Hant')),
    '繁体中文',
  );
});

test('links stay in the language prefix of their page', () => {
  assert.equal(
    speaking('en', () => localHref('/notes/1')),
    '/notes/1',
  );
  assert.equal(
    speaking('zh-CN', () => localHref('/notes/1'), '/zh-cn'),
    '/zh-cn/notes/1',
  );
  assert.equal(
    speaking('zh-CN', () => localHref('/'), '/zh-cn'),
    '/zh-cn',
  );
});

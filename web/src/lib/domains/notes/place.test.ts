import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pointHref, pointOf, pointShown, pointText, roughPoint } from './place.ts';

test('a point is understood as people write it, in either language', () => {
  const shanghai = { latitude: 31.2304, longitude: 121.4737 };
  for (const text of [
    '31.2304, 121.4737',
    '31.2304 121.4737',
    ' 31.2304，121.4737 ',
    '３１．２３０４，１２１．４７３７',
    '31.2304°, 121.4737°',
    '31.2304° N, 121.4737° E',
    'N 31.2304 E 121.4737',
    '北纬31.2304°，东经121.4737°',
    '北緯 31.2304° 東經 121.4737°',
    'geo:31.2304,121.4737',
  ]) {
    assert.deepEqual(pointOf(text), shanghai, text);
  }
  assert.deepEqual(pointOf('−33.8688, 151.2093'), { latitude: -33.8688, longitude: 151.2093 });
  assert.deepEqual(pointOf('40.7° n 74° w'), { latitude: 40.7, longitude: -74 });
  assert.deepEqual(pointOf('南纬33.87°，西经151.2°'), { latitude: -33.87, longitude: -151.2 });
  assert.deepEqual(pointOf('31.230412345, 121.47'), { latitude: 31.23041, longitude: 121.47 });
});

test('what is no point, or nowhere on earth, is none', () => {
  for (const text of [
    '',
    '31.23',
    'Chengdu',
    '91, 0',
    '0, 181',
    '31,23,121',
    '1e3, 4',
    '31.2.3, 4',
    'geo:x',
    '12 34 56',
  ])
    assert.equal(pointOf(text), null, text);
});

test('a point is shown, kept and linked to without another site', () => {
  const point = { latitude: -33.87, longitude: 151.21 };
  assert.equal(pointShown(point), '33.87° S, 151.21° E');
  assert.deepEqual(pointOf(pointShown(point)), point);
  assert.deepEqual(pointOf(pointText(point)), point);
  assert.equal(pointHref(point), 'geo:-33.87,151.21');
});

test('what a device tells is rounded to about a kilometre', () => {
  const told = roughPoint({ latitude: 31.230416, longitude: -0.001 });
  assert.deepEqual(told, { latitude: 31.23, longitude: 0 });
  assert.ok(!Object.is(told.longitude, -0));
});

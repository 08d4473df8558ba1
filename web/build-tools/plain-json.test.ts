import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { plainJson } from './plain-json.ts';

test('data reads the same in a script as it was', () => {
  const values: unknown[] = [
    null,
    [],
    {},
    { type: 'data', data: { items: [{ id: '1', title: '枣安', liked: false, cover: null, likes: 3.5 }] } },
    { a: 1, b: undefined },
    'ends </script><!-- here \u2028 and \u2029 there',
  ];
  for (const value of values) {
    const written = plainJson(value)!;
    assert.doesNotMatch(written, /[<\u2028\u2029]/);
    // What another realm makes has other prototypes: as JSON it is the same.
    assert.equal(JSON.stringify(runInNewContext(`(${written})`)), JSON.stringify(value));
  }
});

test('what JSON says otherwise is left to the framework', () => {
  const circle: unknown[] = [];
  circle.push(circle);
  const others: unknown[] = [
    undefined,
    [undefined],
    new Date(0),
    { at: new Date(0) },
    NaN,
    [-0],
    Infinity,
    10n,
    new Map(),
    Promise.resolve(),
    () => 1,
    Symbol.iterator,
    circle,
    JSON.parse('{"__proto__":{"admin":true}}'),
    Object.create(null),
    { toJSON: () => 1 },
  ];
  for (const value of others) assert.equal(plainJson(value), null);
});

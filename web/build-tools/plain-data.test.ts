import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as devalue from 'devalue';
import * as plain from './plain-data.ts';

const shared = { id: '1', at: new Date(0) };
const VALUES: unknown[] = [
  null,
  undefined,
  NaN,
  -0,
  -Infinity,
  '枣安 </script>',
  [],
  {},
  [1, undefined, null, [2]],
  { a: shared, b: shared, c: { deep: [shared, { n: Infinity }] }, d: undefined },
  {
    items: Array.from({ length: 30 }, (_, i) => ({
      id: String(i),
      likes: i,
      liked: i % 2 === 0,
      cover: null,
    })),
  },
];

test('page data reads the same as by devalue', () => {
  for (const value of VALUES) {
    const written = devalue.stringify(value);
    assert.deepEqual(plain.parse(written), devalue.parse(written));
  }
});

test('devalue reads what is written here', () => {
  for (const value of VALUES) assert.deepEqual(devalue.parse(plain.stringify(value)), value);
});

test('revivers of the framework are called', () => {
  const written = devalue.stringify({ later: Promise }, { Promise: (value) => value === Promise && 7 });
  assert.deepEqual(plain.parse(written, { Promise: (id) => ({ id }) }), { later: { id: 7 } });
});

test('what is not plain is refused by name', () => {
  assert.throws(() => plain.parse(devalue.stringify(new Map())), /Map does not travel/);
  assert.throws(() => plain.stringify(new Map()), /Only JSON/);
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { without } from './rule.ts';
import { RULES } from './rules.ts';

// Whether a test notices each is for `npm run test:rules`, which takes minutes; this takes none and keeps that one whole.

const read = (path: string) => readFileSync(join(import.meta.dirname, '../../server/src', path), 'utf8');

test('every rule is found where it is said to stand, once', () => {
  const lost = RULES.filter((rule) => without(read(rule.file), rule) === null);
  assert.deepEqual(
    lost.map(({ name, file }) => `${name}: ${file}`),
    [],
  );
});

test('every rule names a test that exists', () => {
  const lost = RULES.filter(({ test: file, names }) => !read(file).includes(names));
  assert.deepEqual(
    lost.map(({ name, names }) => `${name}: ${names}`),
    [],
  );
});

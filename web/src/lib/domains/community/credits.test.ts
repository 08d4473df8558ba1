import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demoCredits } from '../../../../../server/src/demo/draw/credits.ts';
import { PHOTOGRAPHS } from './credits.ts';

test('every photograph of the demo week has its credit on the page', () => {
  const shown = demoCredits().map(({ photographer, source, licence }) => ({
    name: photographer,
    href: source,
    licence: licence === 'Public domain' ? null : licence,
  }));
  const byName = (one: { name: string }, other: { name: string }) => one.name.localeCompare(other.name);
  const unique = [...new Map(shown.map((credit) => [credit.name, credit])).values()];
  assert.deepEqual([...PHOTOGRAPHS].sort(byName), unique.sort(byName));
});

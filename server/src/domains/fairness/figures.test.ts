import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DIMENSIONS, LEAST_CELL, type FairnessDay } from '@jujube/contract';
import { seeded } from '@jujube/ranker';
import { digestOf, figuresOf } from './figures.ts';

const RECOMPUTE = join(import.meta.dirname, '../../../../web/static/fairness/recompute.mjs');
const folder = mkdtempSync(join(tmpdir(), 'jujube-fairness-'));
after(() => rmSync(folder, { recursive: true }));

/** The figures of files, by the one file that imports nothing of ours. */
function recomputed(files: readonly FairnessDay[]): unknown {
  const paths = files.map((file) => join(folder, `${file.day}.json`));
  for (const [index, path] of paths.entries()) writeFileSync(path, JSON.stringify(files[index]));
  return JSON.parse(execFileSync(process.execPath, [RECOMPUTE, '--json', ...paths], { encoding: 'utf8' }));
}

test('recompute imports nothing of ours', () => {
  const imports = [...readFileSync(RECOMPUTE, 'utf8').matchAll(/^import .*$/gm)].map(([line]) => line);
  assert.deepEqual(imports, ["import { readFileSync } from 'node:fs';"]);
});

test('whatever the days were, recompute agrees with the page to the last digit', () => {
  for (let world = 1; world <= 12; world += 1) {
    const random = seeded(world);
    const size = [0, 3, 40, 900][world % 4]!;
    const files = Array.from({ length: 1 + (world % 7) }, (_, index) =>
      randomDay(random, { day: `2026-11-${10 + index}`, size }),
    );
    assert.deepEqual(recomputed(files), figuresOf(files.map(digestOf)), `world ${world}`);
  }
});

test('known numbers: shares, ratio, percentiles, what was kept, and a Gini coefficient by hand', () => {
  const file = emptyDay('2026-11-20');
  file.dimensions.followers = [
    { band: '0-9', notes: 3, impressions: 100 },
    { band: '10-99', notes: 1, impressions: 200 },
  ];
  file.notes = [
    { note: 'a', source: 'fresh', band: '10-99', impressions: 150 },
    { note: 'a', source: 'near', band: '10-99', impressions: 50 },
  ];
  file.merged = [{ source: 'fresh', band: '0-9', notes: 3, impressions: 100 }];
  file.firstDay = { zero: 1, few: 2, exact: [30, 31, 64] };
  file.ended = { kept: 3, too_few_readers: 2, not_shown: 1, earlier: 9 };
  const { bands, firstDay, ended, gini } = figuresOf([digestOf(file)]);
  assert.deepEqual(bands.followers, [
    {
      band: '0-9',
      notes: 3,
      impressions: 100,
      shareOfNotes: '75.00',
      shareOfImpressions: '33.33',
      ratio: '0.444',
    },
    {
      band: '10-99',
      notes: 1,
      impressions: 200,
      shareOfNotes: '25.00',
      shareOfImpressions: '66.67',
      ratio: '2.667',
    },
  ]);
  // Of six notes the third is the median, the first the tenth percentile.
  assert.deepEqual([firstDay.median, firstDay.tenth], ['1-19', '0']);
  assert.equal(ended.keptShare, '50.00');
  // Three notes of 33⅓ and one of 200: (4·300 − (3·100 + 1·(200 + 200))) ÷ (4·300).
  assert.equal(gini, '0.4167');
});

test('where no note stands by itself, nobody can say how unequal they are', () => {
  const file = emptyDay('2026-11-20');
  for (const dimension of DIMENSIONS)
    file.dimensions[dimension] = [{ band: 'none', notes: 3, impressions: 40 }];
  file.merged = [{ source: 'fresh', band: '0-9', notes: 3, impressions: 40 }];
  assert.equal(figuresOf([digestOf(file)]).gini, null);
  assert.deepEqual((recomputed([file]) as { gini: unknown }).gini, null);
});

test('where nothing was seen, nothing is divided', () => {
  const { gini, firstDay, ended, impressions } = figuresOf([digestOf(emptyDay('2026-11-20'))]);
  assert.deepEqual([gini, firstDay.median, ended.keptShare, impressions], [null, null, null, 0]);
});

function emptyDay(day: string): FairnessDay {
  return {
    ...{ version: 1, day, final: true, madeAt: `${day}T00:00:00.000Z`, k: 20, withheld: false },
    guarantee: { impressions: 30, hours: 24, perAuthor: 5, perDevice: 8, flood: 20 },
    weights: { like: '1' },
    dimensions: { followers: [], age: [], language: [], region: [], channel: [] },
    ...{ notes: [], merged: [] },
    firstDay: { zero: 0, few: 0, exact: [] },
    ended: { kept: 0, too_few_readers: 0, not_shown: 0, earlier: 0 },
    ineligible: { author_limit: 0, device_limit: 0, late: 0, withdrawn: 0 },
  };
}

const BANDS = ['0-9', '10-99', '100-999', '1000+'];

function randomDay(random: () => number, { day, size }: { day: string; size: number }): FairnessDay {
  const upTo = (most: number) => Math.floor(random() * most);
  const file = emptyDay(day);
  const cells = Array.from({ length: size }, (_, index) => ({
    note: `${day} ${index >> 1}`,
    source: index % 2 === 0 ? 'fresh' : 'near',
    band: BANDS[(index >> 1) % BANDS.length]!,
    impressions: 1 + Math.floor(9 / (0.001 + random())),
  }));
  const sum = (rows: readonly { impressions: number }[]) =>
    rows.reduce((all, { impressions }) => all + impressions, 0);
  const total = sum(cells);
  for (const dimension of DIMENSIONS) {
    const names = dimension === 'followers' ? BANDS : ['none', 'b', 'a', 'zh-Hant'];
    const rows = names.map((band, index) => {
      const share = index === 0 ? total - 3 * Math.floor(total / 4) : Math.floor(total / 4);
      const own = dimension === 'followers' ? sum(cells.filter((cell) => cell.band === band)) : share;
      return { band, notes: 0, impressions: own };
    });
    for (let note = 0; note < size; note += 1) rows[upTo(rows.length)]!.notes += 1;
    file.dimensions[dimension] = rows;
  }
  file.notes = cells.filter(({ impressions }) => impressions >= LEAST_CELL);
  file.merged = cells
    .filter(({ impressions }) => impressions < LEAST_CELL)
    .map(({ source, band, impressions }) => ({ source, band, notes: 1 + upTo(3), impressions }));
  file.firstDay = {
    zero: upTo(4),
    few: upTo(size + 1),
    exact: Array.from({ length: upTo(size + 1) }, () => 20 + upTo(700)).sort((a, b) => a - b),
  };
  file.ended = { kept: upTo(90), too_few_readers: upTo(9), not_shown: upTo(3), earlier: upTo(20) };
  file.ineligible = { author_limit: upTo(90), device_limit: upTo(9), late: upTo(3), withdrawn: upTo(5) };
  return file;
}

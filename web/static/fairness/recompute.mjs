// Recomputes the figures of a Jujube fairness page from its daily files. Imports nothing but what reads a file; public domain.
//
//   node recompute.mjs 2026-11-15.json 2026-11-16.json …        the page's numbers, one a line
//   node recompute.mjs --json FILE…                             the same as JSON: `figures` of GET /api/v1/fairness
//
// The files are what the page offers to download (GET /api/v1/fairness/days/YYYY-MM-DD), each day once, in any order.
// All that is counted is a whole number. Each figure divides two whole numbers once, at the end, and is printed to a fixed
// number of digits, halves up: (2·part·10^digits + whole) ÷ (2·whole), rounded down. So everybody gets the same digits.
import { readFileSync } from 'node:fs';

const K = 20;
const DIMENSIONS = ['followers', 'age', 'language', 'region', 'channel'];
const SIZES = {
  followers: ['0-9', '10-99', '100-999', '1000+'],
  age: ['0-2d', '3-29d', '30-364d', '365d+'],
};
/** Where bins of first-day impressions begin; the last is open. */
const BINS = [0, 1, 20, 30, 50, 100, 200, 500];

const json = process.argv.includes('--json');
const paths = process.argv.slice(2).filter((argument) => argument !== '--json');
if (paths.length === 0) {
  console.error('node recompute.mjs [--json] FILE…   (daily files of a fairness page)');
  process.exit(2);
}
const files = paths.map((path) => JSON.parse(readFileSync(path, 'utf8')));
const wrong = files.flatMap(problemsOf);
if (new Set(files.map((file) => file.day)).size !== files.length) wrong.push('one day was given twice');
for (const problem of wrong) console.error(`wrong: ${problem}`);
const figures = compute(files);
console.log(json ? JSON.stringify(figures, null, 2) : lines(figures).join('\n'));
process.exitCode = wrong.length > 0 ? 1 : 0;

/** What a file may not be: tell of a note alone that fewer than k saw, or contradict itself. */
function problemsOf(file) {
  const found = [];
  const totals = DIMENSIONS.map((name) => total(file.dimensions[name], 'impressions'));
  const cells = [...file.notes, ...file.merged];
  if (file.notes.some(({ impressions }) => impressions < K))
    found.push(`${file.day} tells a figure under ${K}`);
  if (new Set([...totals, total(cells, 'impressions')]).size !== 1)
    found.push(`${file.day}: its parts do not add up`);
  if (new Set(DIMENSIONS.map((name) => total(file.dimensions[name], 'notes'))).size !== 1)
    found.push(`${file.day}: its notes do not add up`);
  return found;
}

function compute(days) {
  const bands = {};
  for (const name of DIMENSIONS) bands[name] = bandsOf(days, name);
  const ended = {};
  for (const name of ['kept', 'too_few_readers', 'not_shown', 'earlier'])
    ended[name] = days.reduce((sum, day) => sum + day.ended[name], 0);
  const ineligible = {};
  for (const name of ['author_limit', 'device_limit', 'late', 'withdrawn'])
    ineligible[name] = days.reduce((sum, day) => sum + day.ineligible[name], 0);
  // Of notes whose first 24 hours ended while the ledger was kept.
  const due = ended.kept + ended.too_few_readers + ended.not_shown;
  return {
    days: days.length,
    withheld: days.filter((day) => day.withheld).length,
    notes: total(bands.followers, 'notes'),
    impressions: total(bands.followers, 'impressions'),
    bands,
    firstDay: firstDayOf(days),
    ended: { ...ended, keptShare: divide(100n * BigInt(ended.kept), BigInt(due), 2) },
    ineligible,
    gini: giniOf(days),
  };
}

/** A band's share of the eligible notes, its share of the impressions, and the second by the first. */
function bandsOf(days, name) {
  const own = new Map();
  for (const day of days) {
    for (const row of day.dimensions[name]) {
      const sum = own.get(row.band) ?? { notes: 0, impressions: 0 };
      sum.notes += row.notes;
      sum.impressions += row.impressions;
      own.set(row.band, sum);
    }
  }
  const notes = BigInt(total([...own.values()], 'notes'));
  const impressions = BigInt(total([...own.values()], 'impressions'));
  return [...own.keys()].sort(order(name)).map((band) => {
    const sum = own.get(band);
    const [n, i] = [BigInt(sum.notes), BigInt(sum.impressions)];
    return {
      band,
      notes: sum.notes,
      impressions: sum.impressions,
      shareOfNotes: divide(100n * n, notes, 2),
      shareOfImpressions: divide(100n * i, impressions, 2),
      ratio: divide(i * notes, impressions * n, 3),
    };
  });
}

/** By size where a band has one, else by name. */
function order(name) {
  const sizes = SIZES[name] ?? [];
  return (a, b) => sizes.indexOf(a) - sizes.indexOf(b) || (a < b ? -1 : a > b ? 1 : 0);
}

/** Median and tenth percentile by nearest rank: of n notes in order, number ⌈p·n/100⌉. */
function firstDayOf(days) {
  const zero = days.reduce((sum, day) => sum + day.firstDay.zero, 0);
  const few = days.reduce((sum, day) => sum + day.firstDay.few, 0);
  const exact = days.flatMap((day) => day.firstDay.exact).sort((a, b) => a - b);
  const notes = zero + few + exact.length;
  const percentile = (p) => {
    if (notes === 0) return null;
    const number = Math.floor((p * notes + 99) / 100);
    if (number <= zero) return '0';
    if (number <= zero + few) return `1-${K - 1}`;
    return `${exact[number - zero - few - 1]}`;
  };
  const bins = BINS.map((from, index) => {
    const to = index === BINS.length - 1 ? null : BINS[index + 1] - 1;
    const inside = exact.filter((n) => n >= from && (to === null || n <= to)).length;
    return { from, to, notes: from === 0 ? zero : from === 1 ? few : inside };
  });
  return { notes, zero, few, median: percentile(50), tenth: percentile(10), bins };
}

/**
 * Gini coefficient of impressions among notes that were shown, each day's notes by themselves (a note has another name every
 * day). A note is all its rows of a day; a merged row counts as so many notes of its mean. In order of their means, with n notes
 * and s impressions each, b impressions before, N notes and S impressions in all: (N·S − Σ n·(2·b + s)) ÷ (N·S). None where
 * every note is in a merged row: nobody can say.
 */
function giniOf(days) {
  if (days.every((day) => day.notes.length === 0)) return null;
  const groups = [];
  for (const day of days) {
    const byNote = new Map();
    for (const { note, impressions } of day.notes) byNote.set(note, (byNote.get(note) ?? 0) + impressions);
    for (const impressions of byNote.values()) groups.push({ n: 1n, s: BigInt(impressions) });
    for (const row of day.merged)
      if (row.notes > 0) groups.push({ n: BigInt(row.notes), s: BigInt(row.impressions) });
  }
  groups.sort((a, b) => (a.s * b.n < b.s * a.n ? -1 : a.s * b.n > b.s * a.n ? 1 : 0));
  let N = 0n;
  let S = 0n;
  let area = 0n;
  for (const { n, s } of groups) {
    area += n * (2n * S + s);
    S += s;
    N += n;
  }
  return divide(N * S - area, N * S, 4);
}

function divide(part, whole, digits) {
  if (whole === 0n) return null;
  const scaled = (2n * part * 10n ** BigInt(digits) + whole) / (2n * whole);
  const text = scaled.toString().padStart(digits + 1, '0');
  return `${text.slice(0, text.length - digits)}.${text.slice(text.length - digits)}`;
}

function total(rows, name) {
  return rows.reduce((sum, row) => sum + row[name], 0);
}

function lines({ bands, firstDay, ended, ineligible, ...plain }) {
  const out = Object.entries(plain).map(([name, value]) => `${name} ${value ?? 'none'}`);
  for (const [name, rows] of Object.entries(bands)) {
    for (const row of rows) {
      const shares = `${row.shareOfImpressions ?? 'none'} % of impressions, ${row.shareOfNotes ?? 'none'} % of notes`;
      out.push(
        `${name} ${row.band}: ${shares}, ratio ${row.ratio ?? 'none'} (${row.impressions} on ${row.notes})`,
      );
    }
  }
  out.push(`first day: median ${firstDay.median ?? 'none'}, tenth percentile ${firstDay.tenth ?? 'none'}`);
  for (const { from, to, notes } of firstDay.bins)
    out.push(`first day, ${from}${to === null ? ' and more' : to === from ? '' : ` to ${to}`}: ${notes}`);
  for (const [name, value] of Object.entries(ended)) out.push(`guarantee ${name}: ${value ?? 'none'}`);
  for (const [name, value] of Object.entries(ineligible)) out.push(`not eligible ${name}: ${value}`);
  return out;
}

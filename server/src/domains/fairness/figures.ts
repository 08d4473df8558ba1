import {
  DIMENSIONS,
  LEAST_CELL,
  type Dimension,
  type FairnessDay,
  type FairnessFigures,
} from '@jujube/contract';
import { byBand } from './bands.ts';

// The page's figures, from the days' files alone. Whole numbers, divided once each, at the end: docs/fairness.md says in which
// order, and recompute.mjs does the same without a line of ours.

/** A day's file as far as figures need it: small, however many notes the day had. */
export interface Digest {
  withheld: boolean;
  bands: Record<Dimension, { band: string; notes: number; impressions: number }[]>;
  firstDay: { zero: number; few: number; exact: number[] };
  ended: FairnessDay['ended'];
  ineligible: FairnessDay['ineligible'];
  /** For the Gini coefficient: notes told by themselves with one number, and merged ones; `[notes, impressions of them all]`. */
  single: Group[];
  merged: Group[];
}

type Group = [notes: number, impressions: number];

/** What figures need of a file. */
export function digestOf(file: FairnessDay): Digest {
  const totals = new Map<string, number>();
  for (const { note, impressions } of file.notes) totals.set(note, (totals.get(note) ?? 0) + impressions);
  const same = new Map<number, number>();
  for (const total of totals.values()) same.set(total, (same.get(total) ?? 0) + 1);
  const single = [...same].map(([total, notes]): Group => [notes, notes * total]);
  const merged = file.merged.map(({ notes, impressions }): Group => [notes, impressions]);
  const { withheld, dimensions, firstDay, ended, ineligible } = file;
  return { withheld, bands: dimensions, firstDay, ended, ineligible, single, merged };
}

/** The figures of some days. */
export function figuresOf(days: readonly Digest[]): FairnessFigures {
  const bands = Object.fromEntries(
    DIMENSIONS.map((dimension) => [dimension, bandsOf(days, dimension)]),
  ) as FairnessFigures['bands'];
  const ended = added(
    days.map((day) => day.ended),
    ['kept', 'too_few_readers', 'not_shown', 'earlier'],
  );
  const due = ended.kept + ended.too_few_readers + ended.not_shown;
  return {
    days: days.length,
    withheld: days.filter(({ withheld }) => withheld).length,
    notes: sum(bands.followers.map(({ notes }) => notes)),
    impressions: sum(bands.followers.map(({ impressions }) => impressions)),
    bands,
    firstDay: firstDayOf(days),
    ended: { ...ended, keptShare: percent(ended.kept, due) },
    ineligible: added(
      days.map((day) => day.ineligible),
      ['author_limit', 'device_limit', 'late', 'withdrawn'],
    ),
    gini: giniOf(days),
  };
}

function bandsOf(days: readonly Digest[], dimension: Dimension): FairnessFigures['bands'][Dimension] {
  const totals = new Map<string, { notes: number; impressions: number }>();
  for (const { band, notes, impressions } of days.flatMap((day) => day.bands[dimension])) {
    const total = totals.get(band) ?? { notes: 0, impressions: 0 };
    totals.set(band, { notes: total.notes + notes, impressions: total.impressions + impressions });
  }
  const notes = sum([...totals.values()].map((total) => total.notes));
  const impressions = sum([...totals.values()].map((total) => total.impressions));
  return [...totals]
    .sort(([a], [b]) => byBand(dimension)(a, b))
    .map(([band, own]) => ({
      band,
      ...own,
      shareOfNotes: percent(own.notes, notes),
      shareOfImpressions: percent(own.impressions, impressions),
      ratio: divided(
        BigInt(own.impressions) * BigInt(notes),
        BigInt(impressions) * BigInt(own.notes),
        RATIO_DIGITS,
      ),
    }));
}

/** Where bins of the histogram begin; the first is of notes that nobody saw. */
const BINS = [0, 1, LEAST_CELL, 30, 50, 100, 200, 500] as const;

function firstDayOf(days: readonly Digest[]): FairnessFigures['firstDay'] {
  const zero = sum(days.map(({ firstDay }) => firstDay.zero));
  const few = sum(days.map(({ firstDay }) => firstDay.few));
  const exact = days.flatMap(({ firstDay }) => firstDay.exact).sort((a, b) => a - b);
  const notes = zero + few + exact.length;
  const rank = (hundredths: number): string | null => {
    if (notes === 0) return null;
    const place = Math.ceil((hundredths * notes) / 100);
    if (place <= zero) return '0';
    return place <= zero + few ? `1-${LEAST_CELL - 1}` : String(exact[place - zero - few - 1]);
  };
  const bins = BINS.map((from, index) => {
    const to = index + 1 < BINS.length ? BINS[index + 1]! - 1 : null;
    const within = exact.filter((count) => count >= from && (to === null || count <= to)).length;
    return { from, to, notes: index === 0 ? zero : index === 1 ? few : within };
  });
  return { notes, zero, few, median: rank(50), tenth: rank(10), bins };
}

/**
 * Gini coefficient of impressions among the notes that were shown, each day by itself (pseudonyms last a day), by the area
 * under the Lorenz curve; notes of a merged row count as its mean. (N·S − Σ n·(2·before + s)) ÷ (N·S). Where all are merged, nobody can say.
 */
function giniOf(days: readonly Digest[]): string | null {
  if (days.every(({ single }) => single.length === 0)) return null;
  const groups = days
    .flatMap(({ single, merged }) => [...single, ...merged])
    .filter(([notes]) => notes > 0)
    .map(([notes, impressions]) => ({ notes: BigInt(notes), impressions: BigInt(impressions) }))
    .sort((a, b) => {
      const difference = a.impressions * b.notes - b.impressions * a.notes;
      return difference < 0n ? -1 : difference > 0n ? 1 : 0;
    });
  let notes = 0n;
  let before = 0n;
  let area = 0n;
  for (const group of groups) {
    area += group.notes * (2n * before + group.impressions);
    before += group.impressions;
    notes += group.notes;
  }
  return divided(notes * before - area, notes * before, GINI_DIGITS);
}

const PERCENT_DIGITS = 2;
const RATIO_DIGITS = 3;
const GINI_DIGITS = 4;

function percent(part: number, whole: number): string | null {
  return divided(BigInt(part) * 100n, BigInt(whole), PERCENT_DIGITS);
}

/** A fraction of whole numbers to so many digits, halves up; null where there is nothing to divide by. */
function divided(part: bigint, whole: bigint, digits: number): string | null {
  if (whole === 0n) return null;
  const scaled = (2n * part * 10n ** BigInt(digits) + whole) / (2n * whole);
  const text = String(scaled).padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

function added<Name extends string>(
  rows: readonly Record<Name, number>[],
  names: readonly Name[],
): Record<Name, number> {
  const total = (name: Name) => sum(rows.map((row) => row[name]));
  return Object.fromEntries(names.map((name) => [name, total(name)])) as Record<Name, number>;
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

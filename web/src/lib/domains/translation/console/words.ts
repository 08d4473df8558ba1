import type { AnswerOf, Api } from '@jujube/contract';
import { currentLocale, languageName } from '#lib/locale.ts';
import * as m from '#lib/paraglide/messages.js';

export type Coverage = AnswerOf<Api['GET /admin/translation']>;
export type State = Coverage['made'][number]['state'];
export type Models = AnswerOf<Api['GET /admin/models']>;

/** What a version is, as one reads it in a list of such. */
export function stateName(state: State): string {
  const names: Record<State, () => string> = {
    original: m.coverage_state_original,
    author: m.coverage_state_author,
    human: m.coverage_state_human,
    phrasebook: m.coverage_state_phrasebook,
    converted: m.coverage_state_converted,
    machine: m.coverage_state_machine,
    phrasebook_slots: m.coverage_state_phrasebook_slots,
    gloss: m.coverage_state_gloss,
    missing: m.coverage_state_missing,
  };
  return names[state]();
}

/** States that stand together in a bar, best first; a gloss is not a translation. */
export const GROUPS: readonly {
  states: readonly State[];
  fill: string;
  good: boolean;
  name: () => string;
}[] = [
  { states: ['author', 'human'], fill: 'fill-ok', good: true, name: m.coverage_group_people },
  { states: ['phrasebook', 'converted'], fill: 'fill-second', good: true, name: m.coverage_group_rules },
  { states: ['machine'], fill: 'fill-accent', good: true, name: m.coverage_group_machine },
  { states: ['phrasebook_slots', 'gloss'], fill: 'fill-gold', good: false, name: m.coverage_group_gloss },
  { states: ['missing'], fill: 'fill-edge', good: false, name: m.coverage_state_missing },
];

/** How long something took: 0.4 sec, 12秒, 3 min. */
export function formatSeconds(seconds: number): string {
  const [size, unit] = UNITS.find(([, , until]) => seconds < until)!;
  const value = seconds / size;
  const style = {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 ? 1 : 0,
  } as const;
  return new Intl.NumberFormat(currentLocale(), style).format(value);
}

const UNITS: [seconds: number, unit: string, until: number][] = [
  [1, 'second', 90],
  [60, 'minute', 5400],
  [3600, 'hour', 172_800],
  [86_400, 'day', Infinity],
];

/** An hour of the day: 14:00. */
export function formatHour(time: string, timeZone?: string): string {
  const style = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const;
  return new Intl.DateTimeFormat(currentLocale(), style).format(Date.parse(time));
}

/** An hour, with its day where that was not within the last twelve. */
export function formatSince(time: string, now: string, timeZone?: string): string {
  const hour = formatHour(time, timeZone);
  if (Date.parse(now) - Date.parse(time) < 12 * 3600_000) return hour;
  const style = { day: 'numeric', month: 'short', timeZone } as const;
  return `${new Intl.DateTimeFormat(currentLocale(), style).format(Date.parse(time))} ${hour}`;
}

/** Money of which only the operator knows the name: 4.20. */
export function formatMoney(cents: number): string {
  const style = { minimumFractionDigits: 2, maximumFractionDigits: 2 } as const;
  return new Intl.NumberFormat(currentLocale(), style).format(cents / 100);
}

/** A model's pair in words: zh-en → Chinese → English. */
export function pairName(pair: string): string {
  const [from = '', to = ''] = pair.split('-');
  return m.coverage_pair({ from: languageName(from), to: languageName(to) });
}

import { SvelteMap } from 'svelte/reactivity';
import { api } from '#lib/api.ts';
import { inRuby, type Part, type WithReadings } from './ruby.ts';

export { hasChinese, inRuby } from './ruby.ts';

/** What was asked for after the page had come; of this tab alone. */
const known = new SvelteMap<string, string[]>();
const asked = new Set<string>();
let waiting: string[] = [];

/** Texts asked for at once. */
const MOST = 100;

/** The readings of a text that came later than the page; null until they are there. Texts of one moment are asked for together. */
export function lateReadings(text: string): Part[] | null {
  const readings = known.get(text);
  if (readings) return inRuby(text, [{ text, readings }]);
  if (typeof window !== 'undefined' && !asked.has(text)) {
    asked.add(text);
    if (waiting.push(text) === 1) setTimeout(() => void ask(), 0);
  }
  return null;
}

async function ask(): Promise<void> {
  const texts = waiting.slice(0, MOST);
  waiting = waiting.slice(MOST);
  if (waiting.length > 0) setTimeout(() => void ask(), 0);
  const { items } = await api('POST /learning/pinyin', { body: { texts } });
  texts.forEach((text, at) => known.set(text, items[at]!));
}

export type { WithReadings };

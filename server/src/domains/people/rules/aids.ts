import { aids as schema, type Aids } from '@jujube/contract';
import type { Viewer } from '../../../kernel/context.ts';

/** How texts are helped along while nobody chose otherwise. */
export const AIDS: Aids = { words: true, units: 'auto', currency: 'auto' };

/** What somebody chose, whole. */
export function aidsOf({ aids }: Pick<Viewer, 'aids'>): Aids {
  const { words, units, currency } = { ...AIDS, ...aids };
  return { words, units, currency };
}

/** As a visitor's cookie keeps it: `1.auto.CNY`. */
export function writeAids({ words, units, currency }: Aids): string {
  return [Number(words), units, currency].join('.');
}

/** What a cookie keeps; nothing where it is none of ours. */
export function readAids(cookie: string | undefined): Partial<Aids> {
  if (!cookie) return {};
  const [words, units, currency] = cookie.split('.');
  const read = schema.safeParse({ words: words !== '0', units, currency });
  return read.success ? read.data : {};
}

import type { Id } from '../../kernel/ids.ts';

/** How many notes one list has at most: five pages. Who reads on gets another, ranked by what they did meanwhile. */
export const LIST_SIZE = 150;

/** 16 bits by which a cursor remembers a note; a false match hides one unseen note in about four hundred. */
export function fingerprint(id: Id): number {
  return (Math.imul(Number(id.slice(-9)), 0x9e3779b1) >>> 16) & 0xffff;
}

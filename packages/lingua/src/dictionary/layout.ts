/**
 * The table on disk: a head in JSON that says where each section lies, then the sections. Chinese words are a trie
 * in breadth-first order, so that the children of a node lie together and a word is found without making a string.
 */
export const MAGIC = 'JJGLOSS2';
export const SECTIONS = [
  'labels',
  'children',
  'entries',
  'costs',
  'tags',
  'words',
  'keys',
  'english',
] as const;
export type Section = (typeof SECTIONS)[number];

export interface Head {
  /** What it was made of: name and version of the package, the date of its data, a hash of our own tables. */
  source: string;
  sections: Record<Section, [offset: number, length: number]>;
}

/** Between the fields of an entry, and between the parts of a field. */
export const FIELD = '\t';
export const PART = '|';

/** Bits of a tag: part of speech (its first letter, a…z as 1…26), and what kind of word it is. */
export const TAG = { speech: 0x1f, proper: 0x20, measure: 0x40, byHand: 0x80 } as const;

/** Costs are the negative logarithm of a word's share, in eighths, in a byte. */
export const COST_STEPS = 8;

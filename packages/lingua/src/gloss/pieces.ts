/** A piece of a text and what stands for it in the other language. */
export interface GlossPiece {
  text: string;
  /** Code points; `end` is exclusive. */
  start: number;
  end: number;
  /**
   * `word` has a gloss; `name` and `kept` (links, mentions, numbers, pictures, foreign words) stay; `silent` has no
   * word in the other language; `sign` is punctuation and space; `unknown` is in no dictionary.
   */
  kind: 'word' | 'name' | 'kept' | 'silent' | 'sign' | 'unknown';
  gloss: string;
  /** Other meanings, likeliest first. */
  others: string[];
}

export interface GlossOptions {
  /** Names and terms that stay as they are. */
  keep?: readonly string[];
}

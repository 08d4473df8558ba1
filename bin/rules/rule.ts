/** One rule that protects people, how it is switched off, and the tests that must notice. */
export interface Rule {
  /** What nobody may do, in a few words. */
  name: string;
  /** Below `server/src`. */
  file: string;
  /** Text of the file that occurs once; spaces and line ends do not count. */
  find: string;
  /** What stands there while the rule is off. */
  off: string;
  /** Below `server/src`: the file whose tests notice. */
  test: string;
  /** The beginning of the names of those tests, so that the others need not run. */
  names: string;
}

/** The source with the rule off; null unless its text occurs exactly once. */
export function without(source: string, { find, off }: Rule): string | null {
  const pattern = find
    .trim()
    .split(/\s+/)
    .map((word) => RegExp.escape(word))
    .join('\\s*');
  const places = [...source.matchAll(new RegExp(pattern, 'g'))];
  if (places.length !== 1) return null;
  const [{ index, 0: found }] = places as [RegExpExecArray];
  return source.slice(0, index) + off + source.slice(index + found.length);
}

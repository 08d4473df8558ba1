/** A `like` pattern for what begins with these words, compared in lower case; `%` and `_` mean themselves. */
export function prefixPattern(q: string): string {
  return (
    q
      .trim()
      .replace(/^@/, '')
      .toLowerCase()
      .replace(/[\\%_]/g, '\\$&') + '%'
  );
}

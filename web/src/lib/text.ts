/** Characters as people count them (graphemes): 👨‍👩‍👧 is one, so is é however it is made. */
export function graphemes(text: string): number {
  let count = 0;
  for (const _ of segmenter.segment(text)) count += 1;
  return count;
}

/** The first character as people see it, for a face without a picture. */
export function firstGrapheme(text: string): string {
  // Nearly every name begins with a letter that nothing joins; asking the segmenter costs far more.
  const plain = PLAIN_START.exec(text);
  if (plain) return plain[0];
  for (const { segment } of segmenter.segment(text.trim())) return segment;
  return '';
}

/** Whether a key press belongs to an input method: Enter then picks a word and never sends. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

const PLAIN_START = /^[A-Za-z\p{Script=Han}](?=[A-Za-z\p{Script=Han} ]|$)/u;
const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

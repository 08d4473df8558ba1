/** A stretch of words that two texts share, or that only one of them has. */
export interface Piece {
  kind: 'same' | 'old' | 'new';
  text: string;
}

/** Longer texts are shown as one change: comparing takes their lengths multiplied. */
const LONGEST = 600;

/** What became of a text, word by word: the longest run of words that stayed, and what was taken out and put in between. */
export function diffOf(before: string, after: string): Piece[] {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  if (old.length > LONGEST || now.length > LONGEST)
    return joined([piece('old', before), piece('new', after)]);
  const lengths = commonLengths(old, now);
  const pieces: Piece[] = [];
  let [at, beside] = [0, 0];
  while (at < old.length && beside < now.length) {
    if (old[at] === now[beside]) {
      pieces.push(piece('same', old[at]!));
      at += 1;
      beside += 1;
    } else if (lengths[at + 1]![beside]! >= lengths[at]![beside + 1]!) pieces.push(piece('old', old[at++]!));
    else pieces.push(piece('new', now[beside++]!));
  }
  pieces.push(...old.slice(at).map((word) => piece('old', word)));
  pieces.push(...now.slice(beside).map((word) => piece('new', word)));
  return joined(pieces);
}

function piece(kind: Piece['kind'], text: string): Piece {
  return { kind, text };
}

const words = new Intl.Segmenter('und', { granularity: 'word' });

/** Han words character by character: where one ends is a guess, and another guess in another sentence. */
function wordsOf(text: string): string[] {
  return [...words.segment(text)].flatMap(({ segment }) =>
    /\p{Script=Han}/u.test(segment) ? [...segment] : [segment],
  );
}

/** The length of the longest common run of words from each place of both on. */
function commonLengths(old: readonly string[], now: readonly string[]): number[][] {
  const lengths = Array.from({ length: old.length + 1 }, () =>
    Array.from({ length: now.length + 1 }, () => 0),
  );
  for (let at = old.length - 1; at >= 0; at -= 1) {
    for (let beside = now.length - 1; beside >= 0; beside -= 1) {
      const same = old[at] === now[beside];
      lengths[at]![beside] = same
        ? lengths[at + 1]![beside + 1]! + 1
        : Math.max(lengths[at + 1]![beside]!, lengths[at]![beside + 1]!);
    }
  }
  return lengths;
}

/** Between two changes, what was taken out stands before what was put in. */
function joined(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = [];
  let change = { old: '', new: '' };
  const flush = () => {
    if (change.old) out.push(piece('old', change.old));
    if (change.new) out.push(piece('new', change.new));
    change = { old: '', new: '' };
  };
  for (const { kind, text } of pieces) {
    if (kind !== 'same') change[kind] += text;
    else {
      flush();
      const last = out.at(-1);
      if (last?.kind === 'same') last.text += text;
      else out.push(piece('same', text));
    }
  }
  flush();
  return out;
}

/**
 * The grid of cards. Every card spans a whole number of rows; a row is a twentieth of a column's width, so a
 * picture of ratio r takes `20·r` rows at any width, and the words below take as many rows as their lines need at
 * that width. Whether a title gets one line or two follows from its estimated length and the width, in CSS alone
 * (`masonry.css`, made from the same numbers). So columns, order and heights follow from the list: the server's HTML
 * is final, no script moves anything, and reading order is list order.
 */

/** Rows in a column's width. */
const ROWS = 20;
/** Space between columns and below each card, in px at a root size of 16. */
const GAP = 8;
/** Smallest width of the grid (px at a root size of 16) for each number of columns. */
const COLUMNS = [
  { columns: 2, from: 0 },
  { columns: 3, from: 640 },
  { columns: 4, from: 880 },
  { columns: 5, from: 1120 },
  { columns: 6, from: 1340 },
];
/** Height of the words below a picture (8 above, 20 a line, 4 and 32 for the author, 4 below), by title lines. */
const CAPTION = [44, 68, 88];
/** Space at the sides of the words, both together. */
const SIDES = 20;
const LETTER = 14;
/** Titles by estimated length in em; a longer one always gets two lines. Length 0 has no title. */
const LENGTHS = [0, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20];
const NARROWEST = 200;
const WIDEST = 1600;

/** How a card lies in the grid: rows of its picture (15 = 4:3 … 27 = 3:4) and which of `LENGTHS` its title is. */
export interface Tile {
  rows: number;
  length: number;
}

/** The tile of a card with this picture (null: 3:4, as text cards are) and this title as shown. */
export function tileOf(cover: { width: number; height: number } | null, title: string): Tile {
  const ratio = cover ? Math.min(4 / 3, Math.max(3 / 4, cover.height / cover.width)) : 4 / 3;
  const em = widthInEm(title.trim());
  const length = LENGTHS.findIndex((longest) => em <= longest);
  return { rows: Math.round(ratio * ROWS), length: length < 0 ? LENGTHS.length : length };
}

/** Classes that make an element such a tile. */
export function tileClass({ rows, length }: Tile): string {
  return `tile r${rows} t${length}`;
}

/** Where each tile lies in a grid of this width (px): what the browser will do, computed without one. */
export function place(
  tiles: Tile[],
  width: number,
): { column: number; x: number; y: number; width: number; height: number }[] {
  const { columns, columnWidth } = columnsAt(width);
  // Browsers lay out in 64ths of a pixel.
  const row = Math.floor((columnWidth / ROWS) * 64) / 64;
  const bottoms = Array.from({ length: columns }, () => 0);
  return tiles.map(({ rows, length }) => {
    const top = Math.min(...bottoms);
    const column = bottoms.indexOf(top);
    const span = rows + captionRows(lines(length, columnWidth), columnWidth);
    bottoms[column] = top + span;
    return { column, x: column * (columnWidth + GAP), y: top * row, width: columnWidth, height: span * row };
  });
}

/** `masonry.css`, whole. */
export function masonryCss(): string {
  const gap = rem(GAP);
  const out = [
    '/* Made from masonry.ts by `node bin/masonry.ts`; edit there. */',
    '.masonry { container: masonry / inline-size; }',
    `.masonry-grid { display: grid; grid-auto-flow: dense; column-gap: ${gap}; grid-template-columns: repeat(var(--n), minmax(0, 1fr)); grid-auto-rows: calc((100cqi - ${gap} * (var(--n) - 1)) / var(--n) / ${ROWS}); }`,
    `.tile { grid-row: auto / span calc(var(--r) + var(--c)); padding-bottom: ${gap}; min-width: 0; content-visibility: auto; overflow-clip-margin: ${rem(6)}; }`,
    `.tile-picture { aspect-ratio: ${ROWS} / var(--r); }`,
    `.tile-title { font-size: ${rem(LETTER)}; line-height: ${rem(20)}; overflow: hidden; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: var(--l); }`,
    ...Array.from({ length: 13 }, (_, i) => `.r${15 + i} { --r: ${15 + i}; }`),
    '.t0 { --c: var(--c0); }',
    // --l1 … are 1 where such a title fits on one line; (--l - 1) chooses between the rows of one line and two.
    ...LENGTHS.slice(1).map((_, i) => `.t${i + 1} { --l: var(--l${i + 1}); ${CHOICE} }`),
    `.t${LENGTHS.length} { --l: 2; --c: var(--c2); }`,
  ];
  let known: Record<string, number> = {};
  for (const { from, values } of steps()) {
    const changed = Object.entries(values).filter(([name, value]) => known[name] !== value);
    known = values;
    const rule = `.masonry-grid { ${changed.map(([name, value]) => `--${name}: ${value};`).join(' ')} }`;
    out.push(from === 0 ? rule : `@container masonry (width >= ${rem(from)}) { ${rule} }`);
  }
  return out.join('\n') + '\n';
}

const CHOICE = '--c: calc(var(--c1) + (var(--l) - 1) * (var(--c2) - var(--c1)));';

/**
 * How wide a text surely is at most, in em: Han and kana one each, Latin letters by their look, and the air that
 * browsers put between the two (`text-autospace`).
 */
function widthInEm(text: string): number {
  let em = 0;
  let before = text[0] ?? '';
  for (const char of text) {
    const isHan = char >= FIRST_HAN;
    if (isHan !== before >= FIRST_HAN) em += AIR;
    if (isHan) em += 1;
    else if (NARROW.test(char)) em += 0.36;
    else em += WIDE.test(char) ? 0.78 : 0.6;
    before = char;
  }
  return em;
}

const FIRST_HAN = '\u2e80';
/** An eighth of an em, in em. */
const AIR = 0.125;

const NARROW = /[iljftrI.,:;'’!|()[\] -]/;
const WIDE = /[A-Z@%&mw—…]/;

function columnsAt(width: number): { columns: number; columnWidth: number } {
  const { columns } = COLUMNS.findLast(({ from }) => width >= from)!;
  return { columns, columnWidth: (width - GAP * (columns - 1)) / columns };
}

function lines(length: number, columnWidth: number): number {
  const em = LENGTHS[length];
  if (em === 0) return 0;
  return em !== undefined && em * LETTER <= columnWidth - SIDES ? 1 : 2;
}

function captionRows(lineCount: number, columnWidth: number): number {
  return Math.ceil((CAPTION[lineCount]! + GAP) / (columnWidth / ROWS) - 1e-9);
}

/** The widths at which something changes, narrowest first, with all values from there on. */
function steps(): { from: number; values: Record<string, number> }[] {
  const found: { from: number; values: Record<string, number> }[] = [];
  for (let width = NARROWEST; width <= WIDEST; width += 1) {
    const { columns, columnWidth } = columnsAt(width);
    const values: Record<string, number> = { n: columns };
    for (const lineCount of [0, 1, 2]) values[`c${lineCount}`] = captionRows(lineCount, columnWidth);
    for (let i = 1; i < LENGTHS.length; i += 1) values[`l${i}`] = lines(i, columnWidth);
    const before = found.at(-1);
    const same = before && Object.entries(values).every(([name, value]) => before.values[name] === value);
    if (!same) found.push({ from: before ? width : 0, values });
  }
  return found;
}

/** Lengths grow with the reader's own text size, and so do the container's steps. */
function rem(px: number): string {
  return `${px / 16}rem`;
}

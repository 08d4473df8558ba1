/**
 * The grid of cards. Every card spans a whole number of rows; a row is a twentieth of a column's width, so a
 * picture of ratio r takes `20·r` rows at any width, and the words below take as many rows as their fixed number
 * of lines needs at that width (`masonry.css`, made from the same numbers). So columns, order and heights follow
 * from the list alone: the server's HTML is final, and no script moves anything.
 */

/** Rows in a column's width. */
export const ROWS = 20;
/** Space between columns and below each card, in px at a root size of 16. */
export const GAP = 8;
/** Smallest width of the grid (px at a root size of 16) for each number of columns. */
export const COLUMNS = [
  { columns: 2, from: 0 },
  { columns: 3, from: 640 },
  { columns: 4, from: 880 },
  { columns: 5, from: 1120 },
  { columns: 6, from: 1340 },
] as const;
/** Height of the words below a picture (padding, title lines, author line) without the gap, by title lines. */
export const CAPTION = [44, 68, 88] as const;
const NARROWEST = 200;
const WIDEST = 1600;

export type Lines = 0 | 1 | 2;

/** How a card lies in the grid: rows of its picture (15 = 4:3 … 27 = 3:4) and lines of its title. */
export interface Tile {
  rows: number;
  lines: Lines;
}

/**
 * The tile of a card with this picture (null: 3:4, as text cards are) and this title as shown. A title that
 * surely fits on one line of the narrowest column gets one line; everything else gets two.
 */
export function tileOf(cover: { width: number; height: number } | null, title: string): Tile {
  const ratio = cover ? Math.min(4 / 3, Math.max(3 / 4, cover.height / cover.width)) : 4 / 3;
  const em = widthInEm(title.trim());
  return { rows: Math.round(ratio * ROWS), lines: em === 0 ? 0 : em <= ONE_LINE_EM ? 1 : 2 };
}

/** Classes that make an element such a tile. */
export function tileClass({ rows, lines }: Tile): string {
  return `tile r${rows} t${lines}`;
}

/** Where each tile lies in a grid of this width (px): what the browser will do, computed without one. */
export function place(tiles: Tile[], width: number): { column: number; x: number; y: number; width: number; height: number }[] {
  const columns = COLUMNS.findLast(({ from }) => width >= from)?.columns ?? 2;
  const columnWidth = (width - GAP * (columns - 1)) / columns;
  const row = columnWidth / ROWS;
  const bottoms = Array.from({ length: columns }, () => 0);
  return tiles.map(({ rows, lines }) => {
    const top = Math.min(...bottoms);
    const column = bottoms.indexOf(top);
    const span = rows + captionRows(lines, columnWidth);
    bottoms[column] = top + span;
    return { column, x: column * (columnWidth + GAP), y: top * row, width: columnWidth, height: span * row };
  });
}

/** `masonry.css`, whole. */
export function masonryCss(): string {
  const out = [
    '/* Made from masonry.ts by `node bin/masonry.ts`; edit there. */',
    `.masonry { container: masonry / inline-size; }`,
    `.masonry-grid { display: grid; grid-auto-flow: dense; column-gap: ${em(GAP)};`,
    `  grid-template-columns: repeat(var(--n), minmax(0, 1fr));`,
    `  grid-auto-rows: calc((100cqi - ${em(GAP)} * (var(--n) - 1)) / var(--n) / ${ROWS}); }`,
    `.tile { grid-row: auto / span calc(var(--r) + var(--c)); padding-bottom: ${em(GAP)}; min-width: 0; }`,
    `.tile-picture { aspect-ratio: ${ROWS} / var(--r); }`,
    ...Array.from({ length: 13 }, (_, i) => `.r${15 + i} { --r: ${15 + i}; }`),
    ...[0, 1, 2].map((lines) => `.t${lines} { --c: var(--c${lines}); }`),
  ];
  for (const { from, rule } of steps()) {
    const grid = `.masonry-grid { ${rule} }`;
    out.push(from === 0 ? grid : `@container masonry (width >= ${em(from)}) { ${grid} }`);
  }
  return out.join('\n') + '\n';
}

const ONE_LINE_EM = 8;

function widthInEm(text: string): number {
  let em = 0;
  for (const char of text) em += char.codePointAt(0)! < 0x2e80 ? (/[A-Z@%&mwMW]/.test(char) ? 0.75 : 0.56) : 1;
  return em;
}

function captionRows(lines: Lines, columnWidth: number): number {
  return Math.ceil((CAPTION[lines] + GAP) / (columnWidth / ROWS) - 1e-9);
}

/** The widths at which the number of columns or of caption rows changes, narrowest first. */
function steps(): { from: number; rule: string }[] {
  const found: { from: number; rule: string }[] = [];
  let before = '';
  for (let width = NARROWEST; width <= WIDEST; width += 1) {
    const columns = COLUMNS.findLast(({ from }) => width >= from)!.columns;
    const columnWidth = (width - GAP * (columns - 1)) / columns;
    const rows = ([0, 1, 2] as const).map((lines) => `--c${lines}: ${captionRows(lines, columnWidth)}`);
    const rule = [`--n: ${columns}`, ...rows].join('; ') + ';';
    if (rule !== before) found.push({ from: found.length ? width : 0, rule });
    before = rule;
  }
  return found;
}

/** Lengths grow with the reader's own text size, and so do the container's steps. */
function em(px: number): string {
  return px === 0 ? '0' : `${px / 16}rem`;
}

/**
 * The few boxes of HEIC and AVIF files (ISO/IEC 14496-12, 23008-12) that say in which colours the main picture is.
 * Decoders give its pixels, but not the numbers they are to be read with.
 */

/** Code points of ITU-T H.273: which primaries and which curve. */
export type Cicp = { primaries: number; transfer: number };

type Box = { type: string; start: number; end: number };

/** @returns the `nclx` colours of the primary picture, or null when it has none or the file is not made that way */
export function nclxOf(file: Buffer): Cicp | null {
  return unlessBroken(() => {
    const found = read(file);
    if (!found || found.primary === null) return null;
    const { properties, primary, parts } = found;
    for (const ipma of parts.filter((box) => box.type === 'ipma')) {
      for (const index of associations(file, ipma).get(primary) ?? []) {
        const property = properties[index - 1];
        const colours = property && nclx(file, property);
        if (colours) return colours;
      }
    }
    return null;
  });
}

/**
 * Whether an AVIF has a colour for every pixel instead of one for four (AV1 ISOBMFF, `av1C`): it then takes more
 * memory to decode. True where it does not say.
 */
export function hasFullColour(file: Buffer): boolean {
  const config = unlessBroken(() => find(read(file)?.properties ?? [], 'av1C'));
  return !config || (file[config.start + 2]! & 0b1100) !== 0b1100;
}

/**
 * How many pixels the main picture's biggest tile has; null when it is not put together from tiles (`grid`, ISO/IEC
 * 23008-12), or does not say so the usual way. A decoder then works on one tile at a time.
 */
export function tilePixels(file: Buffer): number | null {
  return unlessBroken(() => {
    const found = read(file);
    if (!found || found.primary === null || !isGrid(file, found)) return null;
    const sizes = tilesOf(file, found).map((tile) => pixelsOf(file, found, tile));
    return sizes.length === 0 || sizes.includes(null) ? null : Math.max(...sizes.map(Number));
  });
}

function unlessBroken<T>(look: () => T): T | null {
  try {
    return look();
  } catch (error) {
    // Lengths that lead out of the file: the decoder will say so too.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

type Found = { primary: number | null; inside: Box[]; properties: Box[]; parts: Box[] };

function read(file: Buffer): Found | null {
  const meta = find(boxes(file, 0, file.length), 'meta');
  if (!meta) return null;
  const inside = boxes(file, meta.start + 4, meta.end);
  const iprp = find(inside, 'iprp');
  const parts = iprp ? boxes(file, iprp.start, iprp.end) : [];
  const ipco = find(parts, 'ipco');
  const properties = ipco ? boxes(file, ipco.start, ipco.end) : [];
  return { primary: primaryItem(file, find(inside, 'pitm')), inside, properties, parts };
}

/** Items of version 2 and their names are short: those of version 3, with more than 65,535 items, are no photographs. */
function isGrid(file: Buffer, { inside, primary }: Found): boolean {
  const iinf = find(inside, 'iinf');
  const entries = iinf ? boxes(file, iinf.start + (file[iinf.start] === 0 ? 6 : 8), iinf.end) : [];
  return entries.some(
    ({ type, start }) =>
      type === 'infe' &&
      file[start] === 2 &&
      file.readUInt16BE(start + 4) === primary &&
      file.toString('latin1', start + 8, start + 12) === 'grid',
  );
}

function tilesOf(file: Buffer, { inside, primary }: Found): number[] {
  const iref = find(inside, 'iref');
  if (!iref || file[iref.start] !== 0) return [];
  const made = boxes(file, iref.start + 4, iref.end).find(
    ({ type, start }) => type === 'dimg' && file.readUInt16BE(start) === primary,
  );
  if (!made) return [];
  const count = file.readUInt16BE(made.start + 2);
  return Array.from({ length: count }, (_, at) => file.readUInt16BE(made.start + 4 + 2 * at));
}

function pixelsOf(file: Buffer, { parts, properties }: Found, item: number): number | null {
  const own = parts
    .filter((box) => box.type === 'ipma')
    .flatMap((ipma) => associations(file, ipma).get(item) ?? [])
    .map((index) => properties[index - 1]);
  const ispe = own.find((property) => property?.type === 'ispe');
  return ispe ? file.readUInt32BE(ispe.start + 4) * file.readUInt32BE(ispe.start + 8) : null;
}

function nclx(file: Buffer, box: Box): Cicp | null {
  if (box.type !== 'colr' || file.toString('latin1', box.start, box.start + 4) !== 'nclx') return null;
  return { primaries: file.readUInt16BE(box.start + 4), transfer: file.readUInt16BE(box.start + 6) };
}

function primaryItem(file: Buffer, pitm: Box | undefined): number | null {
  if (!pitm) return null;
  return file[pitm.start] === 0 ? file.readUInt16BE(pitm.start + 4) : file.readUInt32BE(pitm.start + 4);
}

/** Item → the numbers (from 1) of its properties. */
function associations(file: Buffer, ipma: Box): Map<number, number[]> {
  const version = file[ipma.start]!;
  const wide = (file[ipma.start + 3]! & 1) === 1;
  const count = file.readUInt32BE(ipma.start + 4);
  const items = new Map<number, number[]>();
  let at = ipma.start + 8;
  for (let item = 0; item < count && at < ipma.end; item += 1) {
    const id = version < 1 ? file.readUInt16BE(at) : file.readUInt32BE(at);
    at += version < 1 ? 2 : 4;
    const length = file.readUInt8(at);
    at += 1;
    const indexes: number[] = [];
    for (let i = 0; i < length; i += 1) {
      indexes.push(wide ? file.readUInt16BE(at) & 0x7fff : file.readUInt8(at) & 0x7f);
      at += wide ? 2 : 1;
    }
    items.set(id, indexes);
  }
  return items;
}

function boxes(file: Buffer, from: number, to: number): Box[] {
  const found: Box[] = [];
  let at = from;
  while (at + 8 <= to) {
    let size = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    let header = 8;
    if (size === 1) {
      size = Number(file.readBigUInt64BE(at + 8));
      header = 16;
    }
    if (size === 0) size = to - at;
    if (size < header || at + size > to) return found;
    found.push({ type, start: at + header, end: at + size });
    at += size;
  }
  return found;
}

function find(among: Box[], type: string): Box | undefined {
  return among.find((box) => box.type === type);
}

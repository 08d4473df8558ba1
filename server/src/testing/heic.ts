/**
 * HEIC files as telephones make them, written for tests: HEVC tiles under a grid, a rotation, an Exif item with GPS,
 * and the colours in a `colr` box. The tiles are encoded with Kvazaar (elheif); the boxes around them are ours.
 */
import { createRequire } from 'node:module';

export type HeicOptions = {
  /** The picture in RGBA, or one tile of it that is repeated over the whole grid. */
  rgba: Uint8Array;
  width: number;
  height: number;
  grid?: { columns: number; rows: number };
  /** A TIFF block, with or without `Exif\0\0` before it. */
  exif?: Buffer;
  /** Quarter turns against the clock, to be made when it is shown. */
  turns?: number;
  colours?: { icc: Buffer } | { primaries: number; transfer: number };
};

type Item = { type: string; data: Buffer; properties: number[]; hidden?: boolean };

/** @returns the bytes of a HEIC file */
export async function makeHeic({
  rgba,
  width,
  height,
  grid,
  exif,
  turns,
  colours,
}: HeicOptions): Promise<Buffer> {
  const { stream, hvcC } = await encode(rgba, width, height);
  const { columns, rows } = grid ?? { columns: 1, rows: 1 };
  const properties = [hvcC, ispe(width, height), ispe(width * columns, height * rows)];
  const shown: number[] = [3];
  if (colours) shown.push(properties.push(colr(colours)));
  if (turns) shown.push(properties.push(box('irot', Buffer.from([turns]))));
  const tile: Item = { type: 'hvc1', data: stream, properties: [1, 2], hidden: true };
  const items: Item[] = grid
    ? [{ type: 'grid', data: gridOf(width * columns, height * rows, grid), properties: shown }]
    : [{ ...tile, properties: [1, ...shown], hidden: false }];
  const references: Buffer[] = [];
  if (grid) {
    // Every place of the grid is an item of its own, as decoders want it; they all point to the same bytes.
    const tiles = Array.from({ length: columns * rows }, () => items.push(tile));
    references.push(reference('dimg', 1, tiles));
  }
  if (exif) {
    references.push(reference('cdsc', items.length + 1, [1]));
    items.push({ type: 'Exif', data: exifItem(exif), properties: [] });
  }
  return assemble(items, properties, references);
}

function assemble(items: Item[], properties: Buffer[], references: Buffer[]): Buffer {
  const ftyp = box('ftyp', Buffer.from('heic\0\0\0\0mif1heic', 'latin1'));
  const meta = (start: number): Buffer =>
    full('meta', 0, [
      full('hdlr', 0, [Buffer.alloc(4), Buffer.from('pict', 'latin1'), Buffer.alloc(13)]),
      full('pitm', 0, [u16(1)]),
      iloc(items, start),
      full('iinf', 0, [u16(items.length), ...items.map(infe)]),
      full('iref', 0, references),
      box('iprp', Buffer.concat([box('ipco', Buffer.concat(properties)), ipma(items)])),
    ]);
  const start = ftyp.length + meta(0).length + 8;
  return Buffer.concat([
    ftyp,
    meta(start),
    box('mdat', Buffer.concat([...new Set(items.map((item) => item.data))])),
  ]);
}

function iloc(items: Item[], start: number): Buffer {
  let at = start;
  const places = new Map<Buffer, number>();
  const entries = items.map(({ data }, i) => {
    const place = places.get(data) ?? at;
    if (!places.has(data)) at += data.length;
    places.set(data, place);
    return Buffer.concat([u16(i + 1), u16(0), u16(1), u32(place), u32(data.length)]);
  });
  return full('iloc', 0, [Buffer.from([0x44, 0x00]), u16(items.length), ...entries]);
}

function infe({ type, hidden }: Item, index: number): Buffer {
  const body = [u16(index + 1), u16(0), Buffer.from(`${type}\0`, 'latin1')];
  return full('infe', 2, body, hidden ? 1 : 0);
}

function ipma(items: Item[]): Buffer {
  const entries = items.map(({ properties }, i) =>
    Buffer.concat([u16(i + 1), Buffer.from([properties.length, ...properties])]),
  );
  return full('ipma', 0, [u32(entries.length), ...entries]);
}

function gridOf(width: number, height: number, { columns, rows }: { columns: number; rows: number }): Buffer {
  return Buffer.concat([Buffer.from([0, 1, rows - 1, columns - 1]), u32(width), u32(height)]);
}

function reference(type: string, from: number, to: number[]): Buffer {
  return box(type, Buffer.concat([u16(from), u16(to.length), ...to.map(u16)]));
}

function ispe(width: number, height: number): Buffer {
  return full('ispe', 0, [u32(width), u32(height)]);
}

function colr(colours: NonNullable<HeicOptions['colours']>): Buffer {
  if ('icc' in colours) return box('colr', Buffer.concat([Buffer.from('prof', 'latin1'), colours.icc]));
  // Matrix 6 (that of the tiles), full range.
  const numbers = Buffer.concat([u16(colours.primaries), u16(colours.transfer), u16(6), Buffer.from([0x80])]);
  return box('colr', Buffer.concat([Buffer.from('nclx', 'latin1'), numbers]));
}

function exifItem(exif: Buffer): Buffer {
  const named = exif.toString('latin1', 0, 4) === 'Exif';
  return Buffer.concat([u32(named ? 6 : 0), exif]);
}

function full(type: string, version: number, parts: Buffer[], flags = 0): Buffer {
  return box(type, Buffer.concat([Buffer.from([version, 0, 0, flags]), ...parts]));
}

function box(type: string, body: Buffer): Buffer {
  return Buffer.concat([u32(body.length + 8), Buffer.from(type, 'latin1'), body]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

type Encoder = {
  onRuntimeInitialized?: () => void;
  jsEncodeImage?: (rgba: Uint8Array, width: number, height: number) => { err: string; data: Uint8Array };
};

let encoder: Promise<Encoder> | undefined;

/** One tile: its HEVC bitstream, and the box that a decoder needs to start. */
async function encode(
  rgba: Uint8Array,
  width: number,
  height: number,
): Promise<{ stream: Buffer; hvcC: Buffer }> {
  const { jsEncodeImage } = await (encoder ??= loadEncoder());
  const { err, data } = jsEncodeImage!(rgba, width, height);
  if (err) throw new Error(`HEIC encoder: ${err}`);
  const file = Buffer.from(data);
  const hvcC = file.indexOf('hvcC') - 4;
  const mdat = file.indexOf('mdat') - 4;
  return {
    hvcC: file.subarray(hvcC, hvcC + file.readUInt32BE(hvcC)),
    stream: file.subarray(mdat + 8, mdat + file.readUInt32BE(mdat)),
  };
}

function loadEncoder(): Promise<Encoder> {
  createRequire(import.meta.url)('elheif/pkg/elheif-wasm.js');
  const start: unknown = Reflect.get(globalThis, '__init__ELHEIF_MODULE');
  if (typeof start !== 'function') throw new Error('the HEIC encoder did not load');
  return new Promise((resolve) => {
    const made: Encoder = { onRuntimeInitialized: () => resolve(made) };
    start(made);
  });
}

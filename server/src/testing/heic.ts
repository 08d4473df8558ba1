/**
 * HEIC files as telephones make them, written for tests: HEVC tiles under a grid, a rotation, an Exif item with GPS,
 * and the colours in a `colr` box. The tiles are encoded with Kvazaar (elheif); the boxes around them are ours.
 */
import { createRequire } from 'node:module';

export type HeifOptions = {
  /** One encoded tile; it is repeated over the whole grid. */
  tile: Tile;
  grid?: { columns: number; rows: number };
  /** A TIFF block, with or without `Exif\0\0` before it. */
  exif?: Buffer | undefined;
  /** Quarter turns against the clock, to be made when it is shown. */
  turns?: number;
  colours?: { icc: Buffer } | { primaries: number; transfer: number } | undefined;
};
export type Tile = {
  type: 'hvc1' | 'av01';
  /** Bitstream, and the box that a decoder needs to start. */
  stream: Buffer;
  config: Buffer;
  width: number;
  height: number;
};
type Rgba = { rgba: Uint8Array; width: number; height: number };

type Item = { type: string; data: Buffer; properties: number[]; hidden?: boolean };

/** @returns the bytes of a HEIC file that shows these pixels */
export async function makeHeic({
  rgba,
  width,
  height,
  ...options
}: Rgba & Omit<HeifOptions, 'tile'>): Promise<Buffer> {
  return makeHeif({ ...options, tile: await hevcTile({ rgba, width, height }) });
}

/** @returns the bytes of a HEIC or AVIF file around a tile that is already encoded */
export function makeHeif({ tile, grid, exif, turns, colours }: HeifOptions): Buffer {
  const { columns, rows } = grid ?? { columns: 1, rows: 1 };
  const [width, height] = [tile.width * columns, tile.height * rows];
  const properties = [tile.config, ispe(tile.width, tile.height), ispe(width, height)];
  const shown: number[] = [3];
  if (colours) shown.push(properties.push(colr(colours)));
  if (turns) shown.push(properties.push(box('irot', Buffer.from([turns]))));
  const one: Item = { type: tile.type, data: tile.stream, properties: [1, 2], hidden: true };
  const items: Item[] = grid
    ? [{ type: 'grid', data: gridOf(width, height, grid), properties: shown }]
    : [{ ...one, properties: [1, ...shown], hidden: false }];
  const references: Buffer[] = [];
  if (grid) {
    // Every place of the grid is an item of its own, as decoders want it; they all point to the same bytes.
    const places = Array.from({ length: columns * rows }, () => items.push(one));
    references.push(reference('dimg', 1, places));
  }
  if (exif) {
    references.push(reference('cdsc', items.length + 1, [1]));
    items.push({ type: 'Exif', data: exifItem(exif), properties: [] });
  }
  return assemble(items, { properties, references, brand: tile.type === 'hvc1' ? 'heic' : 'avif' });
}

/** The picture of an AVIF file that has but one, to be put into other boxes. */
export function avifTile(file: Buffer, { width, height }: { width: number; height: number }): Tile {
  return { type: 'av01', ...taken(file, 'av1C'), width, height };
}

type Rest = { properties: Buffer[]; references: Buffer[]; brand: string };

function assemble(items: Item[], { properties, references, brand }: Rest): Buffer {
  const ftyp = box('ftyp', Buffer.from(`${brand}\0\0\0\0mif1${brand}`, 'latin1'));
  const meta = (start: number): Buffer =>
    full('meta', [
      full('hdlr', [Buffer.alloc(4), Buffer.from('pict', 'latin1'), Buffer.alloc(13)]),
      full('pitm', [u16(1)]),
      iloc(items, start),
      full('iinf', [u16(items.length), ...items.map(infe)]),
      full('iref', references),
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
  return full('iloc', [Buffer.from([0x44, 0x00]), u16(items.length), ...entries]);
}

function infe({ type, hidden }: Item, index: number): Buffer {
  const body = [u16(index + 1), u16(0), Buffer.from(`${type}\0`, 'latin1')];
  return full('infe', body, { version: 2, flags: hidden ? 1 : 0 });
}

function ipma(items: Item[]): Buffer {
  const entries = items.map(({ properties }, i) =>
    Buffer.concat([u16(i + 1), Buffer.from([properties.length, ...properties])]),
  );
  return full('ipma', [u32(entries.length), ...entries]);
}

function gridOf(width: number, height: number, { columns, rows }: { columns: number; rows: number }): Buffer {
  return Buffer.concat([Buffer.from([0, 1, rows - 1, columns - 1]), u32(width), u32(height)]);
}

function reference(type: string, from: number, to: number[]): Buffer {
  return box(type, Buffer.concat([u16(from), u16(to.length), ...to.map(u16)]));
}

function ispe(width: number, height: number): Buffer {
  return full('ispe', [u32(width), u32(height)]);
}

function colr(colours: NonNullable<HeifOptions['colours']>): Buffer {
  if ('icc' in colours) return box('colr', Buffer.concat([Buffer.from('prof', 'latin1'), colours.icc]));
  // Matrix 6 (that of the tiles), full range.
  const numbers = Buffer.concat([u16(colours.primaries), u16(colours.transfer), u16(6), Buffer.from([0x80])]);
  return box('colr', Buffer.concat([Buffer.from('nclx', 'latin1'), numbers]));
}

function exifItem(exif: Buffer): Buffer {
  const named = exif.toString('latin1', 0, 4) === 'Exif';
  return Buffer.concat([u32(named ? 6 : 0), exif]);
}

function full(type: string, parts: Buffer[], { version = 0, flags = 0 } = {}): Buffer {
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

async function hevcTile({ rgba, width, height }: Rgba): Promise<Tile> {
  const { jsEncodeImage } = await (encoder ??= loadEncoder());
  const { err, data } = jsEncodeImage!(rgba, width, height);
  if (err) throw new Error(`HEIC encoder: ${err}`);
  return { type: 'hvc1', ...taken(Buffer.from(data), 'hvcC'), width, height };
}

function taken(file: Buffer, configType: string): { stream: Buffer; config: Buffer } {
  const config = file.indexOf(configType) - 4;
  const mdat = file.indexOf('mdat') - 4;
  return {
    config: file.subarray(config, config + file.readUInt32BE(config)),
    stream: file.subarray(mdat + 8, mdat + (file.readUInt32BE(mdat) || file.length - mdat)),
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

import assert from 'node:assert/strict';

/**
 * What a picture tells about its maker beside its pixels. The structure of the file is walked box by box, so that a
 * kind of metadata nobody thought of is found too; and the very words and coordinates of the original are looked for.
 *
 * @param bytes a JPEG, WebP, PNG or GIF
 * @param traces from `exifTraces` of what was uploaded, or other bytes that must not be there
 * @returns what was found, in words; nothing when the picture is clean
 */
export function metadataIn(bytes: Uint8Array, traces: readonly Buffer[] = []): string[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = structure(file);
  for (const tell of [...TELLS, ...traces])
    if (file.includes(tell)) found.push(`the bytes ${printable(tell)}`);
  return found;
}

/** Fails unless these bytes are a picture and nothing else. */
export function assertOnlyPicture(bytes: Uint8Array, traces: readonly Buffer[] = []): void {
  assert.deepEqual(metadataIn(bytes, traces), []);
}

/**
 * The words (make, model, dates, owner…) and the coordinates of an Exif block, as the bytes they are stored in.
 *
 * @param exif as sharp's `metadata().exif` gives it for any format: with or without `Exif\0\0` before it
 */
export function exifTraces(exif: Buffer): Buffer[] {
  const tiff = exif.toString('latin1', 0, 4) === 'Exif' ? exif.subarray(6) : exif;
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const read = {
    u16: (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at)),
    u32: (at: number) => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at)),
  };
  const traces: Buffer[] = [];
  const directories = [read.u32(4)];
  for (let at = directories.pop(); at !== undefined; at = directories.pop()) {
    if (at + 2 > tiff.length) continue;
    for (let entry = 0; entry < read.u16(at); entry += 1) {
      const field = at + 2 + entry * 12;
      if (field + 12 > tiff.length) break;
      const [tag, type, count] = [read.u16(field), read.u16(field + 2), read.u32(field + 4)];
      if (tag === EXIF_DIRECTORY || tag === GPS_DIRECTORY) directories.push(read.u32(field + 8));
      const length = type === ASCII ? count : type === RATIONAL && count > 1 ? count * 8 : 0;
      // Shorter ones turn up by chance in any megabyte of pixels.
      if (length < 8) continue;
      const value = tiff.subarray(read.u32(field + 8), read.u32(field + 8) + length);
      if (new Set(value).size > 4) traces.push(type === ASCII ? value.subarray(0, -1) : value);
    }
  }
  return traces;
}

const [ASCII, RATIONAL] = [2, 5];
const [EXIF_DIRECTORY, GPS_DIRECTORY] = [0x8769, 0x8825];
const TELLS = [
  'Exif\0\0',
  'http://ns.adobe.com/',
  'Photoshop 3.0',
  'ICC_PROFILE',
  'http://www.w3.org/',
  'Apple iOS',
  '<x:xmpmeta',
].map((text) => Buffer.from(text, 'latin1'));

function structure(file: Buffer): string[] {
  if (file.readUInt16BE(0) === 0xffd8) return inJpeg(file);
  if (file.toString('latin1', 0, 4) === 'RIFF') return inWebp(file);
  if (file.toString('latin1', 1, 4) === 'PNG') return inPng(file);
  if (file.toString('latin1', 0, 3) === 'GIF') return inGif(file);
  return [`no known picture: ${printable(file.subarray(0, 16))}`];
}

function inJpeg(file: Buffer): string[] {
  const found: string[] = [];
  let at = 2;
  while (at + 4 <= file.length) {
    if (file[at] !== 0xff) return [...found, `JPEG: ${file[at]} where a segment should begin`];
    const marker = file[at + 1]!;
    const length = file.readUInt16BE(at + 2);
    const body = file.subarray(at + 4, at + 2 + length);
    if (marker === 0xfe) found.push('JPEG: a comment');
    if (marker >= 0xe0 && marker <= 0xef && !isPlainApp(marker, body))
      found.push(`JPEG: APP${marker - 0xe0}`);
    at += 2 + length;
    if (marker !== 0xda) continue;
    at = endOfScan(file, at);
    if (file[at + 1] === 0xd9)
      return at + 2 === file.length ? found : [...found, 'JPEG: something after its end'];
  }
  return [...found, 'JPEG: no end'];
}

/** JFIF without a thumbnail, and the marker that says how the colours were encoded. */
function isPlainApp(marker: number, body: Buffer): boolean {
  if (marker === 0xe0) return body.toString('latin1', 0, 5) === 'JFIF\0' && body.length === 14;
  return marker === 0xee && body.toString('latin1', 0, 5) === 'Adobe' && body.length === 12;
}

function endOfScan(file: Buffer, from: number): number {
  for (let at = from; ; at += 1) {
    at = file.indexOf(0xff, at);
    if (at < 0 || at + 1 >= file.length) return file.length;
    const next = file[at + 1]!;
    if (next !== 0 && (next < 0xd0 || next > 0xd7)) return at;
  }
}

const WEBP_CHUNKS = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF']);

function inWebp(file: Buffer): string[] {
  const found: string[] = [];
  if (file.readUInt32LE(4) + 8 !== file.length) found.push('WebP: something after its end');
  const walk = (from: number, to: number): void => {
    for (let at = from; at + 8 <= to;) {
      const type = file.toString('latin1', at, at + 4);
      const size = file.readUInt32LE(at + 4);
      if (!WEBP_CHUNKS.has(type)) found.push(`WebP: ${printable(Buffer.from(type, 'latin1'))}`);
      if (type === 'ANMF') walk(at + 8 + 16, at + 8 + size);
      at += 8 + size + (size % 2);
    }
  };
  walk(12, file.length);
  return found;
}

const PNG_CHUNKS = new Set([
  'IHDR',
  'PLTE',
  'tRNS',
  'IDAT',
  'IEND',
  'pHYs',
  'gAMA',
  'sRGB',
  'sBIT',
  'bKGD',
  'acTL',
  'fcTL',
  'fdAT',
]);

function inPng(file: Buffer): string[] {
  const found: string[] = [];
  for (let at = 8; at + 12 <= file.length;) {
    const type = file.toString('latin1', at + 4, at + 8);
    if (!PNG_CHUNKS.has(type)) found.push(`PNG: ${type}`);
    at += 12 + file.readUInt32BE(at);
    if (type === 'IEND' && at !== file.length) return [...found, 'PNG: something after its end'];
  }
  return found;
}

function inGif(file: Buffer): string[] {
  const found: string[] = [];
  const table = (flags: number): number => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  const skip = (from: number): number => {
    let at = from;
    while (file[at]) at += file[at]! + 1;
    return at + 1;
  };
  let at = 13 + table(file[10]!);
  while (at < file.length) {
    const [kind, label] = [file[at], file[at + 1]];
    if (kind === 0x3b) return at + 1 === file.length ? found : [...found, 'GIF: something after its end'];
    if (kind === 0x2c) at = skip(at + 11 + table(file[at + 9]!));
    else if (kind === 0x21) {
      const application = file.toString('latin1', at + 3, at + 14);
      if (label !== 0xf9 && application !== 'NETSCAPE2.0') found.push(`GIF: extension ${label}`);
      at = skip(at + 2);
    } else return [...found, `GIF: ${kind} where a block should begin`];
  }
  return [...found, 'GIF: no end'];
}

function printable(bytes: Buffer): string {
  return JSON.stringify(bytes.toString('latin1').slice(0, 40));
}

import { closeSync, openSync, readSync } from 'node:fs';

/** Which code points a font file has a picture for. */
export type Coverage = { has: (codePoint: number) => boolean };

const PLANES = 0x40000;

/**
 * Reads the `cmap` table of a TrueType file (formats 4 and 12, which every face we use has) and nothing else of it.
 * @param path an absolute path
 * @throws when the file cannot be read or has no table we understand
 */
export function readCoverage(path: string): Coverage {
  const table = readTable(path, 'cmap');
  const bits = new Uint8Array(PLANES / 8);
  for (const at of subtables(table)) {
    const format = table.readUInt16BE(at);
    if (format === 12) readFormat12(table, at, bits);
    else if (format === 4) readFormat4(table, at, bits);
  }
  return { has: (point) => point < PLANES && (bits[point >> 3]! & (1 << (point & 7))) !== 0 };
}

function readTable(path: string, name: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const head = readAt(file, 0, 12);
    const entries = readAt(file, 12, head.readUInt16BE(4) * 16);
    for (let at = 0; at < entries.length; at += 16) {
      if (entries.toString('latin1', at, at + 4) !== name) continue;
      return readAt(file, entries.readUInt32BE(at + 8), entries.readUInt32BE(at + 12));
    }
  } finally {
    closeSync(file);
  }
  throw new Error(`${path} has no ${name} table`);
}

function readAt(file: number, position: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  readSync(file, buffer, 0, length, position);
  return buffer;
}

/** Offsets of the Unicode subtables (platforms 0 and 3); the 14 of platform 0 lists variants, not characters. */
function subtables(table: Buffer): number[] {
  const offsets = new Set<number>();
  for (let i = 0; i < table.readUInt16BE(2); i++) {
    const platform = table.readUInt16BE(4 + i * 8);
    if (platform === 0 || platform === 3) offsets.add(table.readUInt32BE(8 + i * 8));
  }
  return [...offsets];
}

function readFormat12(table: Buffer, at: number, bits: Uint8Array): void {
  for (let i = 0; i < table.readUInt32BE(at + 12); i++) {
    const group = at + 16 + i * 12;
    mark(bits, table.readUInt32BE(group), table.readUInt32BE(group + 4));
  }
}

function readFormat4(table: Buffer, at: number, bits: Uint8Array): void {
  const doubled = table.readUInt16BE(at + 6);
  for (let i = 0; i < doubled; i += 2) {
    const end = table.readUInt16BE(at + 14 + i);
    const start = table.readUInt16BE(at + 16 + doubled + i);
    if (start !== 0xffff) markSegment({ table, bits, start, end, at: at + 16 + doubled * 2 + i, doubled });
  }
}

type Segment = { table: Buffer; bits: Uint8Array; start: number; end: number; at: number; doubled: number };

function markSegment({ table, bits, start, end, at, doubled }: Segment): void {
  const delta = table.readUInt16BE(at);
  const rangeAt = at + doubled;
  const range = table.readUInt16BE(rangeAt);
  for (let point = start; point <= end; point++) {
    const glyphAt = rangeAt + range + (point - start) * 2;
    const glyph = range === 0 ? point + delta : glyphAt + 2 <= table.length ? table.readUInt16BE(glyphAt) : 0;
    if ((glyph & 0xffff) !== 0) mark(bits, point, point);
  }
}

function mark(bits: Uint8Array, from: number, to: number): void {
  for (let point = from; point <= Math.min(to, PLANES - 1); point++) bits[point >> 3]! |= 1 << (point & 7);
}

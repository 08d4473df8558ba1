import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

export type Cell = string | number | boolean | Date | null;

/** Writes many rows by COPY (text format). Arrays and JSON are given as their text. */
export async function copyRows(
  pool: pg.Pool,
  { table, columns }: { table: string; columns: readonly string[] },
  rows: Iterable<Cell[]>,
): Promise<void> {
  const client = await pool.connect();
  try {
    const target = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`));
    await pipeline(Readable.from(chunks(rows)), target);
  } finally {
    client.release();
  }
}

const CHUNK = 1 << 18;

function* chunks(rows: Iterable<Cell[]>): Generator<string> {
  let text = '';
  for (const row of rows) {
    text += row.map(cell).join('\t') + '\n';
    if (text.length > CHUNK) {
      yield text;
      text = '';
    }
  }
  if (text) yield text;
}

function cell(value: Cell): string {
  if (value === null) return '\\N';
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'string') return String(value);
  return value.replace(/[\\\t\n\r]/g, (found) => ESCAPES[found]!);
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

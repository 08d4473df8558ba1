import type { Measured } from './load.ts';
import type { Running } from './server.ts';

export interface Row extends Measured {
  name: string;
  floor?: number;
  /** Milliseconds of CPU per answer. */
  cpu: { server: number; postgres: number };
}

/** Measures, with the CPU that server and PostgreSQL spent meanwhile. */
export async function measured(name: string, server: Running, work: () => Promise<Measured>): Promise<Row> {
  const before = server.cpu();
  const result = await work();
  const after = server.cpu();
  const per = (part: 'server' | 'postgres') =>
    ((after[part] - before[part]) * 1000) / Math.max(1, result.answers);
  return { name, ...result, cpu: { server: per('server'), postgres: per('postgres') } };
}

/** Prints rows as a table in Markdown. */
export function table(rows: readonly Row[]): void {
  print(
    [
      'what',
      'rate /s',
      'floor /s',
      'p50 ms',
      'p99 ms',
      'CPU ms: server',
      'PostgreSQL',
      'body bytes',
      'refused',
    ],
    rows.map((row) => [
      row.name,
      row.rate.toFixed(0),
      row.floor?.toString() ?? '',
      row.p50.toFixed(1),
      row.p99.toFixed(1),
      row.cpu.server.toFixed(2),
      row.cpu.postgres.toFixed(2),
      row.bytes.toString(),
      Object.entries(row.refused)
        .map(([status, count]) => `${status}: ${count}`)
        .join(', '),
    ]),
  );
}

/** Prints any table in Markdown. */
export function print(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]!.length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join(' | ')} |`;
  console.log(line(head));
  console.log(
    `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : '-'.repeat(width + 1) + ':')).join('|')}|`,
  );
  for (const row of rows) console.log(line(row));
  console.log();
}

/** The middle one. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { cleanText } from '../../kernel/text.ts';
import { transact } from '../../kernel/transaction.ts';
import { audit } from '../community/index.ts';
import { wordBook } from './book.ts';

interface Table {
  date: string;
  base: string;
  source: string;
  rates: Record<string, number>;
}

/** What money is worth here, with its day and source. */
export async function readRates(ctx: Pick<Context, 'pool'>) {
  const { date, base, source, rates, shipped } = (await wordBook(ctx)).rates;
  return { date, base, source, rates: { ...rates }, shipped };
}

/** Puts another table in force. Throws `rates.invalid`. */
export async function putRates(
  ctx: Context,
  { date, base, source, table }: { date: string; base: string; source: string; table: string },
) {
  const rates = checkedRates(ratesOfLines(table), base);
  return store(ctx, { date, base, source: cleanText(source), rates });
}

/** A day's rates are small; what is larger is something else. */
const MOST_BYTES = 1_000_000;
const PATIENCE_MS = 10_000;

/**
 * Fetches the table from the address that the operator set and puts it in force. The address comes from the environment
 * alone, and redirections are not followed, so nobody who gets into the console can make the server ask another.
 * Throws `rates.no_address`, `rates.unreachable`.
 */
export async function fetchRates(ctx: Context) {
  const address = ctx.config.ratesUrl;
  if (!address) throw new AppError('rates.no_address');
  let table: Table;
  try {
    table = ratesOfJson(JSON.parse(await textAt(address)), new URL(address).hostname);
  } catch (error) {
    ctx.log.warn({ err: error }, 'rates could not be fetched');
    throw new AppError('rates.unreachable');
  }
  return store(ctx, table);
}

async function textAt(address: string): Promise<string> {
  const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!response.ok || !response.body) throw new Error(`answered ${response.status}`);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body) {
    size += part.length;
    if (size > MOST_BYTES) throw new Error('is too long');
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

/**
 * A table as published: `{ date, base, rates: { USD: 1.1 } }` (Frankfurter and others), or `{ date, usd: { cny: 6.7 } }`
 * (fawazahmed0/exchange-api), which knows more than money: only codes of three letters are kept.
 */
function ratesOfJson(json: unknown, source: string): Table {
  if (typeof json !== 'object' || json === null) throw new Error('is no table');
  const { date, base, rates, ...rest } = json as Record<string, unknown>;
  const bare = Object.entries(rest).find(([key, value]) => key.length === 3 && typeof value === 'object');
  const from = typeof base === 'string' ? base : bare?.[0];
  const found = (rates ?? bare?.[1]) as Record<string, unknown> | undefined;
  if (typeof date !== 'string' || !isDay(date) || typeof from !== 'string' || !/^[a-z]{3}$/iu.test(from))
    throw new Error('is no table');
  const table = Object.fromEntries(
    Object.entries(found ?? {})
      .filter(([code, rate]) => /^[a-z]{3}$/iu.test(code) && isRate(rate))
      .map(([code, rate]) => [code.toUpperCase(), rate as number]),
  );
  return { date, base: from.toUpperCase(), source, rates: checkedRates(table, from.toUpperCase()) };
}

function isDay(date: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/u.test(date) && !Number.isNaN(Date.parse(date));
}

/** Lines of a currency and what one of the base buys, with commas, semicolons, tabs or spaces; a first line of words is left out. */
function ratesOfLines(table: string): Record<string, number> {
  const lines = table.split(/\r?\n/u).filter((line) => line.trim() !== '');
  const read = lines.map((line) => /^\s*"?([A-Za-z]{3})"?\s*[,;:\s]\s*"?(\d+(?:\.\d+)?)"?\s*$/u.exec(line));
  if (read.slice(1).includes(null)) throw new AppError('rates.invalid');
  return Object.fromEntries(
    read.flatMap((match) => (match ? [[match[1]!.toUpperCase(), Number(match[2])]] : [])),
  );
}

function checkedRates(rates: Record<string, number>, base: string): Record<string, number> {
  const { [base]: _base, ...others } = rates;
  const all = Object.entries(others);
  const isTable = all.length > 0 && all.length <= 400 && all.every(([, rate]) => isRate(rate));
  if (!isTable) throw new AppError('rates.invalid');
  return others;
}

function isRate(rate: unknown): boolean {
  return typeof rate === 'number' && rate > 1e-9 && rate < 1e9;
}

async function store(ctx: Context, { date, base, source, rates }: Table) {
  await transact(ctx, async (tx) => {
    await sql`
      insert into rates (id, day, base, source, rates)
      values (${uuidv7()}, ${date}::date, ${base}, ${source}, ${JSON.stringify(rates)}::jsonb)`.execute(
      tx.db,
    );
    await audit(tx, { action: 'rates.changed', detail: { date, base, source } });
  });
  return { date, base, source, rates, shipped: false };
}

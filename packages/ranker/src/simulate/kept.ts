import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Figures } from './measures.ts';
import type { Run } from './policies.ts';

const SOURCES = join(import.meta.dirname, '..');

/**
 * Figures of runs that have ended, a line of JSON each, so that a command that is stopped goes on where it was. Only what
 * the same code gave is taken: each line names the run and the SHA-256 of all the ranker's files.
 */
export class Kept {
  readonly #file: string | undefined;
  readonly #code = codeHash();
  readonly #known = new Map<string, Figures[]>();

  constructor(file?: string) {
    this.#file = file;
    if (file === undefined || !existsSync(file)) return;
    for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
      const { name, figures } = JSON.parse(line, numbers) as { name: string; figures: Figures[] };
      this.#known.set(name, figures);
    }
  }

  /** The figures of a run: those that are kept, or else what `live` finds out. */
  async of(run: Run, live: (run: Run) => Promise<Figures[]>): Promise<Figures[]> {
    const name = JSON.stringify([this.#code, run]);
    const known = this.#known.get(name);
    if (known) return known;
    const figures = await live(run);
    if (this.#file !== undefined) appendFileSync(this.#file, `${JSON.stringify({ name, figures })}\n`);
    return figures;
  }
}

/** JSON has no word for what could not be measured. */
function numbers(_: string, value: unknown): unknown {
  return value === null ? Number.NaN : value;
}

function codeHash(): string {
  const hash = createHash('sha256');
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  );
  for (const name of files.toSorted()) hash.update(readFileSync(join(SOURCES, name)));
  return hash.digest('hex');
}

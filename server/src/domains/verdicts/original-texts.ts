import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { given } from '../../kernel/ids.ts';
import { resolveLanguage } from '../../kernel/languages.ts';

interface Rule {
  text: string;
  /** BCP 47. */
  language: string;
  version: number;
  writtenAt: Date;
}

/** The words that those who keep the rules gave for removals, by verdict; those without words, or lifted, are missing. */
export async function rulesOf(
  { db }: Pick<Context, 'db'>,
  ids: readonly string[],
): Promise<Map<string, Rule>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; text: string; version: number; created_at: Date }>`
    select id, rule as text, hashtext(rule) as version, created_at from verdicts
    where id = any(${given('uuid', ids)}) and ${SAYS}`.execute(db);
  return new Map(
    rows.map(({ id, text, version, created_at: writtenAt }) => [
      id,
      { text, version, writtenAt, language: resolveLanguage(text) },
    ]),
  );
}

const SAYS = sql`effect = 'remove' and rule <> ''`;

/** Those words for other languages. They are told to one person alone, so no engine sees them that is not for private texts. */
export const verdictOwner = {
  kind: 'verdict',
  async read(ctx: Pick<Context, 'db'>, ids: readonly string[]) {
    const rules = await rulesOf(ctx, ids);
    return new Map(
      [...rules].map(([id, rule]) => [id, [{ ...rule, field: 'rule', facets: [], open: false }]]),
    );
  },
  async after({ db }: Pick<Context, 'db'>, { after, limit }: { after: string | null; limit: number }) {
    const { rows } = await sql<{ id: string }>`
      select id from verdicts where (${after}::uuid is null or id > ${after}::uuid) and ${SAYS}
      order by id limit ${limit}`.execute(db);
    return rows.map(({ id }) => id);
  },
};

import { sql } from 'kysely';
import { LOCALES } from '@jujube/contract';
import type { Context } from '../../kernel/context.ts';
import { textLanguageOf } from '../../kernel/languages.ts';
import { readCommunity } from './queries.ts';

/** The rules, for languages in which nobody wrote them. */
export const communityOwner = {
  kind: 'community',
  async read({ db }: Pick<Context, 'db'>, ids: readonly string[]) {
    const { rules } = await readCommunity({ db });
    const { rows } = await sql<{ at: Date }>`select updated_at as at from community`.execute(db);
    const written = LOCALES.find((locale) => (rules[locale] ?? '').trim() !== '');
    if (written === undefined || !ids.includes('rules')) return new Map();
    const writtenAt = rows[0]!.at;
    const rule = {
      ...{ field: 'rules', text: rules[written]!, facets: [], language: textLanguageOf(written), open: true },
      ...{ version: Math.floor(writtenAt.getTime() / 1000), writtenAt },
    };
    return new Map([['rules', [rule]]]);
  },
  after: async (_: unknown, { after }: { after: string | null; limit: number }) =>
    after === null ? ['rules'] : [],
};

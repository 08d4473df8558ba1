import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { subscribe } from '../../kernel/events.ts';
import { given } from '../../kernel/ids.ts';
import { transact } from '../../kernel/transaction.ts';
import {
  eraseVersions,
  textTranslated,
  translationsFor,
  wantTranslations,
  type TextOwner,
} from '../translation/index.ts';
import { topicMerged, topicNamed } from './events.ts';
import { madeName, spaced } from './rules.ts';

interface Row {
  id: string;
  name: string;
  language: string;
  version: number;
  open: boolean;
  created_at: Date;
  notes: number;
}

/** The name that people gave a topic first, for languages in which nobody named it. */
export const topicOwner: TextOwner = {
  kind: 'topic',
  tells: true,
  async read({ db }, ids) {
    const { rows } = await sql<Row>`
      select t.id, n.name, n.language, hashtext(n.name) as version, n.created_at, t.notes,
        t.notes > 0 or exists (select from topic_deltas d where d.topic_id = t.id and d.notes > 0) as open
      from topics t cross join lateral (
        select * from topic_names n where n.topic_id = t.id and n.language <> 'und'
        order by n.is_primary desc, n.created_at, n.fold limit 1) n
      where t.id = any(${given('uuid', ids)}) and t.merged_into is null`.execute(db);
    return new Map(
      rows
        .filter(({ open }) => open)
        .map(({ id, name, language, version, created_at: writtenAt, notes: heat }) => [
          id,
          [
            {
              ...{ field: 'name', text: spaced(name), facets: [], language, version, open: true },
              ...{ writtenAt, heat },
            },
          ],
        ]),
    );
  },
  async after({ db }, { after, limit }) {
    const { rows } = await sql<{ id: string }>`
      select id from topics where merged_into is null and notes > 0
        and (${after}::uuid is null or id > ${after}::uuid) order by id limit ${limit}`.execute(db);
    return rows.map(({ id }) => id);
  },
};

/** Takes over what a topic's name became in languages in which nobody named it; a gloss is no name. */
async function propose(ctx: Context, { kind, id }: { kind: string; id: string }): Promise<void> {
  if (kind !== 'topic') return;
  const source = (await topicOwner.read(ctx, [id])).get(id)?.[0];
  const found = source
    ? await translationsFor(ctx, { kind, sources: [{ id, version: source.version }] })
    : new Map<string, never[]>();
  const names = (found.get(id) ?? []).flatMap(({ language, state, text }) => {
    const name = GOOD.has(state) ? madeName(text, language) : null;
    return name === null ? [] : [{ language, name }];
  });
  await transact(ctx, async (tx) => {
    await sql`delete from topic_proposals where topic_id = ${id}`.execute(tx.db);
    await sql`
      insert into topic_proposals (topic_id, language, name)
      select ${id}::uuid, language, name
      from json_to_recordset(${JSON.stringify(names)}::json) as n (language text, name text)
      on conflict (topic_id, language) do nothing`.execute(tx.db);
  });
}

const GOOD: ReadonlySet<string> = new Set(['author', 'human', 'phrasebook', 'converted', 'machine']);

export const subscriptions = [
  subscribe(textTranslated, 'topics.propose', propose),
  subscribe(topicNamed, 'topics.translate', (ctx, { topicId: id }) =>
    transact(ctx, async (tx) => wantTranslations(tx, { kind: 'topic', id })),
  ),
  subscribe(topicMerged, 'topics.forget', (ctx, { fromId }) =>
    transact(ctx, async (tx) => {
      await sql`delete from topic_proposals where topic_id = ${fromId}`.execute(tx.db);
      await eraseVersions(tx, { kind: 'topic', ids: [fromId] });
    }),
  ),
];

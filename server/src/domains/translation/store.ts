import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { together } from '../../kernel/together.ts';
import { transact, type Tx } from '../../kernel/transaction.ts';
import type { KnownVersion } from './make.ts';
import type { StoredPart } from './parts.ts';
import { STORED, type State } from './rules.ts';
import { textTranslated, wantTranslations, type SourceText, type TextName } from './texts.ts';

/** A version that was made, of one version of its source. */
export interface StoredMade {
  field: string;
  sourceVersion: number;
  glossaryVersion: number;
  language: string;
  state: State;
  engine: string;
  text: string;
  facets: SourceText['facets'];
  parts: StoredPart[] | null;
}

/** All that was made of a text's fields, and whether that was all there is to do. */
export interface Outcome extends TextName {
  fields: readonly string[];
  versions: readonly StoredMade[];
  /** The engines that were asked; null where one was not to be had. */
  madeBy: string | null;
  /** Its owner wants to hear of it. */
  tells: boolean;
  /** When to try again, and how often that was done; null: not. */
  again: { at: Date; tries: number } | null;
}

/** Stores what was made, as one writing with what other jobs made in the same moment. */
export const storeMade = together<Outcome, void>(async (ctx, outcomes) => {
  await transact(ctx, (tx) => store(tx, outcomes));
  return outcomes.map(() => undefined);
});

/**
 * Better replaces worse, never the reverse; what was made of words that have changed meanwhile is dropped, and what people
 * wrote or locked stays. The texts' own rows are locked first, so that of two who write at once the second sees the first.
 */
async function store(tx: Tx, outcomes: readonly Outcome[]): Promise<void> {
  const rows = outcomes.flatMap(({ kind, id, versions }) => versions.map((one) => ({ kind, id, ...one })));
  const names = outcomes.flatMap(({ kind, id, fields, madeBy }) =>
    fields.map((field) => ({ kind, id, field, madeBy })),
  );
  const named = sql`json_to_recordset(${JSON.stringify(names)}::json) as n (kind text, id text, field text, "madeBy" text)`;
  await sql`
    select from texts t join ${named} using (kind, id, field) order by t.kind, t.id, t.field for update of t`.execute(
    tx.db,
  );
  if (rows.length > 0) await writeRows(tx, rows);
  await sql`
    update texts t set made_by = n."madeBy" from ${named}
    where t.kind = n.kind and t.id = n.id and t.field = n.field and n."madeBy" is not null
      and t.made_by <> n."madeBy"`.execute(tx.db);
  for (const { kind, id, tells, versions } of outcomes)
    if (tells && versions.length > 0) tx.emit(textTranslated, { kind, id });
  for (const { kind, id, again } of outcomes)
    if (again) wantTranslations(tx, { kind, id }, { urgency: 'again', runAt: again.at, tries: again.tries });
}

async function writeRows(tx: Tx, rows: readonly (StoredMade & TextName)[]): Promise<void> {
  const rank = (state: unknown) => sql`array_position(${sql.lit(`{${STORED.join(',')}}`)}::text[], ${state})`;
  await sql`
    with given as (
      select g.* from json_to_recordset(${JSON.stringify(rows)}::json) as g (kind text, id text, field text,
          "sourceVersion" integer, "glossaryVersion" integer, language text, state text, engine text, text text, facets jsonb, parts jsonb)
        join texts t on t.kind = g.kind and t.id = g.id and t.field = g.field and t.version = g."sourceVersion"),
    best as (
      select g.* from given g where not exists (
        select from translations x where x.kind = g.kind and x.id = g.id and x.field = g.field
          and x.language = g.language and x.source_version = g."sourceVersion"
          and (x.locked or ${rank(sql.ref('x.state'))} < ${rank(sql.ref('g.state'))}))),
    gone as (
      delete from translations x using best b
      where x.kind = b.kind and x.id = b.id and x.field = b.field and x.language = b.language
        and x.state not in ('author', 'human')
        and (x.source_version <> b."sourceVersion"
          or ((x.engine <> b.engine or x.glossary_version <> b."glossaryVersion") and not x.locked)))
    insert into translations as o
      (kind, id, field, language, source_version, glossary_version, engine, state, text, facets, parts)
    select kind, id, field, language, "sourceVersion", "glossaryVersion", engine, state, text, facets, parts from best
    order by kind, id, field, language
    on conflict (kind, id, field, language, engine, source_version, glossary_version) do update
      set state = excluded.state, text = excluded.text, facets = excluded.facets, parts = excluded.parts, created_at = now()
      where (o.state, o.text) is distinct from (excluded.state, excluded.text)`.execute(tx.db);
}

/** Every version of a text that is stored, also of older words, by field. */
export async function knownVersions(
  { db }: Pick<Context, 'db'>,
  { kind, id }: TextName,
): Promise<Map<string, KnownVersion[]>> {
  const { rows } = await sql<KnownVersion & { field: string }>`
    select field, language, state, source_version as "sourceVersion", glossary_version as "glossaryVersion", text, parts,
      locked from translations
    where kind = ${kind} and id = ${id}`.execute(db);
  const byField = new Map<string, KnownVersion[]>();
  for (const { field, ...version } of rows) byField.set(field, [...(byField.get(field) ?? []), version]);
  return byField;
}

/** A text's owner decides that a version stays as it is, or may be replaced again. */
export async function lockVersions(
  tx: Tx,
  { kind, id, language, locked }: TextName & { language: string; locked: boolean },
): Promise<number> {
  const { numAffectedRows } = await sql`
    update translations set locked = ${locked} where kind = ${kind} and id = ${id} and language = ${language}`.execute(
    tx.db,
  );
  return Number(numAffectedRows ?? 0);
}

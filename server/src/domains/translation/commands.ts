import { sql } from 'kysely';
import type { Tx } from '../../kernel/transaction.ts';
import type { State } from './rules.ts';

/** A text in another language than its source. */
export interface Version {
  kind: string;
  id: string;
  field: string;
  /** BCP 47 tag of this version. */
  language: string;
  /** The version of the source that this says. */
  sourceVersion: number;
  state: Exclude<State, 'original'>;
  /** What made it: `author`, `human`, or an engine's name. */
  engine: string;
  text: string;
  facets?: readonly object[];
  /** Who wrote it, if a person did. */
  by?: string | null;
}

/** Stores versions; one of the same field, language, engine and source version is replaced. */
export async function putVersions(tx: Tx, versions: readonly Version[]): Promise<void> {
  if (versions.length === 0) return;
  const rows = versions.map(({ facets = [], by = null, ...version }) => ({ ...version, facets, by }));
  await sql`
    insert into translations (kind, id, field, language, source_version, engine, state, text, facets, by_id)
    select kind, id, field, language, "sourceVersion", engine, state, text, facets, by
    from json_to_recordset(${JSON.stringify(rows)}::json) as v(kind text, id text, field text, language text,
      "sourceVersion" integer, engine text, state text, text text, facets jsonb, by bigint)
    on conflict (kind, id, field, language, engine, source_version, glossary_version)
    do update set state = excluded.state, text = excluded.text, facets = excluded.facets, by_id = excluded.by_id`.execute(
    tx.db,
  );
}

interface Text {
  kind: string;
  id: string;
}

/** The author says that their own versions still fit the new version of the source. */
export async function keepVersions(
  tx: Tx,
  { kind, id, from, to }: Text & { from: number; to: number },
): Promise<void> {
  await sql`update translations set source_version = ${to}
    where kind = ${kind} and id = ${id} and state = 'author' and source_version = ${from}`.execute(tx.db);
}

/** What somebody translated for others stays; that it was them is forgotten. */
export async function forgetTranslator(tx: Tx, personId: string): Promise<void> {
  await sql`update translations set by_id = null where by_id = ${personId}`.execute(tx.db);
}

/** Takes the author's own versions away. */
export async function dropVersions(tx: Tx, { kind, id }: Text): Promise<void> {
  await sql`delete from translations where kind = ${kind} and id = ${id} and state = 'author'`.execute(tx.db);
}

import { TEXT_STATES, type facet } from '@jujube/contract';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Context } from '../../kernel/context.ts';
import type { State } from './rules.ts';

/** A text, and the version of it that is in force. */
export interface Source {
  id: string;
  version: number;
}

export interface Translation {
  field: string;
  language: string;
  state: State;
  text: string;
  facets: z.output<typeof facet>[];
  by: string | null;
}

interface Wanted {
  kind: string;
  sources: readonly Source[];
  /** All fields when left out. */
  fields?: readonly string[];
  /** All languages when left out. */
  languages?: readonly string[];
}

/** Versions of texts by id, best state first; versions of an older source are left out. */
export async function translationsFor(
  { db }: Pick<Context, 'db'>,
  { kind, sources, fields, languages }: Wanted,
): Promise<Map<string, Translation[]>> {
  const found = new Map<string, Translation[]>(sources.map(({ id }) => [id, []]));
  if (sources.length === 0) return found;
  const ids = sources.map(({ id }) => id);
  const versions = sources.map(({ version }) => version);
  const { rows } = await sql<Translation & { id: string }>`
    select t.id, t.field, t.language, t.state, t.text, t.facets, t.by_id as by
    from unnest(${ids}::text[], ${versions}::integer[]) as source(id, version)
    join translations t on t.kind = ${kind} and t.id = source.id and t.source_version = source.version
    where (${fields ? [...fields] : null}::text[] is null or t.field = any(${fields ? [...fields] : null}::text[]))
      and (${languages ? [...languages] : null}::text[] is null or t.language = any(${languages ? [...languages] : null}::text[]))
    order by array_position(${[...TEXT_STATES]}::text[], t.state), t.language, t.field`.execute(db);
  for (const { id, ...translation } of rows) found.get(id)!.push(translation);
  return found;
}

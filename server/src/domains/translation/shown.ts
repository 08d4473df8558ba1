import type { ShownText } from '@jujube/contract';
import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import type { Author } from '../people/index.ts';
import { MENDERS, nearer, orderOf, type State } from './rules.ts';

/** A field of a text as it stands now. */
interface Original {
  id: string;
  field: string;
  version: number;
  language: string;
}

interface Row extends Omit<Original, 'version'> {
  state: State;
  text: string;
  engine: string;
  parts: [number, number][] | null;
  people: Author[] | null;
}

/**
 * What this reader understands better than the originals, by `id field`; a gloss where nothing better is there. One query
 * for all of them, none where all are in the reader's first language. Whether the originals may be seen, who asks knows.
 */
export async function shownFor(
  { db, viewer }: Pick<Context, 'db' | 'viewer'>,
  { kind, originals }: { kind: string; originals: readonly Original[] },
): Promise<Map<string, ShownText>> {
  const order = orderOf(viewer);
  const foreign = originals.filter(({ language }) => language !== 'und' && language !== order[0]);
  if (foreign.length === 0 || order.length === 0) return new Map();
  const { rows } = await sql<Row>`
    select t.id, t.field, t.language, t.state, t.text, t.engine,
      (select json_agg(json_build_array(part -> 1, part -> 2) order by place)
        from jsonb_array_elements(t.parts) with ordinality p(part, place)) as parts,
      ${MENDERS} as people
    from json_to_recordset(${JSON.stringify(foreign)}::json) as o (id text, field text, version integer)
    join translations t on t.kind = ${kind} and t.id = o.id and t.field = o.field and t.source_version = o.version
    where t.language = any(${order}::text[])`.execute(db);
  const found = new Map<string, ShownText>();
  for (const { id, field, language } of foreign) {
    const versions = rows.filter((row) => row.id === id && row.field === field);
    const [best] = nearer(order, language, versions);
    if (best) found.set(`${id} ${field}`, shownText(best));
  }
  return found;
}

function shownText({ text, language, state, engine: by, parts, people }: Row): ShownText {
  const named = people?.map(({ id, handle, name }) => ({ id, handle, name }));
  return { text, language, state, by, ...(parts && { pairs: parts }), ...(named && { people: named }) };
}

import { TEXT_STATES } from '@jujube/contract';
import { sql, type RawBuilder } from 'kysely';
import { authorJson } from '../people/index.ts';

type Ref = RawBuilder<unknown>;
export type State = (typeof TEXT_STATES)[number];

/** Where a version comes from, best first, as rows carry it. */
export const STORED: readonly State[] = TEXT_STATES.filter((state) => state !== 'original');

/** "Machine or better": what may stand in for the original without being asked for. */
export const READABLE: readonly State[] = STORED.slice(0, STORED.indexOf('phrasebook_slots'));

const OTHER_SCRIPT: Record<string, string> = { 'zh-Hans': 'zh-Hant', 'zh-Hant': 'zh-Hans' };

/**
 * The languages a text may be shown in, best first: those somebody reads, then the other Chinese script for who reads one
 * of them, which is still nearer than a language they never named.
 */
export function readingOrder(languages: readonly string[]): string[] {
  const others = languages.flatMap((language) => OTHER_SCRIPT[language] ?? []);
  return [...new Set([...languages, ...others])];
}

/**
 * The version that a reader understands better than the original, null where that is the original. Never a gloss.
 * The same rule as `bestVersion`, for who has all versions at hand.
 */
export function chooseVersion<Version extends { language: string; state: State }>(
  order: readonly string[],
  original: string,
  versions: readonly Version[],
): Version | null {
  const place = (language: string) => (order.includes(language) ? order.indexOf(language) : order.length);
  const better = versions.filter(
    ({ language, state }) => READABLE.includes(state) && place(language) < place(original),
  );
  const rank = (version: Version) => place(version.language) * STORED.length + STORED.indexOf(version.state);
  return better.sort((a, b) => rank(a) - rank(b))[0] ?? null;
}

/** A version as a reader sees it. */
export interface Shown {
  text: string;
  language: string;
  state: State;
}

interface Wanted {
  kind: string;
  id: Ref;
  field: Ref;
  version: Ref;
  language: Ref;
  /** SQL: the reader's `readingOrder` as text[]. */
  order: RawBuilder<string[]>;
}

/** SQL: the rule of `chooseVersion` for one field, as `Shown`. Costs nothing for texts in the reader's first language. */
export function bestVersion({ kind, id, field, version, language, order }: Wanted): RawBuilder<Shown | null> {
  return sql<Shown | null>`case when ${language} = (${order})[1] then null else (
    select json_build_object('text', t.text, 'language', t.language, 'state', t.state) from translations t
    where t.kind = ${sql.lit(kind)} and t.id = ${id}::text and t.field = ${field} and t.source_version = ${version}
      and t.state = any(${sql.lit(`{${READABLE.join(',')}}`)}::text[])
      and array_position(${order}, t.language) < coalesce(array_position(${order}, ${language}), 1000)
    order by array_position(${order}, t.language), array_position(${sql.lit(`{${STORED.join(',')}}`)}::text[], t.state), t.engine
    limit 1) end`;
}

/** What `versionsJson` gives: one field of one version. */
export interface StoredVersion {
  field: string;
  language: string;
  state: State;
  text: string;
  facets: { start: number; end: number; kind: 'topic' | 'mention' | 'link'; id: string }[];
  by: { id: string; handle: string; name: string; secondName: string | null; avatar: string | null } | null;
}

/** SQL: all versions of a text in force, best state first, as an array of `StoredVersion`; null when there are none. */
export function versionsJson({
  kind,
  id,
  version,
}: Pick<Wanted, 'kind' | 'id' | 'version'>): RawBuilder<StoredVersion[] | null> {
  return sql<StoredVersion[] | null>`(
    select json_agg(json_build_object('field', t.field, 'language', t.language, 'state', t.state, 'text', t.text,
        'facets', t.facets, 'by', ${authorJson(sql.ref('t.by_id'))})
      order by array_position(${sql.lit(`{${STORED.join(',')}}`)}::text[], t.state), t.language, t.engine, t.field)
    from translations t
    where t.kind = ${sql.lit(kind)} and t.id = ${id}::text and t.source_version = ${version})`;
}

/** SQL: another text after each change of a text's versions; null where there are none. */
export function versionsStamp({ kind, id }: Pick<Wanted, 'kind' | 'id'>): RawBuilder<string | null> {
  return sql<string | null>`(select string_agg(t.xmin::text, '.') from translations t
    where t.kind = ${sql.lit(kind)} and t.id = ${id}::text)`;
}

import { TEXT_STATES } from '@jujube/contract';
import { sql, type RawBuilder } from 'kysely';
import type { Viewer } from '../../kernel/context.ts';
import { authorJson, type Author } from '../people/index.ts';

type Ref = RawBuilder<unknown>;
export type State = (typeof TEXT_STATES)[number];

/** Where a version comes from, best first, as rows carry it. */
export const STORED: readonly State[] = TEXT_STATES.filter((state) => state !== 'original');

/** "Machine or better": what may stand in for the original without being asked for. */
export const READABLE: readonly State[] = STORED.slice(0, STORED.indexOf('phrasebook_slots'));

const OTHER_SCRIPT: Record<string, string> = { 'zh-Hans': 'zh-Hant', 'zh-Hant': 'zh-Hans' };

/** Marks a language in a reading order whose texts stay as they are. */
const STAYS = '=';

/**
 * The languages a text may be shown in, best first: those somebody reads, then the other Chinese script for who reads one
 * of them, which is still nearer than a language they never named. At its end, marked, the languages whose texts they want
 * as they are.
 */
export function readingOrder(languages: readonly string[], untranslated: readonly string[] = []): string[] {
  const others = languages.flatMap((language) => OTHER_SCRIPT[language] ?? []);
  return [...new Set([...languages, ...others, ...untranslated.map((language) => STAYS + language)])];
}

/** The same for a viewer. */
export function orderOf({ languages, untranslated }: Pick<Viewer, 'languages' | 'untranslated'>): string[] {
  return readingOrder(languages, untranslated);
}

/** The same for titles in lists: none for who wants everything as it was written. */
export function titleOrderOf(viewer: Pick<Viewer, 'languages' | 'untranslated' | 'asWritten'>): string[] {
  return viewer.asWritten ? [] : orderOf(viewer);
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
  return nearer(order, original, versions).find(({ state }) => READABLE.includes(state)) ?? null;
}

/** Versions in languages that a reader understands better than the original's, the best first, glosses last. */
export function nearer<Version extends { language: string; state: State }>(
  order: readonly string[],
  original: string,
  versions: readonly Version[],
): Version[] {
  if (order.includes(STAYS + original)) return [];
  const place = (language: string) => (order.includes(language) ? order.indexOf(language) : order.length);
  const rank = ({ language, state }: Version) =>
    (READABLE.includes(state) ? 0 : order.length * STORED.length) +
    place(language) * STORED.length +
    STORED.indexOf(state);
  return versions
    .filter(({ language }) => place(language) < place(original))
    .sort((a, b) => rank(a) - rank(b));
}

/** A version as a reader sees it. */
export interface Shown {
  text: string;
  language: string;
  state: State;
  /** What made it. */
  by: string;
  /** Who mended sentences of it, where that was asked for. */
  people?: Author[] | null;
}

interface Wanted {
  kind: string;
  id: Ref;
  field: Ref;
  version: Ref;
  language: Ref;
  /** SQL: the reader's `readingOrder` as text[]. */
  order: RawBuilder<string[]>;
  /** Whether who mended sentences of it is named, too. */
  credited?: boolean;
}

const READABLE_SQL = sql.lit(`{${READABLE.join(',')}}`);
const STORED_SQL = sql.lit(`{${STORED.join(',')}}`);

/** SQL: whether a reader may want a text in another language than its own. */
function foreign({ language, order }: Pick<Wanted, 'language' | 'order'>): RawBuilder<boolean> {
  return sql<boolean>`(${language} <> (${order})[1] and ${sql.lit(STAYS)} || ${language} <> all(${order}))`;
}

/** SQL: of the versions `t` of one field those that are of it as it stands now, and nearer to the reader than it is. */
function nearerThanIt({ kind, id, field, version, language, order }: Wanted): RawBuilder<boolean> {
  return sql<boolean>`t.kind = ${sql.lit(kind)} and t.id = ${id}::text and t.field = ${field} and t.source_version = ${version}
      and array_position(${order}, t.language) < coalesce(array_position(${order}, ${language}), 1000)`;
}

/** SQL: the rule of `chooseVersion` for one field, as `Shown`. Costs nothing for texts in the reader's first language. */
export function bestVersion(wanted: Wanted): RawBuilder<Shown | null> {
  const { order } = wanted;
  const people = wanted.credited ? sql`, 'people', ${MENDERS}` : sql``;
  return sql<Shown | null>`case when ${foreign(wanted)} then (
    select json_build_object('text', t.text, 'language', t.language, 'state', t.state, 'by', t.engine${people}) from translations t
    where ${nearerThanIt(wanted)} and t.state = any(${READABLE_SQL}::text[])
    order by array_position(${order}, t.language), array_position(${STORED_SQL}::text[], t.state), t.engine
    limit 1) end`;
}

/** SQL: what a text was registered with, for owners that keep no language of their own. */
export function registeredLanguage({
  kind,
  id,
  field,
}: Pick<Wanted, 'kind' | 'id' | 'field'>): RawBuilder<string> {
  return sql<string>`(select known.language from texts known
    where known.kind = ${sql.lit(kind)} and known.id = ${id}::text and known.field = ${field})`;
}

/** A version with its facets and how its sentences stand to the original's. */
export interface ShownWhole extends Shown {
  facets: StoredVersion['facets'];
  parts: StoredVersion['parts'];
  people: StoredVersion['people'];
}

/** SQL: the same as `bestVersion`, as `ShownWhole`, and a gloss where nothing better is there: for what may stand below its original. */
export function nearestVersion(wanted: Wanted): RawBuilder<ShownWhole | null> {
  const { order } = wanted;
  return sql<ShownWhole | null>`case when ${foreign(wanted)} then (
    select json_build_object('text', t.text, 'language', t.language, 'state', t.state, 'by', t.engine, 'facets', t.facets,
      'parts', ${PARTS}, 'people', ${MENDERS}) from translations t
    where ${nearerThanIt(wanted)}
    order by t.state <> all(${READABLE_SQL}::text[]), array_position(${order}, t.language),
      array_position(${STORED_SQL}::text[], t.state), t.engine
    limit 1) end`;
}

/** SQL: of each part only what a page needs: code points of the sentence and of its translation. */
const PARTS = sql`(select json_agg(json_build_array(part -> 1, part -> 2) order by place)
  from jsonb_array_elements(t.parts) with ordinality p(part, place))`;

/** SQL: who mended sentences of the version `t`: their ids stand where an engine's name does. */
export const MENDERS = sql<
  Author[] | null
>`case when jsonb_path_exists(t.parts, '$[*][4] ? (@ like_regex "^[0-9]+$")') then (
  select json_agg(named.author order by named.place) from (
    select ${authorJson(sql`mender.id`)} as author, mender.place from (
      select (part ->> 4)::bigint as id, min(place) as place
      from jsonb_array_elements(t.parts) with ordinality p(part, place)
      where part ->> 4 ~ '^[0-9]+$' group by 1) mender) named
  where named.author is not null) end`;

/** What `versionsJson` gives: one field of one version. */
export interface StoredVersion {
  field: string;
  language: string;
  state: State;
  text: string;
  facets: { start: number; end: number; kind: 'topic' | 'mention' | 'link'; id: string }[];
  engine: string;
  /** Code points of each sentence and of its translation; null where that is not known. */
  parts: [source: number, text: number][] | null;
  by: Author | null;
  /** Who mended sentences of it, in their order; null where nobody did. */
  people: Author[] | null;
}

/**
 * SQL: the versions of a text in force that a reader may want, best state first, as an array of `StoredVersion`; null when
 * there are none. What people wrote is there in every language, all else only in languages of theirs.
 */
export function versionsJson({
  kind,
  id,
  version,
  order,
}: Pick<Wanted, 'kind' | 'id' | 'version' | 'order'>): RawBuilder<StoredVersion[] | null> {
  return sql<StoredVersion[] | null>`(
    select json_agg(json_build_object('field', t.field, 'language', t.language, 'state', t.state, 'text', t.text,
        'facets', t.facets, 'engine', t.engine, 'parts', ${PARTS}, 'people', ${MENDERS}, 'by', ${authorJson(sql.ref('t.by_id'))})
      order by array_position(${STORED_SQL}::text[], t.state), t.language, t.engine, t.field)
    from translations t
    where t.kind = ${sql.lit(kind)} and t.id = ${id}::text and t.source_version = ${version}
      and (t.state in ('author', 'human') or t.language = any(${order})))`;
}

/** SQL: another text after each change of what `bestVersion` may give; null where there is nothing. */
export function versionsStamp({
  kind,
  id,
  field,
}: Pick<Wanted, 'kind' | 'id' | 'field'>): RawBuilder<string | null> {
  const of = (row: string) =>
    sql`${sql.ref(`${row}.kind`)} = ${sql.lit(kind)} and ${sql.ref(`${row}.id`)} = ${id}::text and ${sql.ref(`${row}.field`)} = ${field}`;
  // Where nothing is translated no text is registered, and versions are only those that people wrote.
  return sql<string | null>`coalesce((select t.xmin::text from texts t where ${of('t')}),
    (select string_agg(v.xmin::text, '.') from translations v where ${of('v')}))`;
}

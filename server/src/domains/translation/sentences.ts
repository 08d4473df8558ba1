import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Tx } from '../../kernel/transaction.ts';
import { facetsIn, sentenceKey, stateOfWhole, type PartState, type StoredPart } from './parts.ts';
import { STORED, type State } from './rules.ts';
import { wantTranslations, type SourceText, type TextName } from './texts.ts';

/** A sentence of an original and what it is in another language. */
export interface Sentence {
  /** Names the original's sentence. */
  key: string;
  source: string;
  text: string;
  state: PartState | 'author';
  /** What made it; for `human` the id of who did. */
  engine: string;
}

/** The version of a field that stands in a language, sentence by sentence. */
export interface VersionSentences {
  language: string;
  state: State;
  engine: string;
  locked: boolean;
  sentences: Sentence[];
}

interface Row {
  language: string;
  state: State;
  engine: string;
  text: string;
  locked: boolean;
  parts: StoredPart[] | null;
  glossary_version: number;
}

/** The best version of a field as it is now, in each language that there is one in. */
export async function sentencesOf(
  { db }: Pick<Context, 'db'>,
  { kind, id, source }: TextName & { source: SourceText },
): Promise<VersionSentences[]> {
  const rows = await versionsNow({ db }, { kind, id, source });
  return rows.map(({ language, state, engine, locked, text, parts }) => ({
    ...{ language, state, engine, locked },
    sentences: cut({ state, engine, text, parts }, source.text),
  }));
}

interface Mending extends TextName {
  source: SourceText;
  language: string;
  /** Names the original's sentence. */
  key: string;
  /** What it is to be. */
  text: string;
  state: PartState;
  engine: string;
}

/** Why a sentence cannot be another one: the original was changed, its author wrote the version, or wants it as it is. */
export type Unmended = 'gone' | 'author' | 'locked';

/**
 * Puts one sentence of a version in place of what it was; the rest stays. The original must be the registered one, so that
 * nothing is said of words that are not there any more. What was converted from it into the other Chinese script is made anew.
 */
export async function putSentence(tx: Tx, mending: Mending): Promise<Unmended | null> {
  const { kind, id, source, language, key } = mending;
  const { rows: known } = await sql`
    select from texts where kind = ${kind} and id = ${id} and field = ${source.field} and version = ${source.version}
    for update`.execute(tx.db);
  if (known.length === 0) return 'gone';
  const version = (await versionsNow(tx, mending)).find((one) => one.language === language);
  if (!version) return 'gone';
  if (version.state === 'author') return 'author';
  if (version.locked) return 'locked';
  const sentences = cut(version, source.text);
  if (!sentences.some((sentence) => sentence.key === key)) return 'gone';
  const parts = version.parts ?? [wholePart(version, source.text)];
  await replace(tx, { mending, version, made: mended(mending, { sentences, parts }) });
  await remakeOther(tx, mending);
  return null;
}

async function versionsNow(
  { db }: Pick<Context, 'db'>,
  { kind, id, source }: TextName & { source: SourceText },
): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select distinct on (language) language, state, engine, text, locked, parts, glossary_version from translations
    where kind = ${kind} and id = ${id} and field = ${source.field} and source_version = ${source.version}
    order by language, array_position(${sql.lit(`{${STORED.join(',')}}`)}::text[], state), engine`.execute(
    db,
  );
  return rows;
}

type Cuttable = Pick<Row, 'state' | 'engine' | 'text' | 'parts'>;

/** A version's sentences; one of which no parts are known is one sentence. */
function cut(version: Cuttable, source: string): Sentence[] {
  const [from, to] = [Array.from(source), Array.from(version.text)];
  let [before, beside] = [0, 0];
  const parts = version.parts ?? [wholePart(version, source)];
  return parts.map(([, left, right, state, engine]) => {
    const said = from.slice(before, (before += left)).join('');
    const text = to.slice(beside, (beside += right)).join('');
    const whose = version.state === 'author' ? 'author' : state;
    return { key: sentenceKey(said), source: said, text, state: whose, engine };
  });
}

function wholePart({ state, engine, text }: Cuttable, source: string): StoredPart {
  const own = state === 'author' || state === 'original' ? 'kept' : state;
  return [sentenceKey(source), Array.from(source).length, Array.from(text).length, own, engine];
}

interface Cut {
  sentences: readonly Sentence[];
  parts: readonly StoredPart[];
}

function mended({ key, text, state, engine }: Mending, { sentences, parts }: Cut) {
  const texts = sentences.map((sentence) =>
    sentence.key === key ? text.trim() + /\s*$/u.exec(sentence.text)![0] : sentence.text,
  );
  const own = parts.map(([hash, left, right, was, by], at): StoredPart =>
    sentences[at]!.key === key
      ? [sentences[at]!.key, left, Array.from(texts[at]!).length, state, engine]
      : [hash, left, right, was, by],
  );
  return { text: texts.join(''), parts: own };
}

interface Replacing {
  mending: Mending;
  version: Row;
  made: { text: string; parts: StoredPart[] };
}

async function replace(tx: Tx, { mending, version, made }: Replacing): Promise<void> {
  const { kind, id, source, language } = mending;
  const state = stateOfWhole(made.parts.map(([, , , own]) => own));
  const machine = made.parts.find(([, , , own]) => own === 'machine')?.[4];
  const rest =
    version.engine === 'human'
      ? (made.parts.find(([, , , own]) => own === state)?.[4] ?? '')
      : version.engine;
  const engine = state === 'human' ? 'human' : (machine ?? rest);
  const facets = facetsIn(source.facets as { start: number; end: number }[], {
    from: source.text,
    to: made.text,
  });
  await sql`delete from translations where kind = ${kind} and id = ${id} and field = ${source.field}
    and language = ${language} and source_version = ${source.version} and state <> 'author'`.execute(tx.db);
  await sql`
    insert into translations (kind, id, field, language, source_version, glossary_version, engine, state, text, facets, parts)
    values (${kind}, ${id}, ${source.field}, ${language}, ${source.version}, ${version.glossary_version}, ${engine},
      ${state}, ${made.text}, ${JSON.stringify(facets)}, ${JSON.stringify(made.parts)})`.execute(tx.db);
}

const OTHER_SCRIPT: Record<string, string> = { 'zh-Hans': 'zh-Hant', 'zh-Hant': 'zh-Hans' };

async function remakeOther(tx: Tx, { kind, id, source, language }: Mending): Promise<void> {
  const other = OTHER_SCRIPT[language];
  if (!other || other === source.language) return;
  await sql`delete from translations where kind = ${kind} and id = ${id} and field = ${source.field}
    and language = ${other} and source_version = ${source.version} and not locked
    and state not in ('author', 'human') and (parts is null or not parts @? ${MENDED})`.execute(tx.db);
  wantTranslations(tx, { kind, id }, { urgency: 'asked' });
}

/** A sentence that somebody mended. */
const MENDED = sql.lit('$[*] ? (@[3] == "human")');

/** Whoever mended sentences of these texts is not named any more; their words stay. */
export async function forgetMender(
  tx: Tx,
  { personId, texts }: { personId: Id; texts: readonly (TextName & { field: string })[] },
): Promise<void> {
  await sql`
    update translations t set by_id = case when t.by_id = ${personId} then null else t.by_id end,
      parts = (select jsonb_agg(case when part ->> 4 = ${personId} then jsonb_set(part, '{4}', '"human"') else part end order by place)
        from jsonb_array_elements(t.parts) with ordinality p(part, place))
    from json_to_recordset(${JSON.stringify(texts)}::json) as n (kind text, id text, field text)
    where t.kind = n.kind and t.id = n.id and t.field = n.field and t.parts is not null`.execute(tx.db);
}

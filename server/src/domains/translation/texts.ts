import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { event, type TaskName } from '../../kernel/events.ts';
import { given } from '../../kernel/ids.ts';
import { textLanguageOf } from '../../kernel/languages.ts';
import type { Tx } from '../../kernel/transaction.ts';
import { readCommunity } from '../community/index.ts';
import type { Version } from './commands.ts';

/** A text as it stands now, as its owner tells it. */
export interface SourceText {
  field: string;
  text: string;
  facets: NonNullable<Version['facets']>;
  /** BCP 47; `und` is never translated. */
  language: string;
  version: number;
  /** Whether everybody may read it. */
  open: boolean;
  writtenAt: Date;
  /** What it stands on and goes with, as `kind:id`. */
  under?: string;
  /** More is read more. */
  heat?: number;
}

/** A domain whose texts can be read in other languages. */
export interface TextOwner {
  kind: string;
  /** Wants to hear by `textTranslated` when one of its texts is in other languages. */
  tells?: true;
  /** Texts of these ids; those that are gone, or that nobody is to see, are missing. */
  read(ctx: Context, ids: readonly string[]): Promise<Map<string, SourceText[]>>;
  /** Ids in an order of the owner's, for going through all. */
  after(ctx: Context, wanted: { after: string | null; limit: number }): Promise<string[]>;
}

export interface TextName {
  kind: string;
  id: string;
}

/** A text of an owner who wants to hear of it is in other languages, or in better words. */
export const textTranslated = event<TextName>('translation.made');

/** How a text's job is asked for; what it does stands in `jobs.ts`, which knows the owners. */
export const TRANSLATE = {
  name: 'translation.text',
  maxAttempts: 8,
  // Most of them wait for an engine.
  lane: { name: 'translation', concurrency: 96 },
} as const satisfies TaskName;

export interface TranslateJob extends TextName {
  /** How often its engines were asked in vain. */
  tries?: number;
}

/** Smaller runs first: what somebody waits for, what was written now, what is gone through again. */
export const URGENCY = { asked: -10, written: 0, again: 20 } as const;

interface Wanting {
  urgency?: keyof typeof URGENCY;
  runAt?: Date;
  tries?: number;
}

/**
 * Says that a text is new, or another: one job, written with this transaction, which reads the text then. Asked for twice
 * it waits once, and as the more urgent of the two.
 */
export function wantTranslations(
  tx: Tx,
  { kind, id }: TextName,
  { urgency = 'written', runAt, tries = 0 }: Wanting = {},
): void {
  if (!tx.config.translation.on) return;
  // Going through it again must not hold up who asks for it meanwhile.
  const again = urgency === 'again' ? ':again' : '';
  const options = { key: `text:${kind}:${id}${again}`, priority: URGENCY[urgency], ...(runAt && { runAt }) };
  tx.enqueue(TRANSLATE, { kind, id, ...(tries > 0 && { tries }) } satisfies TranslateJob, options);
}

/** How texts in which some words stand are asked for; what it does stands in `jobs.ts`. */
export const TOUCHED = { name: 'translation.touched', priority: 20 } as const satisfies TaskName;

export interface Touched {
  words: string[];
  /** Heat, time, kind and id of the last that was looked at. */
  after?: [heat: number, at: string, kind: string, id: string];
}

/** Says that what is agreed on about these words is another thing now: texts in which they stand are made again where they differ. */
export function wantTouched(tx: Tx, words: readonly string[]): void {
  if (tx.config.translation.on && words.length > 0)
    tx.enqueue(TOUCHED, { words: [...words] } satisfies Touched);
}

/** The languages that this community's pages are in, as texts have them. */
export async function targetLanguages(
  ctx: Pick<Context, 'db'>,
): Promise<{ languages: string[]; membersOnly: boolean }> {
  const { languages, membersOnly } = await readCommunity(ctx);
  return { languages: languages.map(textLanguageOf), membersOnly };
}

interface Registered extends TextName {
  texts: readonly SourceText[];
}

/** Writes down how texts stand now; fields that are there no more are forgotten, and versions in other languages with them. */
export async function registerTexts(
  { db }: Pick<Context, 'db'>,
  { kind, id, texts }: Registered,
): Promise<void> {
  const rows = texts.map(({ text, facets: _facets, heat = 0, under = null, ...rest }) => ({
    ...rest,
    heat,
    under,
    characters: [...text].length,
  }));
  await sql`
    with gone as (
      delete from texts where kind = ${kind} and id = ${id}
        and field <> all(${given(
          'text',
          rows.map(({ field }) => field),
        )})
      returning kind, id, field),
    forgotten as (
      delete from translations t using gone g where t.kind = g.kind and t.id = g.id and t.field = g.field)
    insert into texts (kind, id, field, version, language, open, characters, under, heat, written_at)
    select ${kind}, ${id}, field, version, language, open, characters, under, heat, "writtenAt"
    from json_to_recordset(${JSON.stringify(rows)}::json) as g (field text, version integer, language text, open boolean,
      characters integer, under text, heat integer, "writtenAt" timestamptz)
    order by field
    on conflict (kind, id, field) do update set version = excluded.version, language = excluded.language,
      open = excluded.open, characters = excluded.characters, under = excluded.under, heat = excluded.heat,
      written_at = excluded.written_at`.execute(db);
}

/** Texts that are erased, and all that stood under them, in every language. */
export async function eraseVersions(
  tx: Tx,
  { kind, ids }: { kind: string; ids: readonly string[] },
): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    with gone as (
      delete from texts where (kind = ${kind} and id = any(${given('text', ids)}))
        or under = any(${given(
          'text',
          ids.map((id) => `${kind}:${id}`),
        )})
      returning kind, id)
    delete from translations t using (select distinct kind, id from gone) g where t.kind = g.kind and t.id = g.id`.execute(
    tx.db,
  );
  await sql`delete from translations where kind = ${kind} and id = any(${given('text', ids)})`.execute(tx.db);
}

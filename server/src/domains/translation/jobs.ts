import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { subscribe, task, type Task } from '../../kernel/events.ts';
import { transact } from '../../kernel/transaction.ts';
import { isWaiting } from '../../kernel/waiting-jobs.ts';
import { communityChanged } from '../community/index.ts';
import type { EngineFacts } from '../../providers/translate/translate.ts';
import { personChanged, personErased } from '../people/index.ts';
import { NO_GLOSSARY, termsOfText, type GlossaryOf } from './glossary.ts';
import { forgetTranslator } from './commands.ts';
import { makeVersions, soonest } from './make.ts';
import { facetsIn } from './parts.ts';
import { knownVersions, storeMade, type StoredMade } from './store.ts';
import {
  eraseVersions,
  registerTexts,
  targetLanguages,
  TOUCHED,
  TRANSLATE,
  wantTranslations,
  type SourceText,
  type TextName,
  type TextOwner,
  type Touched,
  type TranslateJob,
} from './texts.ts';

type Owners = ReadonlyMap<string, TextOwner>;

interface Brought {
  /** Words that are agreed on; see `GlossaryOf`. */
  glossary?: GlossaryOf;
}

interface Making {
  owners: Owners;
  glossary: GlossaryOf;
}

/** How often a text whose engines were not to be had is tried again by itself; then it is gone through with the others. */
const MOST_TRIES = 6;
/** An answer that was not believed is asked for once more, a while later: the engine may have been out of its mind. */
const DOUBTED_AGAIN_MS = 10 * 60_000;
/** An engine whose day is spent is waited for until the next one. */
const TOMORROW_S = 2 * 24 * 3600;
/** How many texts are gone through at a time. */
const BATCH = 500;

/** The jobs, for all domains that have texts; only the composition knows them all. */
export function translationTasks(
  owners: readonly TextOwner[],
  { glossary = NO_GLOSSARY }: Brought = {},
): Task[] {
  const byKind = new Map(owners.map((owner) => [owner.kind, owner]));
  const making = { owners: byKind, glossary };
  return [
    task(TRANSLATE, (ctx, job: TranslateJob) => translateText(ctx, making, job)),
    task({ name: 'translation.again', priority: 20 }, tryAgain),
    task(TOUCHED, (ctx, touched: Touched) => wantTheTouched(ctx, byKind, touched)),
    task({ name: 'translation.all', priority: 20 }, async (ctx, from: From) =>
      registerAll(ctx, owners, from),
    ),
  ];
}

/** Those below tell by their events that what they say was changed. */
export const subscriptions = [
  subscribe(personChanged, 'translation.person', (ctx, { personId: id }) =>
    want(ctx, { kind: 'person', id }),
  ),
  subscribe(personErased, 'translation.person-erased', (ctx, { personId: id }) =>
    transact(ctx, async (tx) => {
      await eraseVersions(tx, { kind: 'person', ids: [id] });
      await forgetTranslator(tx, id);
    }),
  ),
  subscribe(communityChanged, 'translation.community', (ctx) =>
    want(ctx, { kind: 'community', id: 'rules' }),
  ),
];

/** Has a text translated that is another than before. */
export async function want(ctx: Context, name: TextName): Promise<void> {
  if (ctx.config.translation.on) await transact(ctx, async (tx) => wantTranslations(tx, name));
}

/** Every two minutes what could not be translated; at night what nobody ever asked for. */
export const crontab = '*/2 * * * * translation.again\n41 3 * * * translation.all';

/**
 * Reads a text as it is now and makes what is missing of it. Run twice it does the same once: what is good enough is not
 * made again, and what was made of older words is not stored.
 */
async function translateText(
  ctx: Context,
  { owners, glossary }: Making,
  { kind, id, tries = 0 }: TranslateJob,
): Promise<void> {
  const owner = owners.get(kind);
  if (!owner || !ctx.config.translation.on) return;
  const texts = (await owner.read(ctx, [id])).get(id) ?? [];
  if (texts.length === 0) return transact(ctx, (tx) => eraseVersions(tx, { kind, ids: [id] }));
  const { languages, membersOnly } = await targetLanguages(ctx);
  await registerTexts(ctx, {
    kind,
    id,
    texts: membersOnly ? texts.map((text) => ({ ...text, open: false })) : texts,
  });
  const known = await knownVersions(ctx, { kind, id });
  const made = await Promise.all(
    texts
      .filter(({ language, text }) => language !== 'und' && /\p{L}/u.test(text))
      .map(async (source) => {
        const engines = enginesFor(ctx, source.open && !membersOnly);
        const found = await makeVersions(ctx, {
          source,
          languages,
          engines,
          known: known.get(source.field) ?? [],
          terms: await termsOfText(ctx, { glossary, kind, id, source, languages }),
        });
        return {
          versions: found.versions.map((one) => storedOf(source, one)),
          until: found.until,
          doubted: found.doubted,
        };
      }),
  );
  const doubted = tries === 0 && made.some((one) => one.doubted);
  const untils = made.flatMap(({ until }) => until ?? []);
  if (doubted) untils.push(new Date(Date.now() + DOUBTED_AGAIN_MS));
  const at = soonest(untils);
  await storeMade(ctx, {
    kind,
    id,
    fields: texts.map(({ field }) => field),
    versions: made.flatMap(({ versions }) => versions),
    tells: owner.tells ?? false,
    madeBy: at ? null : madeBy(ctx.providers.translate.engines),
    again: at && tries < MOST_TRIES ? { at, tries: tries + 1 } : null,
  });
  // Erased meanwhile: what was read before must not outlive it.
  if (!(await owner.read(ctx, [id])).has(id))
    await transact(ctx, (tx) => eraseVersions(tx, { kind, ids: [id] }));
}

function storedOf(
  source: SourceText,
  {
    language,
    state,
    engine,
    text,
    parts,
    glossaryVersion,
  }: Pick<StoredMade, 'language' | 'state' | 'engine' | 'text' | 'parts' | 'glossaryVersion'>,
): StoredMade {
  return {
    ...{
      field: source.field,
      sourceVersion: source.version,
      glossaryVersion,
      language,
      state,
      engine,
      text,
      parts,
    },
    facets: facetsIn(source.facets as { start: number; end: number }[], { from: source.text, to: text }),
  };
}

/** Places of the engines that may see a text: what not everybody may read goes only where the operator said it may. */
function enginesFor({ providers }: Pick<Context, 'providers'>, open: boolean): number[] {
  return providers.translate.engines.flatMap(({ forPrivate }, place) => (open || forPrivate ? [place] : []));
}

/** Another text whenever texts may be translated better than before. */
export function madeBy(engines: readonly Pick<EngineFacts, 'name' | 'forPrivate' | 'pairs'>[]): string {
  const facts = engines.map(({ name, forPrivate, pairs }) => [name, forPrivate, ...(pairs?.() ?? [])]);
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64url').slice(0, 12);
}

/** Texts that were made by other engines than there are now, or never, and do not wait for their turn: those read most first, then the newest. */
async function tryAgain(ctx: Context): Promise<void> {
  const now = madeBy(ctx.providers.translate.engines);
  const { rows } = await sql<{ kind: string; id: string }>`
    select kind, id from texts t where (made_by < ${now} or made_by > ${now})
      and not ${isWaiting(sql`array['text:' || t.kind || ':' || t.id || ':again']`, TOMORROW_S)}
    order by heat desc, written_at desc limit ${BATCH}`.execute(ctx.db);
  const named = new Map(rows.map((row) => [`${row.kind}:${row.id}`, row]));
  await transact(ctx, async (tx) => {
    for (const name of named.values()) wantTranslations(tx, name, { urgency: 'again' });
  });
}

/** Goes through the texts in batches, those read most first, then the newest, and asks for those in which a word stands. */
async function wantTheTouched(ctx: Context, owners: Owners, { words, after }: Touched): Promise<void> {
  if (!ctx.config.translation.on) return;
  const place = after ? sql`where (heat, written_at, kind, id) < (${sql.join(after)})` : sql``;
  const { rows } = await sql<{ kind: string; id: string; heat: number; at: string }>`
    select kind, id, heat, written_at::text as at from texts ${place}
    order by heat desc, written_at desc, kind desc, id desc limit ${BATCH}`.execute(ctx.db);
  const ids = Map.groupBy(rows, ({ kind }) => kind);
  const read = await Promise.all(
    [...ids].map(async ([kind, some]) => {
      const texts = await owners.get(kind)?.read(
        ctx,
        some.map(({ id }) => id),
      );
      return [kind, texts] as const;
    }),
  );
  const byKind = new Map(read);
  const touched = rows.filter(({ kind, id }) =>
    byKind
      .get(kind)
      ?.get(id)
      ?.some(({ text }) => words.some((word) => text.includes(word))),
  );
  const last = rows.at(-1);
  await transact(ctx, async (tx) => {
    const named = new Map(touched.map(({ kind, id }) => [`${kind}:${id}`, { kind, id }]));
    for (const name of named.values()) wantTranslations(tx, name, { urgency: 'again' });
    if (last && rows.length === BATCH) {
      const next: Touched = { words, after: [last.heat, last.at, last.kind, last.id] };
      tx.enqueue(TOUCHED, next);
    }
  });
}

interface From {
  kind?: string;
  after?: string | null;
}

/** Goes through the texts of all owners in batches, one job each, and asks for those that are not known. */
async function registerAll(
  ctx: Context,
  owners: readonly TextOwner[],
  { kind, after = null }: From,
): Promise<void> {
  const place = kind === undefined ? 0 : owners.findIndex((owner) => owner.kind === kind);
  const owner = owners[place];
  if (!owner || !ctx.config.translation.on) return;
  const ids = await owner.after(ctx, { after, limit: BATCH });
  const { rows } = await sql<{ id: string }>`
    select w.id from unnest(${ids}::text[]) w(id)
    where not exists (select from texts t where t.kind = ${owner.kind} and t.id = w.id)`.execute(ctx.db);
  const next =
    ids.length === BATCH ? { kind: owner.kind, after: ids.at(-1)! } : { kind: owners[place + 1]?.kind };
  await transact(ctx, async (tx) => {
    for (const { id } of rows) wantTranslations(tx, { kind: owner.kind, id }, { urgency: 'again' });
    if (next.kind !== undefined) tx.enqueue({ name: 'translation.all', priority: 20 }, next);
  });
}

import type { api, OutputOf } from '@jujube/contract';
import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { given } from '../../kernel/ids.ts';
import { bucketOf, take } from '../../kernel/limits.ts';
import { transact } from '../../kernel/transaction.ts';
import { isWaiting } from '../../kernel/waiting-jobs.ts';
import { madeBy } from './jobs.ts';
import { nearer, orderOf, READABLE, type State, type StoredVersion } from './rules.ts';
import { targetLanguages, wantTranslations, type TextName } from './texts.ts';

export type Translated = OutputOf<ReturnType<typeof api<'GET /notes/:id/translation'>>>;

/** A version that is there after so long was made by who asked for it. */
const SOON_S = 15;

interface Field extends TextName {
  field: string;
  language: string;
  madeBy: string;
  versions: Version[];
}

interface Version extends Pick<StoredVersion, 'language' | 'state' | 'text' | 'facets' | 'engine' | 'parts'> {
  locked: boolean;
}

/** Texts that go together, in the languages of who asks. Whether they may read them is for the owner to say. */
export async function translationOf(
  ctx: Pick<Context, 'db' | 'viewer'>,
  texts: readonly TextName[],
): Promise<Translated> {
  const [fields, waiting] = await Promise.all([fieldsOf(ctx, texts), areWaiting(ctx, texts)]);
  const order = orderOf(ctx.viewer);
  const versions = fields.flatMap(({ kind, id, field, language, versions: all }) => {
    const near = nearer(order, language, all);
    const written = all.filter((one) => WRITTEN.has(one.state) && !near.includes(one));
    return [...near, ...written].map(({ engine: by, parts, ...version }) => ({
      ...{ kind, id, field, by, ...version },
      ...(parts && { pairs: parts }),
    }));
  });
  return { versions, waiting };
}

/**
 * Has texts translated before all others, where they are not as well as they could be in a language that who asks reads.
 * Throws `limit.too_many`.
 */
export async function askTranslation(ctx: Context, texts: readonly TextName[]): Promise<Translated> {
  const { owner, ...bucket } = bucketOf(ctx, { member: 'translate', visitor: 'visitor_translations' });
  await take(ctx, owner, bucket);
  const wanted = ctx.config.translation.on ? await unmade(ctx, texts) : [];
  await transact(ctx, async (tx) => {
    for (const name of wanted) wantTranslations(tx, name, { urgency: 'asked' });
  });
  return translationOf(ctx, texts);
}

const WRITTEN: ReadonlySet<State> = new Set(['author', 'human']);

/** Those that nobody made yet (what goes with the first may have no words at all), or not with the engines there are now, and that who asks would rather read in another language. */
async function unmade(ctx: Context, texts: readonly TextName[]): Promise<TextName[]> {
  const [fields, { languages }] = await Promise.all([fieldsOf(ctx, texts), targetLanguages(ctx)]);
  const order = orderOf(ctx.viewer);
  const now = madeBy(ctx.providers.translate.engines);
  return texts.filter(({ kind, id }, at) => {
    const own = fields.filter((field) => field.kind === kind && field.id === id);
    if (own.length === 0) return at === 0;
    return own.some((field) => field.madeBy !== now && lacks(field));
  });
  function lacks({ language, versions }: Field): boolean {
    const could = nearer(
      order,
      language,
      languages.map((one) => ({ language: one, state: 'machine' as const })),
    );
    const best = nearer(order, language, versions).find(({ state }) => READABLE.includes(state));
    return could.length > 0 && best?.language !== could[0]!.language;
  }
}

async function fieldsOf({ db }: Pick<Context, 'db'>, texts: readonly TextName[]): Promise<Field[]> {
  const names = sql`unnest(${given(
    'text',
    texts.map(({ kind }) => kind),
  )}, ${given(
    'text',
    texts.map(({ id }) => id),
  )}) with ordinality n (kind, id, place)`;
  const { rows } = await sql<Field>`
    select t.kind, t.id, t.field, t.language, t.made_by as "madeBy", coalesce((
      select json_agg(json_build_object('language', x.language, 'state', x.state, 'text', x.text, 'facets', x.facets,
        'engine', x.engine, 'locked', x.locked, 'parts', (
          select json_agg(json_build_array(part -> 1, part -> 2) order by at)
          from jsonb_array_elements(x.parts) with ordinality p(part, at))) order by x.language, x.engine)
      from translations x
      where x.kind = t.kind and x.id = t.id and x.field = t.field and x.source_version = t.version), '[]') as versions
    from ${names} join texts t using (kind, id) order by n.place, t.field desc`.execute(db);
  return rows;
}

/** Whether a job of theirs is under way, or begins within seconds. */
async function areWaiting({ db }: Pick<Context, 'db'>, texts: readonly TextName[]): Promise<boolean> {
  const keys = texts.flatMap(({ kind, id }) => [`text:${kind}:${id}`, `text:${kind}:${id}:again`]);
  const { rows } = await sql<{
    yes: boolean;
  }>`select ${isWaiting(given('text', keys), SOON_S)} as yes`.execute(db);
  return rows[0]!.yes;
}

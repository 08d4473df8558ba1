import type { api, OutputOf } from '@jujube/contract';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { textLanguage } from '../../kernel/languages.ts';
import { authorsFor } from '../people/index.ts';
import { sentencesOf, type VersionSentences } from '../translation/index.ts';
import { correctionsOf, readsBoth } from './queries.ts';
import { mostOpen } from './rules.ts';
import { standingFor } from './standing.ts';
import { requireText, sourcesOf, type TextName } from './subjects.ts';

type TextVersions = OutputOf<ReturnType<typeof api<'GET /texts/:kind/:text'>>>;

/**
 * A text beside what it is in a language, sentence by sentence: in the one asked for, else in the first that the viewer reads
 * and that there is. Throws `text.not_found`.
 */
export async function readVersions(
  ctx: Context,
  { kind, text, language: asked }: TextName & { language?: string },
): Promise<TextVersions> {
  const subject = await requireText(ctx, { kind, text });
  const sources = await sourcesOf(ctx, { kind, text });
  if (sources.length === 0) throw new AppError('text.not_found');
  const fields = await Promise.all(
    sources.map(async (source) => ({ source, versions: await sentencesOf(ctx, { kind, id: text, source }) })),
  );
  const languages = [
    ...new Set(fields.flatMap(({ versions }) => versions.map((version) => version.language))),
  ].sort();
  const language = chosen(languages, asked ? textLanguage(asked) : undefined, ctx.viewer.languages);
  const shown = fields.flatMap(({ source, versions }) => {
    const version = versions.find((one) => one.language === language);
    return version ? [{ field: source.field, version }] : [];
  });
  const names = await authorsFor(
    ctx,
    shown.flatMap(({ version }) => menders(version)),
  );
  return {
    ...{ kind, text, languages, language },
    fromLanguage: sources[0]!.language,
    mine: ctx.viewer.id !== null && ctx.viewer.id === subject.aboutId,
    fields: shown.map(({ field, version: { state, engine, locked, sentences } }) => ({
      ...{ field, state, engine, locked },
      sentences: sentences.map((one) => ({
        ...{ sentence: one.key, source: one.source, words: one.text, state: one.state },
        by: (NUMBER.test(one.engine) && names.get(one.engine)) || null,
      })),
    })),
    corrections: language ? await correctionsOf(ctx, { kind, text, language }) : [],
    why: await whyNot(ctx, {
      shown: shown.map(({ version }) => version),
      from: sources[0]!.language,
      language,
    }),
  };
}

const NUMBER = /^\d{1,19}$/;

function menders({ sentences }: VersionSentences): string[] {
  return sentences.flatMap(({ engine }) => (NUMBER.test(engine) ? engine : []));
}

function chosen(there: readonly string[], asked: string | undefined, read: readonly string[]): string | null {
  if (asked !== undefined && there.includes(asked)) return asked;
  return read.find((language) => there.includes(language)) ?? there[0] ?? null;
}

interface Asking {
  shown: readonly VersionSentences[];
  from: string;
  language: string | null;
}

async function whyNot(ctx: Context, { shown, from, language }: Asking): Promise<TextVersions['why']> {
  if (language === null) return null;
  if (ctx.viewer.id === null) return 'sign_in';
  if (!readsBoth(ctx.viewer.languages, { from_language: from, language })) return 'languages';
  if (shown.every(({ state }) => state === 'author')) return 'author';
  if (shown.every(({ state, locked }) => locked || state === 'author')) return 'locked';
  return mostOpen(await standingFor(ctx, ctx.viewer.id)) === 0 ? 'standing' : null;
}

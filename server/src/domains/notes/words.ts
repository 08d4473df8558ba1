import { ERRORS, wordsIn, type ErrorCode, type facet } from '@jujube/contract';
import type { z } from 'zod';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Id } from '../../kernel/ids.ts';
import { resolveLanguage } from '../../kernel/languages.ts';
import { cleanText, parseText, withinGraphemes, type TypedFacet } from '../../kernel/text.ts';
import type { Tx } from '../../kernel/transaction.ts';
import { idsOfHandles } from '../people/index.ts';
import { topicsOfNames } from '../topics/index.ts';
import { BODY_LENGTH, MOST_TOPICS, TITLE_LENGTH } from './rules.ts';

export type Facet = z.output<typeof facet>;

/** Title and body as somebody sent them. */
export interface Written {
  title?: string | undefined;
  body?: string | undefined;
  language?: string | undefined;
  /** The title is the words of a card, whose lines are kept; elsewhere a title is one line. */
  isCard?: boolean;
}

/** Title and body as they are stored. */
export interface Words {
  title: string;
  body: string;
  language: string;
}

export interface FacetedWords extends Words {
  titleFacets: Facet[];
  bodyFacets: Facet[];
}

/** Cleaned and measured. `at` is where in the request it stood. Throws `note.title_long`, `note.body_long`. */
export function checkedWords({ locale }: Pick<Context, 'locale'>, written: Written, at = ''): Words {
  const title = cleanText(written.title ?? '', { multiline: written.isCard ?? false });
  const body = cleanText(written.body ?? '', { multiline: true });
  const refuse = (code: ErrorCode, path: string) =>
    new AppError(code, { fields: [{ path: at + path, code, message: wordsIn(ERRORS[code].words, locale) }] });
  if (!withinGraphemes(title, TITLE_LENGTH)) throw refuse('note.title_long', 'title');
  if (!withinGraphemes(body, BODY_LENGTH)) throw refuse('note.body_long', 'body');
  return { title, body, language: resolveLanguage(`${title}\n${body}`, written.language) };
}

/**
 * An author's versions in other languages; empty ones are left out.
 * Throws `note.language_twice` when one is in the original's language or there twice.
 */
export function checkedVersions(
  ctx: Pick<Context, 'locale'>,
  original: Words,
  versions: readonly Written[],
): Words[] {
  const kept = versions
    .map((version, index) => checkedWords(ctx, version, `versions.${index}.`))
    .filter(({ title, body }) => title !== '' || body !== '');
  const languages = [original.language, ...kept.map(({ language }) => language)];
  if (new Set(languages).size < languages.length) throw new AppError('note.language_twice');
  return kept;
}

export interface Prepared {
  /** In the order they were given. */
  words: FacetedWords[];
  /** Topics of all of them together, each once. */
  topicIds: string[];
  /** People named in any of them, each once. */
  mentionedIds: Id[];
}

/**
 * Finds topics, mentions and links in all versions of a text together: one statement for topics, one for people.
 * New topics get their ids here; handles that nobody has stay plain text. Throws `note.too_many_topics`.
 *
 * @param before what stood there: whom it mentioned is meant by the same name again, whoever has it now
 */
export async function prepareWords(
  tx: Tx,
  all: readonly Words[],
  before: readonly Mentioning[] = [],
): Promise<Prepared> {
  const parsed = all.map((words) => ({
    words,
    title: parseText(words.title).facets,
    body: parseText(words.body).facets,
  }));
  const typed = parsed.flatMap(({ words, title, body }) =>
    [...title, ...body].map((found) => ({ ...found, language: words.language })),
  );
  const names = typed
    .filter(({ kind }) => kind === 'topic')
    .map(({ value, language }) => ({ name: value, language }));
  if (new Set(names.map(({ name }) => name)).size > MOST_TOPICS * all.length)
    throw new AppError('note.too_many_topics');
  const handles = typed.filter(({ kind }) => kind === 'mention').map(({ value }) => value);
  const topics = await topicsOfNames(tx, names);
  const people = await peopleMeant(tx, handles, before);
  const ids = { topics, people };
  const words = parsed.map(({ words: plain, title, body }) => ({
    ...plain,
    titleFacets: title.flatMap((found) => facetOf(found, ids)),
    bodyFacets: body.flatMap((found) => facetOf(found, ids)),
  }));
  const topicIds = [...new Set(topics.values())];
  if (topicIds.length > MOST_TOPICS) throw new AppError('note.too_many_topics');
  return { words, topicIds, mentionedIds: [...new Set(people.values())] };
}

/** A text with what was found in it when it was written. */
export interface Mentioning {
  text: string;
  facets: readonly Facet[];
}

/** Who is meant by handles: whoever an older text meant by the same, else whoever has it today. */
async function peopleMeant(
  tx: Tx,
  handles: readonly string[],
  before: readonly Mentioning[],
): Promise<Map<string, Id>> {
  const known = new Map<string, Id>(
    before.flatMap(({ text, facets }) => {
      const points = Array.from(text);
      return facets
        .filter(({ kind }) => kind === 'mention')
        .map(
          ({ start, end, id }) =>
            [
              points
                .slice(start + 1, end)
                .join('')
                .toLowerCase(),
              id,
            ] as const,
        );
    }),
  );
  const wanted = [...new Set(handles.map((handle) => handle.toLowerCase()))];
  const found = await idsOfHandles(
    tx,
    wanted.filter((handle) => !known.has(handle)),
  );
  for (const handle of wanted) if (known.has(handle)) found.set(handle, known.get(handle)!);
  return found;
}

/** The same for one plain text of another domain; without `topics` only existing people and links are found. */
export async function facetsFor(
  tx: Tx,
  text: string,
  { topics, before = [] }: { topics: boolean; before?: readonly Mentioning[] },
): Promise<{ text: string; facets: Facet[]; mentionedIds: Id[] }> {
  const { facets } = parseText(text);
  const kept = facets.filter(({ kind }) => topics || kind !== 'topic');
  const names = kept
    .filter(({ kind }) => kind === 'topic')
    .map(({ value }) => ({ name: value, language: 'und' }));
  const handles = kept.filter(({ kind }) => kind === 'mention').map(({ value }) => value);
  const ids = { topics: await topicsOfNames(tx, names), people: await peopleMeant(tx, handles, before) };
  return {
    text,
    facets: kept.flatMap((found) => facetOf(found, ids)),
    mentionedIds: [...new Set(ids.people.values())],
  };
}

interface Known {
  topics: Map<string, string>;
  people: Map<string, Id>;
}

function facetOf({ value, ...facet }: TypedFacet, { topics, people }: Known): Facet[] {
  const idOf = {
    topic: () => topics.get(value),
    mention: () => people.get(value.toLowerCase()),
    link: () => value,
  };
  const id = idOf[facet.kind]();
  return id === undefined ? [] : [{ ...facet, id }];
}

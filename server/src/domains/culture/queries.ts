import type { OutputOf } from '@jujube/contract';
import type { api } from '@jujube/contract';
import { cultureText, foldText, knownTraditional } from '@jujube/lingua';
import { sql } from 'kysely';
import { keepsRules, type Context, type Viewer } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { given } from '../../kernel/ids.ts';
import { PAGE, pageOf, readUuidCursor } from '../../kernel/paging.ts';
import { authorJson, type Author } from '../people/index.ts';
import { visibleTo } from '../verdicts/index.ts';
import { shippedWords, wordBook, wordOfRow, type BookWord, type WordRow } from './book.ts';
import type { Words } from './rules.ts';

type Word = OutputOf<ReturnType<typeof api<'GET /words'>>>['items'][number];
export type Change = OutputOf<ReturnType<typeof api<'PUT /word-changes/:id/vote'>>>;

interface ListInput {
  q?: string | undefined;
  kind?: string | undefined;
  language?: string | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** The word book in its order, or what in it has these words: those that begin with them first. */
export async function listWords(ctx: Context, { q = '', kind, language, cursor, limit = PAGE }: ListInput) {
  const { order } = await wordBook(ctx);
  const all = keepsRules(ctx.viewer);
  const sought = foldText(q).trim();
  const found = order.filter(
    (word) =>
      (all || !word.hidden) &&
      (!kind || word.kind === kind) &&
      (!language || word.language === language) &&
      word.folded.includes(sought),
  );
  const sorted = sought
    ? [...found.filter((word) => leads(word, sought)), ...found.filter((word) => !leads(word, sought))]
    : found;
  const start = cursor === undefined ? 0 : placeAfter(sorted, cursor);
  const shown = sorted.slice(start, start + limit);
  const more = start + limit < sorted.length;
  return {
    items: shown.map((word) => wordFor(ctx.viewer, word)),
    cursor: more ? Buffer.from(shown.at(-1)!.id).toString('base64url') : null,
  };
}

function leads({ folded }: BookWord, sought: string): boolean {
  return folded.startsWith(sought);
}

/** Behind the word that the page before ended with. Throws `request.cursor` where that is gone. */
function placeAfter(words: readonly BookWord[], cursor: string): number {
  const id = Buffer.from(cursor, 'base64url').toString();
  const place = words.findIndex((word) => word.id === id);
  if (place < 0) throw new AppError('request.cursor');
  return place + 1;
}

/** One word, as of now. Throws `word.not_found`; hidden ones are there for those who keep the rules. */
export async function readWord(ctx: Context, { id }: { id: string }) {
  const word = await requireWord(ctx, id);
  const { rows } = await sql<{ waiting: number }>`
    select count(*)::int as waiting from culture_changes where word = ${id} and state = 'waiting'`.execute(
    ctx.db,
  );
  return {
    ...wordFor(ctx.viewer, word),
    terms: [...word.terms],
    words: wordsOf(word),
    version: word.version,
    waiting: rows[0]!.waiting,
  };
}

/** A word as of now that the asking person may see. Throws `word.not_found`. */
export async function requireWord(ctx: Pick<Context, 'db' | 'viewer'>, id: string): Promise<BookWord> {
  const word = await findWord(ctx, id);
  if (!word || (word.hidden && !keepsRules(ctx.viewer))) throw new AppError('word.not_found');
  return word;
}

/** A word as of now, also within a transaction. */
export async function findWord({ db }: Pick<Context, 'db'>, id: string): Promise<BookWord | null> {
  const { rows } = await sql<WordRow>`
    select id, language, words, hidden, version, converted from culture_words where id = ${id}`.execute(db);
  return (rows[0] ? wordOfRow(rows[0]) : shippedWords().get(id)) ?? null;
}

/** What people write of a word. */
export function wordsOf(word: BookWord): Words {
  const { language, kind, register, terms, rules, meaning, plain, example, translation, source } = word;
  return { language, kind, register, terms: [...terms], rules, meaning, plain, example, translation, source };
}

function wordFor({ aids, languages }: Viewer, word: BookWord): Word {
  const reader = aids?.reader ?? 'en';
  const traditional = reader === 'en' ? languages.includes('zh-Hant') : reader === 'zh-Hant';
  const script = traditional ? 'zh-Hant' : 'zh-Hans';
  const { term, language, explanation, example, translation, source } = cultureText(word, reader, {
    script,
    inScript: (text, wanted) =>
      word.converted[wanted]?.[text] ?? (wanted === 'zh-Hant' ? knownTraditional(text) : undefined) ?? text,
  });
  const other = word.language === 'zh' ? 'en' : script;
  const own = (word.language === 'en') === (reader === 'en') && word.plain !== '';
  return {
    id: word.id,
    kind: word.kind,
    register: word.register,
    term,
    language,
    explanation,
    example,
    translation,
    explanationLanguage: own ? language : other,
    translationLanguage: other,
    source,
    hidden: word.hidden,
    ours: word.ours,
  };
}

interface ChangeRow {
  id: string;
  word: string;
  action: Change['action'];
  state: Change['state'];
  version: number;
  before: Words | null;
  after: Words | null;
  why: string;
  reason: string;
  by: Author | null;
  decided_by: Author | null;
  yes: number;
  no: number;
  vote: boolean | null;
  own: boolean;
  created_at: Date;
  decided_at: Date | null;
}

interface Page {
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** What people did and proposed about one word, newest first. Throws `word.not_found`. */
export async function listChangesOf(ctx: Context, { id, ...page }: Page & { id: string }) {
  await requireWord(ctx, id);
  return changePage(ctx, { ...page, word: id });
}

/** Proposals that wait, newest first. */
export function listWaiting(ctx: Context, page: Page) {
  return changePage(ctx, { ...page, word: null });
}

async function changePage(ctx: Context, { word, cursor, limit = PAGE }: Page & { word: string | null }) {
  const after = readUuidCursor(cursor)?.id ?? null;
  const { rows } = await sql<ChangeRow>`
    select ${columns(ctx)} from culture_changes c
    where (${word}::text is null and c.state = 'waiting' or c.word = ${word}::text)
      and (${after}::uuid is null or c.id < ${after}::uuid)
    order by c.id desc limit ${limit + 1}`.execute(ctx.db);
  const { rows: shown, cursor: next } = pageOf(rows, limit, ({ created_at, id }) => ({
    time: created_at,
    id,
  }));
  return { items: shown.map(changeOf), cursor: next };
}

/** One change as the asking person sees it. Throws `word.change_not_found`. */
export async function readChange(ctx: Pick<Context, 'db' | 'viewer'>, id: string): Promise<Change> {
  const { rows } = await sql<ChangeRow>`
    select ${columns(ctx)} from culture_changes c where c.id = ${id}`.execute(ctx.db);
  if (!rows[0]) throw new AppError('word.change_not_found');
  return changeOf(rows[0]);
}

/** What these proposals are about, by their ids; `word` only where its page is there. Those that are gone are missing. */
export async function changesNamed(
  ctx: Pick<Context, 'db' | 'pool'>,
  ids: readonly string[],
): Promise<Map<string, { word: string | null; term: string; language: string; reason: string }>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Pick<ChangeRow, 'id' | 'word' | 'before' | 'after' | 'reason'>>`
    select id, word, before, after, reason from culture_changes where id = any(${given('uuid', ids)})`.execute(
    ctx.db,
  );
  const { order } = await wordBook(ctx);
  const there = new Set(order.filter(({ hidden }) => !hidden).map(({ id }) => id));
  return new Map(
    rows.map(({ id, word, before, after, reason }) => {
      const words = after ?? before;
      const named = { term: words?.terms[0] ?? word, language: words?.language ?? 'und', reason };
      return [id, { word: there.has(word) ? word : null, ...named }];
    }),
  );
}

/** Of people whom the asking person may not see, nothing is told. */
function columns({ viewer }: Pick<Context, 'viewer'>) {
  const named = (name: 'c.author_id' | 'c.decided_by_id') => {
    const id = sql.ref(name);
    return sql`case when ${visibleTo({ viewer }, { kind: 'person', id, owner: id })} then ${authorJson(id)} end`;
  };
  return sql`c.id, c.word, c.action, c.state, c.version, c.before, c.after, c.why, c.reason, c.created_at, c.decided_at,
    ${named('c.author_id')} as by, ${named('c.decided_by_id')} as decided_by,
    coalesce(c.author_id = ${viewer.id}::bigint, false) as own,
    (select count(*)::int from culture_votes v where v.change_id = c.id and v.for_it) as yes,
    (select count(*)::int from culture_votes v where v.change_id = c.id and not v.for_it) as no,
    (select v.for_it from culture_votes v where v.change_id = c.id and v.person_id = ${viewer.id}::bigint) as vote`;
}

function changeOf({ by, decided_by, yes, no, vote, created_at, decided_at, ...row }: ChangeRow): Change {
  return {
    id: row.id,
    word: row.word,
    term: (row.after ?? row.before)?.terms[0] ?? row.word,
    action: row.action,
    state: row.state,
    before: row.before,
    after: row.after,
    why: row.why,
    by,
    decidedBy: decided_by,
    reason: row.reason,
    votes: { for: yes, against: no },
    vote: vote === null ? null : vote ? 'for' : 'against',
    own: row.own,
    createdAt: created_at.toISOString(),
    decidedAt: decided_at?.toISOString() ?? null,
  };
}

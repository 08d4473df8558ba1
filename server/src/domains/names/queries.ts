import type { api, OutputOf } from '@jujube/contract';
import { sql } from 'kysely';
import { personId, type Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { given, type Id } from '../../kernel/ids.ts';
import { PAGE, pageOf, readCursor } from '../../kernel/paging.ts';
import { authorJson, authorsFor, peopleWhere, resolvePerson, type Author } from '../people/index.ts';
import { visibleTo } from '../verdicts/index.ts';
import { warningsOf, type Script } from './rules.ts';

export type Proposal = OutputOf<ReturnType<typeof api<'PUT /names/:id/accept'>>>;
export type Request = OutputOf<ReturnType<typeof api<'PUT /me/name-request'>>>;
type Looked = OutputOf<ReturnType<typeof api<'POST /names/look'>>>;
type Reads = Pick<Context, 'db' | 'viewer' | 'providers'>;

export interface ProposalRow {
  id: Id;
  person_id: Id;
  author_id: Id;
  name: string;
  meaning: string;
  reading: string;
  created_at: Date;
  accepted_at: Date | null;
}

/** A name that somebody wears by another's gift. */
export interface NameGift {
  by: Author;
  reading: string;
}

/** Who asks for a name and may be seen, the newest first. */
export async function listRequests(
  ctx: Reads,
  { cursor, limit = PAGE }: { cursor?: string; limit?: number },
) {
  const after = readCursor(cursor);
  const ref = sql.ref('r.person_id');
  const { rows } = await sql<{
    id: Id;
    author: Author;
    script: Script;
    words: string;
    asked_at: Date;
    proposals: number;
  }>`
    select r.person_id as id, ${authorJson(ref)} as author, r.script, r.words, r.asked_at,
      (select count(*)::int from name_proposals np where np.person_id = r.person_id and ${seenProposal(ctx)}) as proposals
    from name_requests r
    where ${visibleTo(ctx, { kind: 'person', id: ref, owner: ref })}
      and (${after?.id ?? null}::bigint is null or (r.asked_at, r.person_id) < (${after?.time ?? null}::timestamptz, ${after?.id ?? null}::bigint))
    order by r.asked_at desc, r.person_id desc limit ${limit + 1}`.execute(ctx.db);
  const page = pageOf(rows, limit, (row) => ({ time: row.asked_at, id: row.id }));
  return {
    items: page.rows.map(({ author, proposals, ...row }) => ({
      ...author,
      request: requestOf(row),
      proposals,
    })),
    cursor: page.cursor,
  };
}

/** What was proposed to somebody, what they took first; of those who may not be seen nothing. Throws `person.not_found`. */
export async function listNames(ctx: Reads, { person }: { person: string }) {
  const id = await visiblePerson(ctx, person);
  const { rows } = await sql<ProposalRow>`
    select np.* from name_proposals np where np.person_id = ${id} and ${seenProposal(ctx)}
    order by np.accepted_at is null, np.created_at desc, np.id desc limit 100`.execute(ctx.db);
  const [authors, request, items] = await Promise.all([
    authorsFor(ctx, [id]),
    requestFor(ctx, id),
    proposalsOf(ctx, rows),
  ]);
  return { person: authors.get(id)!, request, items };
}

/** A proposal that the viewer may see. Throws `name.not_found`. */
export async function requireProposal(ctx: Pick<Context, 'db' | 'viewer'>, id: Id): Promise<ProposalRow> {
  const owner = sql.ref('np.person_id');
  const { rows } = await sql<ProposalRow>`
    select np.* from name_proposals np where np.id = ${id} and ${seenProposal(ctx)}
      and ${visibleTo(ctx, { kind: 'person', id: owner, owner })}`.execute(ctx.db);
  if (!rows[0]) throw new AppError('name.not_found');
  return rows[0];
}

/** A proposal as the viewer sees it. */
export async function readProposal(ctx: Reads, id: Id): Promise<Proposal> {
  const [proposal] = await proposalsOf(ctx, [await requireProposal(ctx, id)]);
  return proposal!;
}

/** Who gave people the second names that they wear now; and whether they ask for one. */
export async function namesGiven(
  ctx: Pick<Context, 'db' | 'viewer'>,
  worn: ReadonlyMap<Id, string | null>,
): Promise<Map<Id, { gift: NameGift | null; asks: boolean }>> {
  const ids = [...worn.keys()];
  const { rows } = await sql<{
    id: Id;
    name: string | null;
    reading: string | null;
    by: Author | null;
    asks: boolean;
  }>`
    select w.id, np.name, np.reading, case when np.id is not null then ${authorJson(sql.ref('np.author_id'))} end as by,
      exists (select from name_requests r where r.person_id = w.id) as asks
    from unnest(${given('bigint', ids)}) as w (id)
    left join lateral (select * from name_proposals np
      where np.person_id = w.id and np.accepted_at is not null and ${seenProposal(ctx)}
      order by np.accepted_at desc limit 1) np on true`.execute(ctx.db);
  return new Map(
    rows.map(({ id, name, reading, by, asks }) => {
      const wears = by !== null && name === worn.get(id);
      return [id, { gift: wears ? { by, reading: reading ?? '' } : null, asks }];
    }),
  );
}

/** What a name is made of, how it is read, and what speaks against it. */
export async function lookAt({ providers }: Pick<Context, 'providers'>, name: string): Promise<Looked> {
  const characters = await providers.words.name({ name });
  return { characters, reading: readingOf(characters), warnings: warningsOf(characters) };
}

export async function requestFor({ db }: Pick<Context, 'db'>, person: Id): Promise<Request | null> {
  const row = await db
    .selectFrom('name_requests')
    .select(['script', 'words', 'asked_at'])
    .where('person_id', '=', person)
    .executeTakeFirst();
  return row ? requestOf(row as { script: Script; words: string; asked_at: Date }) : null;
}

/** A person by id or handle whom the viewer may see. Throws `person.not_found`. */
export async function visiblePerson(ctx: Pick<Context, 'db' | 'viewer'>, person: string): Promise<Id> {
  const id = await resolvePerson(ctx, person);
  const seen = await peopleWhere(ctx, [id], (ref) => visibleTo(ctx, { kind: 'person', id: ref, owner: ref }));
  if (!seen.has(id)) throw new AppError('person.not_found');
  return id;
}

/** SQL: the viewer may see the proposal `np`: neither its giver nor itself is hidden from them. */
function seenProposal(ctx: Pick<Context, 'viewer'>) {
  return visibleTo(ctx, { kind: 'name', id: sql.ref('np.id'), owner: sql.ref('np.author_id') });
}

async function proposalsOf(ctx: Reads, rows: readonly ProposalRow[]): Promise<Proposal[]> {
  const authors = await authorsFor(
    ctx,
    rows.map((row) => row.author_id),
  );
  const looked = await Promise.all(rows.map(({ name }) => lookAt(ctx, name)));
  return rows.flatMap((row, at) => {
    const by = authors.get(row.author_id);
    if (!by) return [];
    return {
      id: row.id,
      name: row.name,
      meaning: row.meaning,
      ...looked[at]!,
      reading: row.reading || looked[at]!.reading,
      by,
      mine: row.author_id === personId(ctx.viewer),
      at: row.created_at.toISOString(),
      acceptedAt: row.accepted_at?.toISOString() ?? null,
    };
  });
}

function readingOf(characters: Looked['characters']): string {
  return characters.flatMap(({ reading }) => reading ?? []).join(' ');
}

function requestOf({ script, words, asked_at }: { script: Script; words: string; asked_at: Date }): Request {
  return { script, words, askedAt: asked_at.toISOString() };
}

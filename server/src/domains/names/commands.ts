import { sql } from 'kysely';
import { personId, type Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Id } from '../../kernel/ids.ts';
import { spend } from '../../kernel/limits.ts';
import { cleanText } from '../../kernel/text.ts';
import { transact, type Tx } from '../../kernel/transaction.ts';
import { changeProfile, checkName, profilesFor } from '../people/index.ts';
import { nameAccepted, nameProposed } from './events.ts';
import {
  lookAt,
  readProposal,
  requestFor,
  requireProposal,
  visiblePerson,
  type Proposal,
  type Request,
} from './queries.ts';
import { isIn, LONGEST_MEANING, LONGEST_WORDS, MOST_PROPOSALS, wantedScript, type Script } from './rules.ts';

/** Asks for a name in the other script; again, it changes what one says. Throws `name.has_one` where there is one. */
export async function askForName(ctx: Context, { words }: { words: string }): Promise<Request> {
  const person = personId(ctx.viewer);
  const said = cut(cleanText(words, { multiline: true }), LONGEST_WORDS);
  return transact(ctx, async (tx) => {
    await spend(tx, 'edit');
    const profile = (await profilesFor(tx, [person])).get(person)!;
    if (profile.secondName !== null) throw new AppError('name.has_one');
    await sql`insert into name_requests (person_id, script, words, asked_at)
      values (${person}, ${wantedScript(profile.name)}, ${said}, ${tx.now()})
      on conflict (person_id) do update set words = excluded.words, script = excluded.script`.execute(tx.db);
    return (await requestFor(tx, person))!;
  });
}

/** Asks no more. */
export async function stopAsking({ db, viewer }: Context): Promise<void> {
  await db.deleteFrom('name_requests').where('person_id', '=', personId(viewer)).execute();
}

/** What a name is made of, and what speaks against it. */
export async function lookAtName(ctx: Context, { name }: { name: string }) {
  await spend(ctx, 'search');
  return lookAt(ctx, checkName(name));
}

interface Proposing {
  person: string;
  name: string;
  meaning: string;
}

/**
 * Proposes a name to whoever asks for one; the same name again changes what one says of it. Throws `name.not_asked`,
 * `name.enough`, `name.script`, `name.own`, `person.not_found`, `person.name_invalid`.
 */
export async function proposeName(ctx: Context, { person, ...said }: Proposing): Promise<Proposal> {
  const name = checkName(said.name);
  const meaning = cut(cleanText(said.meaning, { multiline: true }), LONGEST_MEANING);
  const author = personId(ctx.viewer);
  return transact(ctx, async (tx) => {
    await spend(tx, 'comment');
    const to = await visiblePerson(tx, person);
    if (to === author) throw new AppError('name.own');
    const asked = await lockRequest(tx, to);
    if (!isIn(name, asked.script)) throw new AppError('name.script');
    const { rows: before } = await sql<{ name: string }>`
      select name from name_proposals where person_id = ${to} and author_id = ${author}`.execute(tx.db);
    const known = before.some((one) => one.name === name);
    if (!known && before.length >= MOST_PROPOSALS) throw new AppError('name.enough');
    const { rows } = await sql<{ id: Id }>`
      insert into name_proposals (id, person_id, author_id, name, meaning, created_at)
      values (${tx.ids.next(to)}, ${to}, ${author}, ${name}, ${meaning}, ${tx.now()})
      on conflict (person_id, author_id, name) do update set meaning = excluded.meaning
      returning id`.execute(tx.db);
    const { id } = rows[0]!;
    if (!known) tx.emit(nameProposed, { nameId: id, personId: to, authorId: author });
    return readProposal(tx, id);
  });
}

/** Takes back what one proposed, or declines what was proposed to one; twice is once. What is worn stays thanked for. */
export async function dropName(ctx: Context, { id }: { id: Id }): Promise<void> {
  const person = personId(ctx.viewer);
  await sql`delete from name_proposals
    where id = ${id} and (author_id = ${person} or person_id = ${person}) and accepted_at is null`.execute(
    ctx.db,
  );
}

/**
 * Takes a name for one's own, read as one says, and asks no more. Throws `name.not_found`, and what a name may not be
 * (`person.name_confusable`).
 */
export async function acceptName(
  ctx: Context,
  { id, reading }: { id: Id; reading?: string },
): Promise<Proposal> {
  const person = personId(ctx.viewer);
  return transact(ctx, async (tx) => {
    const proposal = await requireProposal(tx, id);
    if (proposal.person_id !== person) throw new AppError('name.not_found');
    await changeProfile(tx, { secondName: proposal.name });
    const read = reading === undefined ? proposal.reading : cut(cleanText(reading), LONGEST_WORDS);
    await sql`update name_proposals set accepted_at = case when id = ${id} then ${tx.now()}::timestamptz end,
        reading = case when id = ${id} then ${read} else reading end
      where person_id = ${person} and (id = ${id} or accepted_at is not null)`.execute(tx.db);
    await tx.db.deleteFrom('name_requests').where('person_id', '=', person).execute();
    tx.emit(nameAccepted, { nameId: id, personId: person, authorId: proposal.author_id });
    return readProposal(tx, id);
  });
}

/** What somebody asks for, until this is written. Throws `name.not_asked`. */
async function lockRequest(tx: Tx, person: Id): Promise<{ script: Script }> {
  const { rows } = await sql<{ script: Script }>`
    select script from name_requests where person_id = ${person} for update`.execute(tx.db);
  if (!rows[0]) throw new AppError('name.not_asked');
  return rows[0];
}

function cut(text: string, length: number): string {
  return Array.from(text).slice(0, length).join('');
}

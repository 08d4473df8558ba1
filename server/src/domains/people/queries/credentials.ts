import { sql } from 'kysely';
import type { Context } from '../../../kernel/context.ts';
import { AppError } from '../../../kernel/errors.ts';
import type { Id } from '../../../kernel/ids.ts';
import { shownEmail } from '../rules/emails.ts';

export interface Credentials {
  hash: string | null;
  email: string | null;
  handle: string;
  name: string;
  locale: string | null;
  /** What a password may not be made of. */
  about: string[];
}

/** What proves who a person is, and what a password may not be made of. Throws `person.not_found`. */
export async function readCredentials({ db }: Pick<Context, 'db'>, id: Id): Promise<Credentials> {
  const { rows } = await sql<Omit<Credentials, 'about' | 'email'> & { email: string }>`
    select a.password as hash, p.email, p.handle, p.name, p.locale from people p
    left join accounts a on a.person_id = p.id and a.provider_id = 'credential'
    where p.id = ${id} and p.erased_at is null`.execute(db);
  const row = rows[0];
  if (!row) throw new AppError('person.not_found');
  const email = shownEmail(row.email);
  return { ...row, email, about: [row.name, row.handle, email ?? ''] };
}

/** The id of the account with this address (in lower case). */
export async function personByEmail({ db }: Pick<Context, 'db'>, email: string): Promise<Id | null> {
  const row = await db
    .selectFrom('people')
    .select('id')
    .where('email', '=', email)
    .where('erased_at', 'is', null)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** The id of the account with this handle or address; closed ones too. */
export async function personByEither({ db }: Pick<Context, 'db'>, typed: string): Promise<Id | null> {
  const key = typed.trim().replace(/^@/, '').toLowerCase();
  if (key.includes('@')) return shownEmail(key) === null ? null : personByEmail({ db }, key);
  const row = await db
    .selectFrom('people')
    .select('id')
    .where(sql`lower(handle)`, '=', key)
    .where('erased_at', 'is', null)
    .executeTakeFirst();
  return row?.id ?? null;
}

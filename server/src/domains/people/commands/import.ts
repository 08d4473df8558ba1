import { sql } from 'kysely';
import type { Context } from '../../../kernel/context.ts';
import { uuidv7, type Id } from '../../../kernel/ids.ts';
import { noEmail } from '../rules/emails.ts';
import { handleSkeleton } from '../rules/handles.ts';

/** Somebody who does not sign up but is put there: the demo world, synthetic worlds, an import. */
export interface ImportedPerson {
  id: Id;
  handle: string;
  name: string;
  secondName?: string | null;
  bio?: { language: string; text: string }[];
  place?: string | null;
  reads: string[];
  writes: string[];
  interests?: string[];
  createdAt: Date;
  demo?: boolean;
  /** In the accounts library's form; without one nobody can sign in as them. */
  passwordHash?: string | null;
}

/**
 * Inserts people in two statements, however many; names and handles are taken as they are. Handles must be free. Nobody is
 * told that they joined.
 */
export async function importPeople(
  { db }: Pick<Context, 'db'>,
  people: readonly ImportedPerson[],
): Promise<void> {
  const rows = people.map((person) => ({
    ...person,
    skeleton: handleSkeleton(person.handle),
    email: noEmail(person.id),
    bio: person.bio ?? [],
    interests: person.interests ?? [],
    demo: person.demo ?? false,
  }));
  await sql`
    insert into people (id, handle, handle_skeleton, name, second_name, email, bio, place, reads, writes, interests,
      created_at, updated_at, arrived_at, demo)
    select id, handle, skeleton, name, "secondName", email, bio, place, reads, writes, interests,
      "createdAt", "createdAt", "createdAt", demo
    from json_to_recordset(${JSON.stringify(rows)}::json) as one (id bigint, handle text, skeleton text, name text,
      "secondName" text, email text, bio jsonb, place text, reads text[], writes text[], interests text[],
      "createdAt" timestamptz, demo boolean)`.execute(db);
  const withPassword = people.filter((person) => person.passwordHash);
  if (withPassword.length === 0) return;
  await sql`
    insert into accounts (id, person_id, account_id, provider_id, password)
    select id, person, person::text, 'credential', hash
    from unnest(${withPassword.map(() => uuidv7())}::uuid[], ${withPassword.map((one) => one.id)}::bigint[],
      ${withPassword.map((one) => one.passwordHash)}::text[]) as one (id, person, hash)`.execute(db);
}

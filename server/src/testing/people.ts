import { randomBytes } from 'node:crypto';
import type { Base } from '../state.ts';
import { sessionCookie } from '../domains/people/accounts/cookies.ts';
import { hashPassword } from '../domains/people/accounts/passwords.ts';
import { importPeople } from '../domains/people/index.ts';
import { uuidv7, type Id } from '../kernel/ids.ts';

/** Somebody of many: a cookie for requests, and a handle to sign in with. */
export interface Extra {
  id: Id;
  handle: string;
  /** The `Cookie` header of a signed-in browser. */
  cookie: string;
}

export interface ManyOptions {
  count: number;
  /** Handles are this and a number. */
  prefix?: string;
  /** All have this one; hashed once. */
  password?: string;
  /** Days since sign-up, so that limits are whole. */
  age?: number;
  reads?: string[];
}

const CHUNK = 5000;
const DAY_MS = 86_400_000;

/** Thousands of signed-in accounts in a second or two, for benches: one hash, few statements. */
export async function insertPeople(base: Base, options: ManyOptions): Promise<Extra[]> {
  const { count, prefix = 'many', password = 'one password for all', age = 60, reads = ['en'] } = options;
  const passwordHash = await hashPassword(password);
  const made: Extra[] = [];
  for (let from = 0; from < count; from += CHUNK) {
    const people = Array.from({ length: Math.min(CHUNK, count - from) }, (_, index) => {
      // A millisecond each: an id maker for other times has few numbers a moment.
      const createdAt = new Date(Date.now() - age * DAY_MS - (from + index));
      const handle = `${prefix}_${from + index}`;
      return {
        id: base.ids.at(createdAt),
        handle,
        name: handle,
        reads,
        writes: reads,
        createdAt,
        passwordHash,
      };
    });
    await importPeople(base, people);
    made.push(...(await signInAll(base, people)));
  }
  return made;
}

async function signInAll(base: Base, people: { id: Id; handle: string }[]): Promise<Extra[]> {
  const tokens = people.map(() => randomBytes(24).toString('base64url'));
  await base.pool.query(
    `insert into sessions (id, person_id, token, expires_at)
     select id, person, token, now() + interval '7 days' from unnest($1::uuid[], $2::bigint[], $3::text[]) as one (id, person, token)`,
    [people.map(() => uuidv7()), people.map(({ id }) => id), tokens],
  );
  return people.map(({ id, handle }, index) => ({
    id,
    handle,
    cookie: sessionCookie(base, tokens[index]!).split(';')[0]!,
  }));
}

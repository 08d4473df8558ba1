import { createHash, createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { Aids } from '@jujube/contract';
import { sql } from 'kysely';
import type { Context, Role, Viewer } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { statement } from '../../kernel/statement.ts';

/** The session cookie of the accounts library; over https its name has the prefix `__Secure-`. */
export const SESSION_COOKIE = 'jujube.session_token';

const COOKIE = new RegExp(`(?:^|;\\s*)(?:__Secure-)?${SESSION_COOKIE}=([^;]+)`);
const YOUNG_MS = 3 * 24 * 3600 * 1000;

export interface SignedIn {
  viewer: Omit<Viewer, 'aids'> & { aids: Partial<Aids> };
  sessionId: string | null;
  /** Not prolonged for an hour. */
  sessionStale: boolean;
  scopes: readonly ('read' | 'write')[] | null;
  suspended: boolean;
  locale: string | null;
}

interface Row {
  session_id: string | null;
  session_stale: boolean;
  scopes: ('read' | 'write')[] | null;
  id: Id;
  role: Role;
  reads: string[];
  untranslated: string[];
  as_written: boolean;
  aids: Partial<Aids>;
  region: string | null;
  age_band: Viewer['ageBand'];
  suspended: boolean;
  created_at: Date;
  locale: string | null;
}

type Ask = Pick<Context, 'db' | 'secrets' | 'now'>;

/** Who holds this cookie or token, asked of the database each time: a revoked session ends everywhere at once. */
export async function signedIn(
  ask: Ask,
  { cookie, authorization }: { cookie: string | undefined; authorization: string | undefined },
): Promise<SignedIn | null> {
  if (authorization?.startsWith('Bearer ')) return byAccessToken(ask, authorization.slice(7));
  const token = cookie && sessionToken(cookie, ask.secrets.accountsKey);
  return token ? bySession(ask, token) : null;
}

/** The token inside a signed session cookie, or null when the signature is not ours. */
export function sessionToken(cookieHeader: string, secret: KeyObject | string): string | null {
  const match = COOKIE.exec(cookieHeader);
  if (!match) return null;
  const [token, signature] = splitSigned(match[1]!);
  if (!token || !signature) return null;
  const expected = createHmac('sha256', secret).update(token).digest();
  const given = Buffer.from(signature, 'base64');
  return expected.length === given.length && timingSafeEqual(expected, given) ? token : null;
}

/** How a personal access token is stored. */
export function hashAccessToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function splitSigned(value: string): [string, string] | [] {
  let decoded: string;
  try {
    decoded = decodeURIComponent(value);
  } catch {
    return [];
  }
  const dot = decoded.lastIndexOf('.');
  return dot < 1 ? [] : [decoded.slice(0, dot), decoded.slice(dot + 1)];
}

const PERSON = sql`p.id, p.role, p.reads, p.untranslated, p.aids, p.reading = 'original' as as_written, p.region, p.age_band, p.created_at, p.locale,
  p.suspended_until is not null and p.suspended_until > now() as suspended`;

async function bySession(ask: Ask, token: string): Promise<SignedIn | null> {
  const [row] = await sessionRows(ask, token);
  return row ? signedInOf(row, ask.now()) : null;
}

const sessionRows = statement<string, Row>({
  shape: () => '',
  build: (_, hole) => sql<Row>`
    select s.id as session_id, s.updated_at < now() - interval '1 hour' as session_stale, null as scopes, ${PERSON}
    from sessions s join people p on p.id = s.person_id
    where s.token = ${hole('token')} and s.expires_at > now() and p.closed_at is null`,
  values: (token) => ({ token }),
});

async function byAccessToken(ask: Ask, token: string): Promise<SignedIn | null> {
  const { rows } = await sql<Row>`
    with used as (
      update access_tokens set used_at = now() where token_hash = ${hashAccessToken(token)}
        and (used_at is null or used_at < now() - interval '1 minute'))
    select null as session_id, false as session_stale, t.scopes, ${PERSON}
    from access_tokens t join people p on p.id = t.person_id
    where t.token_hash = ${hashAccessToken(token)} and p.closed_at is null`.execute(ask.db);
  return rows[0] ? signedInOf(rows[0], ask.now()) : null;
}

function signedInOf(row: Row, now: Date): SignedIn {
  const roles: Role[] = row.role === 'administrator' ? ['member', 'moderator', 'administrator'] : ['member'];
  if (row.role === 'moderator') roles.push('moderator');
  return {
    viewer: {
      id: row.id,
      roles,
      languages: row.reads,
      untranslated: row.untranslated,
      asWritten: row.as_written,
      aids: row.aids,
      region: row.region,
      ageBand: row.age_band,
      young: now.getTime() - row.created_at.getTime() < YOUNG_MS,
    },
    sessionId: row.session_id,
    sessionStale: row.session_stale,
    scopes: row.scopes,
    suspended: row.suspended,
    locale: row.locale,
  };
}

import type { Aids, Locale } from '@jujube/contract';
import type pg from 'pg';
import type { Config } from '../config.ts';
import type { Providers } from '../providers/providers.ts';
import type { Database } from './database.ts';
import type { Subscriptions } from './events.ts';
import type { Id, IdMaker } from './ids.ts';
import type { Log } from './log.ts';
import type { Secrets } from './secrets.ts';
import type { Tx } from './transaction.ts';

export type Role = 'member' | 'moderator' | 'administrator';

/** Who asks. `id` is null for visitors. `ageBand` null is unknown and treated as adult. */
export interface Viewer {
  id: Id | null;
  roles: readonly Role[];
  /** BCP 47, best first. */
  languages: readonly string[];
  /** Languages whose texts stay as they are; none if left out. */
  untranslated?: readonly string[];
  /** Reads everything in its own language, titles in lists too. */
  asWritten?: boolean;
  /** How texts are helped along; not at all if left out. */
  aids?: Aids & { reader: 'en' | 'zh-Hans' | 'zh-Hant' };
  region: string | null;
  ageBand: 'child' | 'teen' | 'adult' | null;
  /** Signed up less than three days ago: half of every limit. */
  young: boolean;
}

/** What only a request over HTTP has, for commands that sign in or out and for choices a browser keeps. */
export interface Exchange {
  headers: Headers;
  /** The session the request came with; null for visitors and access tokens. */
  sessionId: string | null;
  /** Whether it is time to prolong that session. */
  sessionStale: boolean;
  /** A cookie of the request. */
  cookie(name: string): string | undefined;
  /** Adds a `Set-Cookie` header to the answer. */
  setCookie(header: string): void;
}

/** All that a command or query may need. Ask for the least: `Pick<Context, 'db'>`. */
export interface Context {
  db: Database;
  pool: pg.Pool;
  viewer: Viewer;
  locale: Locale;
  ids: IdMaker;
  config: Config;
  providers: Providers;
  secrets: Secrets;
  subscriptions: Subscriptions;
  log: Log;
  requestId: string;
  /** For limits of visitors: the client's address, trusted proxies considered. */
  address: string | null;
  now(): Date;
  /** Absent in jobs. */
  exchange?: Exchange;
  /** Set while an idempotent request runs: `transact` joins it. */
  joined?: Tx;
}

/** A visitor who reads the given languages. */
export function visitor(languages: readonly string[], region: string | null = null): Viewer {
  return { id: null, roles: [], languages, region, ageBand: null, young: false };
}

/** Moderators and administrators: they see what was hidden or removed, to judge it, and decide. */
export function keepsRules({ roles }: Pick<Viewer, 'roles'>): boolean {
  return roles.includes('moderator') || roles.includes('administrator');
}

/** The asking person's id; routes guard access, so a visitor here is a defect and throws. */
export function personId(viewer: Viewer): Id {
  if (viewer.id === null) throw new Error('A command for members was called by a visitor');
  return viewer.id;
}

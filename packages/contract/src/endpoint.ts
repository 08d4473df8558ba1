import type { z } from 'zod';
import type { Locale } from './locales.ts';

export { CORE_LOCALES, LOCALES, wordsIn, type Locale } from './locales.ts';

/** An expected failure: HTTP status and its words in every language of the product. */
export interface ErrorDefinition {
  status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 500 | 503;
  words: Record<Locale, string>;
}

/** Declares coded errors: `code: [status, en, zh-CN, zh-TW]`. */
export function errors<Code extends string>(
  table: Record<Code, [status: ErrorDefinition['status'], en: string, zhCN: string, zhTW: string]>,
): Record<Code, ErrorDefinition> {
  const entries = Object.entries<[ErrorDefinition['status'], string, string, string]>(table);
  return Object.fromEntries(
    entries.map(([code, [status, en, zhCN, zhTW]]) => [
      code,
      { status, words: { en, 'zh-CN': zhCN, 'zh-TW': zhTW } },
    ]),
  ) as Record<Code, ErrorDefinition>;
}

/** Who may call: a visitor, a member (not suspended), a moderator or an administrator. */
export type Access = 'anyone' | 'member' | 'moderator' | 'administrator';

/** What the path's first parameter names, so that the visibility matrix can be made from the contract. */
export type Subject = 'note' | 'comment' | 'person' | 'board' | 'topic' | 'media' | 'own' | 'none';

export interface EndpointOptions {
  access: Access;
  subject: Subject;
  /** One sentence for the API's documentation. */
  summary: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  output?: z.ZodType;
  status?: 200 | 201 | 202 | 204;
  /** The answer is shown once: it is not kept for a repeated request. */
  secret?: boolean;
  /** Visitors get an `ETag` with the answer, and 304 while it is the same (RFC 9110). For GET. */
  etag?: boolean;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type EndpointKey = `${Method} /${string}`;

export interface Endpoint<
  Key extends EndpointKey = EndpointKey,
  Options extends EndpointOptions = EndpointOptions,
> {
  key: Key;
  method: Method;
  path: string;
  status: 200 | 201 | 202 | 204;
  options: Options;
}

/** One route of the API: `endpoint('PUT /notes/:id/like', { … })`; the path is below `/api/v1`. */
export function endpoint<const Key extends EndpointKey, const Options extends EndpointOptions>(
  key: Key,
  options: Options,
): Endpoint<Key, Options> {
  const [method, path] = key.split(' ') as [Method, string];
  return { key, method, path, status: options.status ?? (options.output ? 200 : 204), options };
}

type Parsed<T> = T extends z.ZodType ? z.output<T> : unknown;
type Raw<T> = T extends z.ZodType ? z.input<T> : undefined;

/** What a command or query receives: parameters, query and body in one object, parsed. */
export type InputOf<E extends Endpoint> = Parsed<E['options']['params']> &
  Parsed<E['options']['query']> &
  Parsed<E['options']['body']>;

/** What a command or query answers. */
export type OutputOf<E extends Endpoint> = E['options']['output'] extends z.ZodType
  ? z.input<E['options']['output']>
  : void;

/** What a caller of the typed client passes. */
export type CallOf<E extends Endpoint> = (E['options']['params'] extends z.ZodType
  ? { params: Raw<E['options']['params']> }
  : { params?: undefined }) &
  (E['options']['query'] extends z.ZodType ? { query?: Raw<E['options']['query']> } : { query?: undefined }) &
  (E['options']['body'] extends z.ZodType ? { body: Raw<E['options']['body']> } : { body?: undefined });

/** What a caller of the typed client receives. */
export type AnswerOf<E extends Endpoint> = E['options']['output'] extends z.ZodType
  ? z.output<E['options']['output']>
  : undefined;

import type { AccountApi, Api } from './api.ts';
import type { AnswerOf, CallOf, Endpoint } from './endpoint.ts';

/** A refusal as the API sends it (RFC 9457 problem details with a `code`). */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  fields?: { path: string; code: string; message: string }[];
  retryAfter?: number;
}

/** Thrown by the client for every answer that is not 2xx. */
export class ApiError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.title);
    this.name = 'ApiError';
    this.problem = problem;
  }
}

export interface ClientOptions {
  /** All of `fetch` that is needed. */
  fetch?: (address: string, init: RequestInit) => Promise<Response>;
  /** Where the API lives, without a slash at the end; `''` for the same origin. */
  base?: string;
  headers?: Record<string, string>;
}

type Caller<Routes extends Record<keyof Routes, Endpoint>> = <Key extends keyof Routes>(
  key: Key,
  ...call: Record<never, never> extends CallOf<Routes[Key]>
    ? [call?: CallOf<Routes[Key]> & Extra]
    : [call: CallOf<Routes[Key]> & Extra]
) => Promise<AnswerOf<Routes[Key]>>;

export type Client = Caller<Api>;
export type AccountClient = Caller<AccountApi>;

interface Extra {
  signal?: AbortSignal;
  idempotencyKey?: string;
}

/**
 * A typed client of the API: `const call = createClient({ fetch }); await call('GET /notes/:id', { params: { id } })`.
 * It needs nothing at run time but `fetch`; refusals throw `ApiError`.
 */
export function createClient(options: ClientOptions = {}): Client {
  return caller('/api/v1', options) as Client;
}

/** The same for `/api/auth`: `await call('POST /sign-in/handle', { body: { handle, password } })`. Works with cookies. */
export function createAccountClient(options: ClientOptions = {}): AccountClient {
  return caller('/api/auth', options) as AccountClient;
}

function caller(root: string, { fetch = globalThis.fetch, base = '', headers = {} }: ClientOptions) {
  return async (key: string, options: LooseCall = {}): Promise<unknown> => {
    const [method, path] = key.split(' ') as [string, string];
    const response = await fetch(base + root + fill(path, options), {
      method,
      signal: options.signal,
      headers: {
        ...headers,
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(options.idempotencyKey ? { 'idempotency-key': options.idempotencyKey } : {}),
      },
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
    });
    if (!response.ok) throw new ApiError(await problemOf(response));
    // What is done, or will be, without anything to tell.
    return response.status === 204 || response.status === 202 ? undefined : response.json();
  };
}

interface LooseCall extends Extra {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
}

function fill(path: string, { params = {}, query = {} }: LooseCall): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return search.size ? `${filled}?${search}` : filled;
}

async function problemOf(response: Response): Promise<Problem> {
  const isProblem = response.headers.get('content-type')?.includes('problem+json');
  if (isProblem) return (await response.json()) as Problem;
  return { type: 'about:blank', title: response.statusText, status: response.status, code: 'server.failed' };
}

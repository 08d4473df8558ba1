/** What a translation engine is asked. */
export interface EngineRequest {
  /** Plain text with placeholders such as ⟦1⟧, which must come back as they are. */
  texts: readonly string[];
  /** BCP 47: zh-Hans, zh-Hant, en… */
  from: string;
  to: string;
  signal?: AbortSignal;
}

/** Something that translates. Its answers are not to be trusted: `translate` checks each. */
export interface Engine {
  /** Shown to readers: "translated by …". */
  readonly name: string;
  /** Texts in one request, at most. */
  readonly batch: number;
  /**
   * It is told what to do in words, so a text might tell it something else: each text takes a canary with it, a last line
   * of two things that must come back translated.
   */
  readonly obeys?: boolean;
  /**
   * As many translations as texts, in their order.
   *
   * @throws EngineError
   */
  translate(request: EngineRequest): Promise<string[]>;
}

/**
 * `busy`: ask again after `retryAfter` seconds. `refused`: key, quota or request are not accepted; asking again is of no
 * use. `down`: not reached, or broken on its side. `slow`: no answer in time. `garbled`: an answer that is none.
 */
export type EngineFailure = 'busy' | 'refused' | 'down' | 'slow' | 'garbled';

export class EngineError extends Error {
  readonly code: EngineFailure;
  readonly retryAfter: number | undefined;

  constructor(code: EngineFailure, message: string, options: { cause?: unknown; retryAfter?: number } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'EngineError';
    this.code = code;
    this.retryAfter = options.retryAfter;
  }
}

export interface Call {
  url: string;
  headers?: Record<string, string>;
  body: unknown;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

/** More than any translation; a server that sends without end is cut off. */
const MOST_BYTES = 4_000_000;

/** Posts JSON and reads JSON; whatever goes wrong is an EngineError that says what. */
export async function postJson({ url, headers = {}, body, timeoutMs, signal }: Call): Promise<unknown> {
  const limit = AbortSignal.timeout(timeoutMs);
  const options = {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: signal ? AbortSignal.any([limit, signal]) : limit,
    redirect: 'error' as const,
  };
  try {
    const response = await fetch(url, options);
    const text = await read(response);
    if (!response.ok) throw failureOf(response, text);
    return parsed(text);
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    if (limit.aborted) throw new EngineError('slow', `no answer within ${timeoutMs} ms`, { cause });
    throw new EngineError('down', 'the engine cannot be reached', { cause });
  }
}

async function read(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new EngineError('garbled', 'the answer does not end');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new EngineError('garbled', `no JSON: ${text.slice(0, 80)}`, { cause });
  }
}

const MOST_WAIT_S = 3600;

function failureOf(response: Response, text: string): EngineError {
  const { status } = response;
  const said = `${status}: ${text.slice(0, 120)}`;
  const wait = Number(response.headers.get('retry-after'));
  const retryAfter = Number.isFinite(wait) && wait > 0 ? Math.min(wait, MOST_WAIT_S) : undefined;
  if (status === 429 || status === 503 || status === 529) {
    return new EngineError('busy', said, retryAfter ? { retryAfter } : {});
  }
  // 456 is DeepL's "quota exceeded".
  if (status >= 400 && status < 500) return new EngineError('refused', said);
  return new EngineError('down', said);
}

/** The answer must be as many strings as were asked. */
export function answersOf(values: readonly unknown[], asked: number): string[] {
  const texts = values.filter((value): value is string => typeof value === 'string');
  if (texts.length !== values.length || texts.length !== asked) {
    throw new EngineError('garbled', `${texts.length} texts for ${asked}`);
  }
  return texts;
}

/** A value at a path of an answer, or undefined. */
export function at(value: unknown, ...path: (string | number)[]): unknown {
  let found: unknown = value;
  for (const step of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Record<string | number, unknown>)[step];
  }
  return found;
}

/** A list at a path of an answer. */
export function listAt(value: unknown, ...path: (string | number)[]): unknown[] {
  const found = at(value, ...path);
  if (!Array.isArray(found)) throw new EngineError('garbled', `no list at ${path.join('.')}`);
  return found;
}

import { ERRORS, wordsIn, type ErrorCode, type Locale } from '@jujube/contract';

export interface FieldProblem {
  path: string;
  code: string;
  message: string;
}

export interface ErrorDetails {
  /** Seconds until trying again makes sense. */
  retryAfter?: number;
  fields?: FieldProblem[];
  detail?: string;
}

/** An expected failure; its code and words stand in the contract. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(code);
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}

/** RFC 9457 problem details with a top-level `code`, in the reader's language. */
export function problemResponse(error: AppError, locale: Locale, requestId: string): Response {
  const { status, words } = ERRORS[error.code];
  const { retryAfter, fields, detail } = error.details;
  const problem = {
    type: `about:blank#${error.code}`,
    title: wordsIn(words, locale),
    status,
    code: error.code,
    detail,
    fields,
    retryAfter,
    instance: requestId,
  };
  const headers = new Headers({
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-language': locale,
    vary: 'accept-language, cookie',
  });
  if (retryAfter !== undefined) headers.set('retry-after', String(Math.ceil(retryAfter)));
  return new Response(JSON.stringify(problem), { status, headers });
}

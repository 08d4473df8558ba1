import { ApiError, type Problem } from '@jujube/contract/client';
import * as m from '#lib/paraglide/messages.js';
import { formatWait } from '#lib/wait.ts';

export type { Problem } from '@jujube/contract/client';

/** Which field of a form a refusal is about. */
const FIELD_OF: Record<string, string> = {
  'person.name_invalid': 'name',
  'person.name_confusable': 'name',
  'person.handle_taken': 'handle',
  'person.handle_invalid': 'handle',
  'person.handle_reserved': 'handle',
  'auth.email_invalid': 'email',
  'auth.email_taken': 'email',
  'auth.email_required': 'email',
  'auth.weak_password': 'password',
  'auth.password_length': 'password',
  'auth.wrong': 'password',
  'auth.code_wrong': 'code',
  'board.name_invalid': 'name',
  'board.about_long': 'about',
};

/** The words of a refusal at the field it is about. */
export function fieldProblem(problem: Problem | null | undefined, field: string): string | undefined {
  return problem && fieldOf(problem) === field ? problem.title : undefined;
}

/** A refusal that is about none of these fields, for the top of a form: what happened, and how long to wait. */
export function formProblem(
  problem: Problem | null | undefined,
  fields: readonly string[],
): { title: string; text?: string } | null {
  if (!problem || fields.includes(fieldOf(problem) ?? '')) return null;
  if (problem.retryAfter === undefined) return { title: problem.title };
  const time = formatWait(problem.retryAfter);
  return { title: problem.title, text: m.auth_try_again_in({ time }) };
}

/** A failure in the browser in the form of a refusal. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ApiError) return error.problem;
  const title = titleOf(error);
  return { type: 'about:blank', title, status: 0, code: 'browser' };
}

function titleOf(error: unknown): string {
  // What a device says of passkeys: it has one already, or it cannot.
  if (error instanceof DOMException)
    return error.name === 'InvalidStateError' ? m.auth_passkey_there() : m.auth_passkey_unable();
  return error instanceof TypeError ? m.ui_offline_title() : m.ui_error_title();
}

function fieldOf(problem: Problem): string | undefined {
  return FIELD_OF[problem.code] ?? problem.fields?.[0]?.path.split('.')[0];
}

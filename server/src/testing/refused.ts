import assert from 'node:assert/strict';
import { ApiError, type ErrorCode } from '@jujube/contract';

/** The code with which the API refused; null where it did not. */
export async function codeOf(call: Promise<unknown>): Promise<string | null> {
  try {
    await call;
    return null;
  } catch (error) {
    if (error instanceof ApiError) return error.problem.code;
    throw error;
  }
}

/** For `assert.rejects`: the API refused with this code. */
export function refused(code: ErrorCode): (error: unknown) => true {
  return (error) => {
    assert.ok(error instanceof ApiError, `not a refusal but ${String(error)}`);
    assert.equal(error.problem.code, code);
    return true;
  };
}

import assert from 'node:assert/strict';
import { ApiError, type ErrorCode } from '@jujube/contract';

/** For `assert.rejects`: the API refused with this code. */
export function refused(code: ErrorCode): (error: unknown) => true {
  return (error) => {
    assert.ok(error instanceof ApiError, `not a refusal but ${String(error)}`);
    assert.equal(error.problem.code, code);
    return true;
  };
}

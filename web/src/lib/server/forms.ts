import { ApiError, type Problem } from '@jujube/contract/client';
import { fail, isActionFailure, type ActionFailure } from '@sveltejs/kit';

export { text } from '#lib/form-text.ts';

/** What an action answers when the API refuses: the problem in the reader's language, and what was typed. */
export type Refusal<Kept> = ActionFailure<{ problem: Problem; kept: Kept }>;

/**
 * Runs an action's work. A refusal by the API becomes `form.problem` (its `title` is for people to read) with
 * `form.kept`, so that the form can be shown again as it was; anything else is thrown on.
 */
export async function attempt<T, Kept = undefined>(
  work: () => Promise<T>,
  kept?: Kept,
): Promise<T | Refusal<Kept>> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return fail(error.problem.status, { problem: error.problem, kept: kept as Kept });
  }
}

/** Whether the API refused what `attempt` tried: then the action answers that. */
export function refused<T, Kept>(answer: T | Refusal<Kept>): answer is Refusal<Kept> {
  return isActionFailure(answer);
}

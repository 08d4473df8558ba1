/** Whether something failed as things may: a refusal by the API, or a network that is away (`fetch` throws a TypeError then). */
export function isExpected(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof Error && 'problem' in error);
}

/** JSON in UTF-8. */
type Json = Buffer<ArrayBuffer>;

/** How the JSON of an answer is put together, or, once it was, what it is. */
const known = new WeakMap<object, Json | (() => Json)>();

/**
 * Lets an answer bring its own JSON, where much of it is kept ready: the same as `JSON.stringify` would say, in UTF-8.
 * Put together when it is sent, once however often that is; pages that use the answer itself never ask for it.
 */
export function withJson<Answer extends object>(answer: Answer, write: () => Json): Answer {
  known.set(answer, write);
  return answer;
}

/** An answer as JSON; undefined for undefined. */
export function jsonOf(answer: unknown): string | Json | undefined {
  const own = typeof answer === 'object' && answer !== null ? known.get(answer) : undefined;
  if (own === undefined) return JSON.stringify(answer);
  if (typeof own !== 'function') return own;
  const json = own();
  known.set(answer as object, json);
  return json;
}

import { ApiError } from '@jujube/contract/client';
import type { RequestEvent } from '@sveltejs/kit';

/** Where the server wants to hear of failures in pages; without one they go to the console. */
type Report = (error: unknown, about: { path: string; method: string }) => void;
const REPORT = Symbol.for('jujube.report');

/** Tells the operator's log about an error that no visitor caused. */
export function report(error: unknown, event: RequestEvent): void {
  if (error instanceof ApiError && error.problem.status < 500) return;
  const about = { path: event.url.pathname, method: event.request.method };
  const told = (globalThis as { [REPORT]?: Report })[REPORT];
  if (told) told(error, about);
  else console.error(about.method, about.path, error);
}

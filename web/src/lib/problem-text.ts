import { ApiError } from '@jujube/contract/client';
import * as m from './paraglide/messages.js';

/** What to tell people about something that failed: the API's own words, or that the network is away. */
export function problemText(error: unknown): string {
  if (error instanceof ApiError) return error.problem.title || m.ui_error_title();
  return error instanceof TypeError ? m.ui_offline_title() : m.ui_error_title();
}

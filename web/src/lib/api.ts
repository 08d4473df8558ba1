import { createClient } from '@jujube/contract/client';
import { currentLocale } from './locale.ts';

/**
 * The typed client in the browser: `await api('PUT /notes/:id/like', { params: { id } })`. It throws `ApiError`,
 * whose `problem.title` is for people to read. On the server use `event.locals.api`.
 */
export const api = createClient({
  fetch: (input, init) =>
    fetch(input, {
      ...init,
      headers: {
        ...(init?.headers as Record<string, string>),
        'accept-language': currentLocale(),
        'x-locale': currentLocale(),
      },
    }),
});

export { ApiError } from '@jujube/contract/client';

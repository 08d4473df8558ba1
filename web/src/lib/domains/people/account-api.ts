import { createAccountClient } from '@jujube/contract/client';
import { currentLocale } from '#lib/locale.ts';

/** The typed client of `/api/auth` in the browser, for what passkeys need. On the server use `accountFor(event)`. */
export const accountApi = createAccountClient({
  fetch: (input, init) =>
    fetch(input, {
      ...init,
      headers: { ...(init?.headers as Record<string, string>), 'accept-language': currentLocale() },
    }),
});

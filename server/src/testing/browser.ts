import { createAccountClient, createClient, type AccountClient, type Client } from '@jujube/contract';
import type { World } from './world.ts';

/** A browser in a test: keeps cookies from one answer to the next request, as people's browsers do. */
export interface Browser {
  /** Below `/api/v1`. */
  call: Client;
  /** Below `/api/auth`. */
  account: AccountClient;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  cookies: Map<string, string>;
}

/** A fresh browser of nobody yet: `const ann = browser(w); await ann.account('POST /sign-up/email', …)`. */
export function browser(w: Pick<World, 'visitor'>, headers: Record<string, string> = {}): Browser {
  const cookies = new Map<string, string>();
  const fetch = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const all = new Headers({
      'user-agent': 'Test browser',
      ...headers,
      ...Object.fromEntries(new Headers(init.headers)),
    });
    if (cookies.size > 0)
      all.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await w.visitor.fetch(path, { ...init, headers: all });
    for (const header of response.headers.getSetCookie()) keep(cookies, header);
    return response;
  };
  return { call: createClient({ fetch }), account: createAccountClient({ fetch }), fetch, cookies };
}

function keep(cookies: Map<string, string>, header: string): void {
  const [pair = ''] = header.split(';');
  const at = pair.indexOf('=');
  const name = pair.slice(0, at);
  if (/max-age=0(;|$)/i.test(header)) cookies.delete(name);
  else cookies.set(name, pair.slice(at + 1));
}

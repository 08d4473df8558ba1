import type { Plugin } from 'vite';

/** A plain form brings its pictures along where there is no script to send them one by one: the largest has room. */
const LARGEST_FORM = '32M';

/**
 * The server in front of the pages knows the scheme and the visitor's address, and overwrites these headers with
 * them; the adapter would look for their names in the environment, which only the server's config reads.
 */
export function ownHeaders(): Plugin {
  const names = { PROTOCOL_HEADER: 'x-jujube-protocol', ADDRESS_HEADER: 'x-jujube-address' };
  return {
    name: 'own-headers',
    enforce: 'pre',
    apply: 'build',
    transform: {
      filter: { id: /@sveltejs[/\\]adapter-node[/\\]src[/\\]handler\.js$/ },
      handler(code) {
        let named = code.replace(`env('BODY_SIZE_LIMIT', '512K')`, `'${LARGEST_FORM}'`);
        if (named === code) throw new Error('@sveltejs/adapter-node reads BODY_SIZE_LIMIT differently now');
        for (const [name, header] of Object.entries(names)) {
          const before = named;
          named = named.replace(`env('${name}', '')`, `'${header}'`);
          if (named === before) throw new Error(`@sveltejs/adapter-node reads ${name} differently now`);
        }
        return { code: named, map: null };
      },
    },
  };
}

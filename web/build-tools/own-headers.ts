import type { Plugin } from 'vite';

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
        let named = code;
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

import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const PLAIN_JSON = fileURLToPath(new URL('./plain-json.ts', import.meta.url));

/**
 * Writes page data into the HTML as JSON where it is nothing else (see plain-json.ts), and gives pages no ETag that the
 * framework makes by going through every letter: members' pages are never stored, visitors' get theirs in
 * `lib/server/shared-page.ts`.
 */
export function lightPages(): Plugin {
  return {
    name: 'light-pages',
    enforce: 'pre',
    apply: 'build',
    applyToEnvironment: (environment) => environment.name === 'ssr',
    transform: {
      filter: {
        id: /@sveltejs[/\\]kit[/\\]src[/\\]runtime[/\\]server[/\\]page[/\\](data_serializer|render)\.js$/,
      },
      handler(code, id) {
        const from = id.endsWith('render.js') ? ETAG : UNEVAL;
        if (!code.includes(from)) throw new Error(`${id} is written differently now`);
        if (from === ETAG) return { code: code.replace(ETAG, ''), map: null };
        const light = `plainJson(payload) ?? ${UNEVAL}`;
        return {
          code: `import { plainJson } from ${JSON.stringify(PLAIN_JSON)};\n${code.replace(UNEVAL, light)}`,
          map: null,
        };
      },
    },
  };
}

const UNEVAL = 'devalue.uneval(payload, get_replacer(i))';
const ETAG = 'headers.set(\'etag\', `"${hash(transformed)}"`);';

import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const PLAIN_JSON = fileURLToPath(new URL('./plain-json.ts', import.meta.url));

/**
 * What the framework does with a whole page, letter by letter, is done once or not at all:
 * · page data is written as JSON where it is nothing else (see plain-json.ts);
 * · `locals.fill` fills the template in before the page is put together (see lib/server/template.ts);
 * · there is no ETag: members' pages are never stored, visitors' get theirs in lib/server/shared-page.ts.
 */
export function lightPages(): Plugin {
  return {
    name: 'light-pages',
    enforce: 'pre',
    applyToEnvironment: (environment) => environment.name === 'ssr',
    transform: {
      filter: {
        id: /@sveltejs[/\\]kit[/\\]src[/\\]runtime[/\\]server[/\\]page[/\\](data_serializer|render)\.js$/,
      },
      handler(code, id) {
        const changes = id.endsWith('render.js') ? [NO_ETAG, FILLED] : [JSON_DATA];
        let light = code;
        for (const [from, to] of changes) {
          if (!light.includes(from)) throw new Error(`${id} is written differently now`);
          light = light.replace(from, () => to);
        }
        return { code: `import { plainJson } from ${JSON.stringify(PLAIN_JSON)};\n${light}`, map: null };
      },
    },
  };
}

type Change = [from: string, to: string];

const NO_ETAG: Change = ['headers.set(\'etag\', `"${hash(transformed)}"`);', ''];
const FILLED: Change = [
  'options.templates.app({',
  '(event.locals.fill ?? ((app, parts) => app(parts)))(options.templates.app, {',
];
const UNEVAL = 'devalue.uneval(payload, get_replacer(i))';
const JSON_DATA: Change = [UNEVAL, `plainJson(payload) ?? ${UNEVAL}`];

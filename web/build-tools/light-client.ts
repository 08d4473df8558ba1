import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const PLAIN_DATA = fileURLToPath(new URL('./plain-data.ts', import.meta.url));
const MESSAGE = fileURLToPath(new URL('../src/lib/message.ts', import.meta.url));

/** Gives the framework's client the small reader and writer of page data (see plain-data.ts). */
export function plainData(): Plugin {
  return {
    name: 'plain-data',
    enforce: 'pre',
    apply: 'build',
    applyToEnvironment: (environment) => environment.name === 'client',
    resolveId: { filter: { id: /^devalue$/ }, handler: () => PLAIN_DATA },
  };
}

/**
 * Lets each message be its texts and nothing else: the choice between them, which the compiler writes out in every
 * message, is made in one place (`lib/message.ts`). With some sixty messages on the first page that is 2 KB of it.
 */
export function lightMessages(languages: readonly string[]): Plugin {
  return {
    name: 'light-messages',
    enforce: 'pre',
    transform: {
      filter: { id: /[/\\]paraglide[/\\]messages[/\\](?!_index)[a-z0-9_]+\.js$/ },
      handler(code, id) {
        const chosen =
          /export const (\w+) = [\s\S]*?((?:\s+if \(locale === "[\w-]+"\) return \w+\(inputs\))+)\s+return (\w+)\(inputs\)\s+\}\);\s*$/.exec(
            code,
          );
        if (!chosen) throw new Error(`${id} is not compiled as expected`);
        const [whole, name, choices, base] = chosen;
        const own = new Map(
          [...choices!.matchAll(/"([\w-]+)"\) return (\w+)/g)].map(([, locale, text]) => [locale, text]),
        );
        const texts = languages.map((locale) => own.get(locale) ?? base);
        const head = code.slice(0, code.length - whole.length).replace(/^import .*runtime\.js';$/m, '');
        return {
          code: `import { choose } from ${JSON.stringify(MESSAGE)};\n${head}export const ${name} = /* @__PURE__ */ choose(${texts.join(', ')});\n`,
          map: null,
        };
      },
    },
  };
}

/**
 * Says of chunks that nearly all of their functions are called as soon as they are there (V8's explicit compile hints):
 * browsers then compile them while they arrive, beside the main thread and not on it.
 */
export function calledAtOnce(chunks: readonly string[]): Plugin {
  return {
    name: 'called-at-once',
    apply: 'build',
    applyToEnvironment: (environment) => environment.name === 'client',
    generateBundle: {
      // The hint must be the very first of the file, before what the bundler puts there.
      order: 'post',
      handler(_, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type !== 'chunk' || !chunks.includes(file.name)) continue;
          file.code = `//# allFunctionsCalledOnLoad\n${file.code}`;
        }
      },
    },
  };
}

/**
 * Leaves out that the framework looks at every link of the page after every navigation, for links whose code is to be
 * fetched when they come into view: there are none, and a list of notes has a hundred links.
 */
export function linksUnseen(): Plugin {
  return {
    name: 'links-unseen',
    enforce: 'pre',
    apply: 'build',
    transform: {
      filter: { id: /@sveltejs[/\\]kit[/\\]src[/\\]runtime[/\\]client[/\\]client\.js$/ },
      handler(code) {
        const unseen = code.replace(
          /after_navigate_callbacks\.add\(after_navigate\);\s+after_navigate\(\);/,
          '',
        );
        if (unseen === code) throw new Error('The client of @sveltejs/kit looks at links differently now');
        return { code: unseen, map: null };
      },
    },
  };
}

/** The framework's announcer is styled by app.css: its own inline style would be refused by the content policy. */
export function announcerWithoutStyle(): Plugin {
  return {
    name: 'announcer-without-style',
    enforce: 'pre',
    transform: {
      filter: { id: /@sveltejs[/\\]kit[/\\]src[/\\]runtime[/\\]components[/\\]root\.svelte$/ },
      handler(code) {
        const plain = code.replace(/(id="svelte-announcer"[^>]*?)\s*style="[^"]*"/, '$1');
        if (plain === code) throw new Error('The announcer of @sveltejs/kit is written differently now');
        return { code: plain, map: null };
      },
    },
  };
}

/**
 * What a lazy import waits for: its styles. The bundler's own helper also preloads scripts, which is switched off
 * (see vite.config.ts), and is three times as long; every page carries it.
 */
export function lightPreload(): Plugin {
  return {
    name: 'light-preload',
    enforce: 'pre',
    apply: 'build',
    applyToEnvironment: (environment) => environment.name === 'client',
    load: { filter: { id: /vite\/preload-helper\.js$/ }, handler: () => PRELOAD },
  };
}

const PRELOAD = `const styles = {};
const style = (path) => styles[path] ??= new Promise((done) => {
  const href = '/' + path.replace(/^\\//, '');
  if (document.querySelector('link[href="' + href + '"]')) return done();
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = href;
  link.onload = link.onerror = done;
  document.head.append(link);
});
export const __vitePreload = (load, paths = []) => Promise.all(paths.map(style)).then(load).catch((error) => {
  dispatchEvent(Object.assign(new Event('vite:preloadError'), { payload: error }));
  throw error;
});
`;

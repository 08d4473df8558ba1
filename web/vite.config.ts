import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { announcerWithoutStyle, lightMessages, lightPreload, plainData } from './build-tools/light-client.ts';
import { lightIcons } from './build-tools/light-icons.ts';
import { lightPages } from './build-tools/light-server.ts';
import { ownHeaders } from './build-tools/own-headers.ts';
import { PLURALS } from './build-tools/plurals.ts';

// Its modules only declare; the compiler's package does not say so, and pages would carry what other pages use.
const SVELTE =
  /[\\/]svelte[\\/]src[\\/](internal[\\/](client|shared)|legacy|reactivity|utils|constants|index-client)/;
const SHELL =
  /src[\\/]lib[\\/](shell[\\/](?!StandAlone|InAppHint)|locale|message|text|hydrated|ui[\\/](IconButton|Icon|EmptyState|Mark|Wordmark|Toast|toasts))|paraglide[\\/]messages[\\/]ui_/;

/** Lists of notes, which most pages are made of. */
const LISTS =
  /src[\\/]lib[\\/](domains[\\/](feed[\\/](ExploreFeed|FeedTop|ChannelTabs)|notes[\\/](Note(Card|Grid|Feed)|TextFace|note-list|card-title|over)|reactions[\\/]marks)|ui[\\/](Masonry|masonry|Picture|thumb|Tabs|Avatar))|paraglide[\\/]messages[\\/]explore_/;

export default defineConfig({
  environments: {
    client: {
      build: {
        rolldownOptions: {
          treeshake: { moduleSideEffects: [{ test: SVELTE, sideEffects: false }] },
          output: {
            codeSplitting: {
              // What every page shares travels as one file; apart it would be a dozen small ones (2 KB more).
              groups: [
                { name: 'shell', minShareCount: 2, test: SHELL },
                { name: 'lists', minShareCount: 2, test: LISTS },
                // What the framework is started with stands apart: what reads it must not run before it is there.
                {
                  name: 'start',
                  priority: 1,
                  test: /kit[\\/]src[\\/]runtime[\\/]client[\\/]payload|preload-helper/,
                },
              ],
            },
          },
        },
      },
    },
  },
  build: {
    // Lists of what each lazy part needs would grow the first page's script with every page of the product;
    // links fetch their page's code on hover and touch anyway.
    modulePreload: { polyfill: false, resolveDependencies: () => [] },
  },
  plugins: [
    tailwindcss(),
    lightIcons(),
    lightMessages(),
    plainData(),
    lightPreload(),
    announcerWithoutStyle(),
    lightPages(),
    ownHeaders(),
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './src/lib/paraglide',
      outputStructure: 'message-modules',
      // The language is ours to decide (see hooks.server.ts and lib/locale-source.ts).
      strategy: ['globalVariable', 'baseLocale'],
      additionalFiles: { 'registry.js': PLURALS },
    }),
    sveltekit({
      adapter: adapter({ precompress: true, envPrefix: 'JUJUBE_PAGES_' }),
      paths: { relative: false },
      csp: {
        mode: 'auto',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self'],
          'img-src': ['self', 'data:', 'blob:'],
          'media-src': ['self', 'blob:'],
          'connect-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['none'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
        },
      },
      // Registered by hooks.client.ts, after everything that a reader waits for.
      serviceWorker: { register: false },
      version: { pollInterval: 600_000 },
    }),
  ],
});

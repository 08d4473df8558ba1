import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import {
  announcerWithoutStyle,
  calledAtOnce,
  lightMessages,
  lightPreload,
  linksUnseen,
  plainData,
} from './build-tools/light-client.ts';
import { allLanguages, messageProject, moreLanguages } from './build-tools/languages.ts';
import { lightIcons } from './build-tools/light-icons.ts';
import { lightPages } from './build-tools/light-server.ts';
import { ownHeaders } from './build-tools/own-headers.ts';
import { PLURALS } from './build-tools/plurals.ts';

// Its modules only declare; the compiler's package does not say so, and pages would carry what other pages use.
const SVELTE =
  /[\\/]svelte[\\/]src[\\/](internal[\\/](client|shared)|legacy|reactivity|utils|constants|index-client)/;
const SHELL =
  /src[\\/]lib[\\/](shell[\\/](?!StandAlone|InAppHint|later)|locale|message|text|hydrated|ui[\\/](IconButton|Icon|EmptyState|Mark|Wordmark|Toast|toasts))|lucide.*[\\/](bell|plus)\.|paraglide[\\/]messages[\\/]ui_/;

/** Lists of notes, which most pages are made of, and the styles of a note over one: another sheet costs more than they. */
const LISTS =
  /src[\\/]lib[\\/](domains[\\/](feed[\\/](ExploreFeed|FeedTop|ChannelTabs)|notes[\\/](Note(Card|Grid|Feed)|TextFace|note-list|card-title|over)|reactions[\\/]marks)|ui[\\/](Masonry|masonry|Picture|thumb|Tabs|Avatar))|paraglide[\\/]messages[\\/]explore_|(notes[\\/](Note(View|Bar)|Gallery)|MovingPicture)\.svelte\?.*type=style/;

/** A note as it opens over a list. */
const NOTE =
  /src[\\/]lib[\\/](api\.|problem-text|domains[\\/](notes[\\/](Note(Layer|View|Author|Bar|Text)|Late|Gallery|ReadingSwitch|share|versions|grid)|comments[\\/](LateForm|conversation|draft)|topics[\\/]FacetText|graph[\\/]FollowButton)|ui[\\/](Button|modal|screen|near|Spinner)\.)|contract[\\/]src[\\/](facets|client)|lucide.*[\\/](chevron-(left|right)|x|ellipsis|check|heart|message-circle|share-2|star)\.|paraglide[\\/]messages[\\/](culture_(explained|rate)\.|note_(say|follow|like|save|share|picture|reading|version|menu|comments_count)|ui_(offline_title|error_title))/;

/** What is below the words of a note, and where one answers. */
const TALK = /src[\\/]lib[\\/]domains[\\/](notes[\\/](Note(Rest|Facts)|RelatedNotes)|comments[\\/])/;

export default defineConfig({
  define: { MORE_LOCALES: JSON.stringify(moreLanguages()) },
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
                { name: 'note', test: NOTE },
                { name: 'talk', test: TALK },
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
    lightMessages(allLanguages()),
    plainData(),
    lightPreload(),
    announcerWithoutStyle(),
    lightPages(),
    linksUnseen(),
    calledAtOnce(['note', 'talk']),
    ownHeaders(),
    paraglideVitePlugin({
      project: messageProject(),
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
      // Registered by lib/shell/later.ts, after everything that a reader waits for.
      serviceWorker: { register: false },
      version: { pollInterval: 600_000 },
    }),
  ],
});

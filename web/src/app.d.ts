import type { Client } from '@jujube/contract/client';
import type { AnswerOf, Api } from '@jujube/contract';
import type { Locale } from '#lib/locale-path.ts';
import type { Parts, Template } from '#lib/server/template.ts';
import type { PageMeta } from '#lib/shell/head-meta.ts';

declare global {
  namespace App {
    interface Locals {
      /** The language of this page: its address's, else the chosen one, else the negotiated one. */
      locale: Locale;
      /** `/zh-cn` and so on, `''` on a bare address. */
      prefix: string;
      /** The API in the name of whoever asks. */
      api: Client;
      session: AnswerOf<Api['GET /session']>;
      /** Cookies that the API set while this page was made. */
      setCookies: string[];
      /** What this page says instead of what was asked for. */
      refusal?: App.Error;
      /** Seconds until asking again makes sense. */
      retryAfter?: number;
      /** What the page says about itself to machines, once it is rendered. */
      meta?: PageMeta;
      /** Puts a page together (see build-tools/light-server.ts). */
      fill?(template: Template, parts: Parts): string;
    }
    /** In the words of the page's language; `message` is what happened. */
    interface Error {
      /** The API's code, where the error is one of the API's. */
      code?: string;
      /** What was kept, what to do, or when to try again. */
      text?: string;
      /** The words of the way home, where trying again is of no use. */
      home?: string;
    }
    interface PageState {
      /** The note that lies over the page (its id); the address is the note's meanwhile. */
      note?: string;
    }
  }
}

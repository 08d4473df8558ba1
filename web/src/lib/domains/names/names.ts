import type { AnswerOf, Api } from '@jujube/contract';
import * as m from '#lib/paraglide/messages.js';

export type Names = AnswerOf<Api['GET /people/:person/names']>;
export type Proposal = Names['items'][number];
export type Looked = AnswerOf<Api['POST /names/look']>;
type Warning = Looked['warnings'][number];

/** What speaks against a name, in words. */
export function warningText({ kind, part, like }: Warning): string {
  return {
    sounds_like: () => m.names_warn_sounds_like({ part, like }),
    looks_bad: () => m.names_warn_looks_bad({ part }),
    leader: () => m.names_warn_leader({ part }),
    rare: () => m.names_warn_rare({ part }),
    many_strokes: () => m.names_warn_many_strokes({ part, like }),
    surname: () => m.names_warn_surname({ part }),
    long: () => m.names_warn_long(),
  }[kind]();
}

/** What is asked for, in words. */
export function askedText(name: string, script: 'Han' | 'Latin'): string {
  return script === 'Han' ? m.names_asks_han({ name }) : m.names_asks_latin({ name });
}

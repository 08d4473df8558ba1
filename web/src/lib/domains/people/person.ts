import type { AnswerOf, Api } from '@jujube/contract';

/** A person as their page shows them. */
export type Person = AnswerOf<Api['GET /people/:person']>;

import type { AnswerOf, Api } from '@jujube/contract';

/** A board as its reader sees it. */
export type Board = AnswerOf<Api['GET /boards/:id']>;

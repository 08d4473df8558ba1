import { accountEndpoints } from './accounts.ts';
import { boardEndpoints, boardErrors } from './boards.ts';
import { commentEndpoints, commentErrors } from './comments.ts';
import { cultureEndpoints, cultureErrors } from './culture.ts';
import { commonErrors } from './common.ts';
import { communityEndpoints, communityErrors } from './community.ts';
import { coverageEndpoints, coverageErrors } from './coverage.ts';
import { correctionEndpoints, correctionErrors } from './corrections.ts';
import { glossaryEndpoints, glossaryErrors } from './glossary.ts';
import type { Endpoint, ErrorDefinition } from './endpoint.ts';
import { fairnessEndpoints, fairnessErrors } from './fairness.ts';
import { feedEndpoints, feedErrors, searchEndpoints } from './feed.ts';
import { graphEndpoints, graphErrors } from './graph.ts';
import { inboxEndpoints } from './inbox.ts';
import { learningEndpoints, learningErrors } from './learning.ts';
import { mediaEndpoints, mediaErrors } from './media.ts';
import { moderationEndpoints, moderationErrors } from './moderation.ts';
import { nameEndpoints, nameErrors } from './names.ts';
import { noteEndpoints, noteErrors } from './notes.ts';
import { operationEndpoints, operationErrors } from './operations.ts';
import { peopleEndpoints, peopleErrors } from './people.ts';
import { previewEndpoints } from './preview.ts';
import { profileEndpoints } from './profiles.ts';
import { signalEndpoints } from './signals.ts';
import { reachEndpoints } from './reach.ts';
import { topicEndpoints, topicErrors, topicNoteEndpoints } from './topics.ts';
import { translationEndpoints } from './translation.ts';
import { wishEndpoints, wishErrors } from './wishes.ts';

/** Every route below `/api/v1`. */
export const ENDPOINTS = [
  ...communityEndpoints,
  ...peopleEndpoints,
  ...profileEndpoints,
  ...graphEndpoints,
  ...mediaEndpoints,
  ...previewEndpoints,
  ...nameEndpoints,
  ...cultureEndpoints,
  ...topicEndpoints,
  ...topicNoteEndpoints,
  ...noteEndpoints,
  ...boardEndpoints,
  ...commentEndpoints,
  ...translationEndpoints,
  ...correctionEndpoints,
  ...glossaryEndpoints,
  ...learningEndpoints,
  ...searchEndpoints,
  ...feedEndpoints,
  ...signalEndpoints,
  ...wishEndpoints,
  ...fairnessEndpoints,
  ...reachEndpoints,
  ...inboxEndpoints,
  ...moderationEndpoints,
  ...operationEndpoints,
  ...coverageEndpoints,
] as const;

export type AnyEndpoint = (typeof ENDPOINTS)[number];

/** The API as a type: endpoint by key. */
export type Api = { [E in AnyEndpoint as E['key']]: E };

/** An endpoint by its key, as in `api('GET /notes/:id')`. */
export function api<Key extends keyof Api>(key: Key): Api[Key] {
  const found = byKey.get(key);
  if (!found) throw new Error(`No endpoint ${key}`);
  return found as Api[Key];
}

const byKey = new Map<string, Endpoint>(ENDPOINTS.map((endpoint) => [endpoint.key, endpoint]));

/** Routes below `/api/auth`: getting in and out. */
export const ACCOUNT_ENDPOINTS = accountEndpoints;

export type AccountApi = { [E in (typeof ACCOUNT_ENDPOINTS)[number] as E['key']]: E };

/** An endpoint of `/api/auth` by its key, as in `accountApi('POST /sign-out')`. */
export function accountApi<Key extends keyof AccountApi>(key: Key): AccountApi[Key] {
  const found = ACCOUNT_ENDPOINTS.find((one) => one.key === key);
  if (!found) throw new Error(`No endpoint ${key}`);
  return found as AccountApi[Key];
}

/** Every expected failure, by code. */
export const ERRORS = {
  ...commonErrors,
  ...communityErrors,
  ...peopleErrors,
  ...graphErrors,
  ...mediaErrors,
  ...nameErrors,
  ...cultureErrors,
  ...topicErrors,
  ...noteErrors,
  ...boardErrors,
  ...commentErrors,
  ...correctionErrors,
  ...glossaryErrors,
  ...learningErrors,
  ...feedErrors,
  ...wishErrors,
  ...fairnessErrors,
  ...moderationErrors,
  ...operationErrors,
  ...coverageErrors,
} satisfies Record<string, ErrorDefinition>;

export type ErrorCode = keyof typeof ERRORS;

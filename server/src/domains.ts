import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context as HonoContext } from 'hono';
import type { Context } from './kernel/context.ts';
import type { Subscription, Task } from './kernel/events.ts';
import type { AppEnv, RequestState, Route } from './kernel/routes.ts';
import { KERNEL_CRONTAB, sweepKernel } from './kernel/sweep.ts';
import * as community from './domains/community/index.ts';
import * as people from './domains/people/index.ts';
import * as translation from './domains/translation/index.ts';
import * as graph from './domains/graph/index.ts';
import * as verdicts from './domains/verdicts/index.ts';
import * as names from './domains/names/index.ts';
import * as culture from './domains/culture/index.ts';
import * as profiles from './domains/profiles/index.ts';
import * as media from './domains/media/index.ts';
import * as topics from './domains/topics/index.ts';
import * as reactions from './domains/reactions/index.ts';
import * as notes from './domains/notes/index.ts';
import * as boards from './domains/boards/index.ts';
import * as comments from './domains/comments/index.ts';
import * as corrections from './domains/corrections/index.ts';
import * as glossary from './domains/glossary/index.ts';
import * as learning from './domains/learning/index.ts';
import * as search from './domains/search/index.ts';
import * as feed from './domains/feed/index.ts';
import * as fairness from './domains/fairness/index.ts';
import * as inbox from './domains/inbox/index.ts';
import * as moderation from './domains/moderation/index.ts';
import * as operations from './domains/operations/index.ts';

/** All that the domains bring, in the order of `order.ts`. */
export const ROUTES: readonly Route[] = [
  ...community.routes,
  ...people.routes,
  ...graph.routes,
  ...names.routes,
  ...profiles.routes,
  ...media.routes,
  ...translation.routes,
  ...translation.consoleRoutes,
  ...culture.routes,
  ...topics.routes,
  ...notes.routes,
  ...boards.routes,
  ...comments.routes,
  ...corrections.routes,
  ...glossary.routes,
  ...learning.routes,
  ...search.routes,
  ...feed.routes,
  ...fairness.routes,
  ...inbox.routes,
  ...moderation.routes,
  ...operations.routes,
];

/** Getting in and out, below `/api/auth`. */
export const ACCOUNT_ROUTES: readonly Route[] = people.accountRoutes;

export const SUBSCRIPTIONS: readonly Subscription[] = [
  ...translation.subscriptions,
  ...graph.subscriptions,
  ...media.subscriptions,
  ...translation.countSubscriptions,
  ...topics.subscriptions,
  ...names.subscriptions,
  ...culture.subscriptions,
  ...reactions.subscriptions,
  ...notes.subscriptions,
  ...boards.subscriptions,
  ...comments.subscriptions,
  ...corrections.subscriptions,
  ...glossary.subscriptions,
  ...learning.subscriptions,
  ...search.subscriptions,
  ...feed.subscriptions,
  ...fairness.subscriptions,
  ...inbox.subscriptions,
  ...moderation.subscriptions,
];

/** Whose texts are read in other languages. */
const TEXT_OWNERS: readonly translation.TextOwner[] = [
  community.communityOwner,
  people.personOwner,
  verdicts.verdictOwner,
  media.pictureOwner,
  topics.topicOwner,
  notes.noteOwner,
  boards.boardOwner,
  comments.commentOwner,
];

export const TASKS: readonly Task[] = [
  ...SUBSCRIPTIONS,
  sweepKernel,
  ...people.tasks,
  ...media.tasks,
  ...translation.countTasks,
  ...translation.modelTasks,
  ...translation.translationTasks(TEXT_OWNERS, { glossary: glossary.termsOf }),
  ...notes.tasks,
  ...corrections.tasks,
  ...glossary.tasks,
  ...search.tasks,
  ...feed.tasks,
  ...fairness.tasks,
];

/** What is appended by many and read from one place. */
export const ROLLERS = [topics.rollUpTopics];

/** Work by the clock, in crontab lines of graphile-worker. */
export const CRONTAB = [
  KERNEL_CRONTAB,
  people.crontab,
  media.crontab,
  translation.crontab,
  translation.countCrontab,
  notes.crontab,
  corrections.crontab,
  glossary.crontab,
  search.crontab,
  feed.crontab,
  fairness.crontab,
].join('\n');

interface Mounting {
  app: OpenAPIHono<AppEnv>;
  v1: OpenAPIHono<AppEnv>;
  base: Pick<Context, 'db' | 'providers' | 'config' | 'pool' | 'log' | 'secrets' | 'now'>;
  stateOf: (c: HonoContext<AppEnv>) => Promise<RequestState>;
}

/** What is not JSON: bytes in, bytes out, streams. */
export function mountOthers({ app, v1, base, stateOf }: Mounting): void {
  media.mountUploads(v1, base);
  inbox.mountLive(v1, base);
  media.mountFiles(app, {
    base,
    stateOf,
    visibility: { person: profiles.maySeePerson, note: notes.maySeeNote },
  });
}

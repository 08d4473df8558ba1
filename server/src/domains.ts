import type { Subscription, Task } from './kernel/events.ts';
import type { Route } from './kernel/routes.ts';
import { KERNEL_CRONTAB, sweepKernel } from './kernel/sweep.ts';
import * as community from './domains/community/index.ts';
import * as people from './domains/people/index.ts';
import * as graph from './domains/graph/index.ts';
import * as profiles from './domains/profiles/index.ts';
import * as topics from './domains/topics/index.ts';

/** All that the domains bring, in the order of `order.ts`. */
export const ROUTES: readonly Route[] = [...community.routes, ...people.routes, ...graph.routes, ...profiles.routes, ...topics.routes];

/** Getting in and out, below `/api/auth`. */
export const ACCOUNT_ROUTES: readonly Route[] = people.accountRoutes;

export const SUBSCRIPTIONS: readonly Subscription[] = [];

export const TASKS: readonly Task[] = [...SUBSCRIPTIONS, sweepKernel, ...people.tasks];

/** Work by the clock, in crontab lines of graphile-worker. */
export const CRONTAB = [KERNEL_CRONTAB, people.crontab].join('\n');

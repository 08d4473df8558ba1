import type { Context } from './context.ts';

declare const payloadOf: unique symbol;

/** Something that happened; its payload carries ids only. */
export interface Event<Payload extends object = object> {
  name: string;
  [payloadOf]?: Payload;
}

/** Names an event: `export const noteCreated = event<{ noteId: Id }>('note.created')`. */
export function event<Payload extends object>(name: string): Event<Payload> {
  return { name };
}

/** A job: its name in the queue and what it does. Handlers are idempotent: a job may run twice. */
export interface Task {
  name: string;
  run(ctx: Context, payload: never): Promise<void>;
  maxAttempts?: number;
  /** Jobs of one queue run one after the other. */
  queue?: string;
  /** Smaller runs first. */
  priority?: number;
  /** Jobs that wait long for others run in a lane of their own, so many at once, where they keep nobody waiting. */
  lane?: { name: string; concurrency: number };
}

/** A job as whoever asks for it names it; what it does may be known elsewhere. */
export type TaskName = Omit<Task, 'run'> & Partial<Pick<Task, 'run'>>;

export interface Subscription extends Task {
  event: string;
}

/** A job's name, with how it runs where that is not the usual way. */
type JobName = string | (Omit<Task, 'run'> & object);

/** `subscribe(noteCreated, 'search.index', handler)`: one job per subscriber and event. */
export function subscribe<Payload extends object>(
  to: Event<Payload>,
  job: JobName,
  run: (ctx: Context, payload: Payload) => Promise<void>,
): Subscription {
  return { event: to.name, ...task(job, run) };
}

/** A job of one's own, not caused by an event: `task('media.sweep', handler)`. */
export function task<Payload extends object>(
  job: JobName,
  run: (ctx: Context, payload: Payload) => Promise<void>,
): Task {
  return { ...(typeof job === 'string' ? { name: job } : job), run };
}

/** Who listens to what; made once by the composition root. */
export type Subscriptions = ReadonlyMap<string, readonly Subscription[]>;

export function subscriptionsByEvent(all: readonly Subscription[]): Subscriptions {
  const byEvent = new Map<string, Subscription[]>();
  for (const subscription of all) {
    const same = byEvent.get(subscription.event);
    if (same) same.push(subscription);
    else byEvent.set(subscription.event, [subscription]);
  }
  return byEvent;
}

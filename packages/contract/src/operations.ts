import { z } from 'zod';
import { endpoint, errors } from './endpoint.ts';
import { id, page, pageQuery, time } from './common.ts';

export const job = z
  .object({
    id: z.string(),
    task: z.string(),
    payload: z.unknown(),
    attempts: z.number().int(),
    maxAttempts: z.number().int(),
    error: z.string().nullable(),
    createdAt: time,
    runAt: time,
  })
  .meta({ id: 'Job' });

export const mail = z
  .object({
    name: z.string(),
    to: z.string(),
    subject: z.string(),
    at: time,
    text: z.string(),
  })
  .meta({ id: 'Mail' });

export const overview = z
  .object({
    people: z.number().int(),
    notes: z.number().int(),
    comments: z.number().int(),
    likes: z.number().int(),
    openReports: z.number().int(),
    failedJobs: z.number().int(),
    waitingJobs: z.number().int(),
    storage: z.object({
      files: z.number().int(),
      bytes: z.number(),
      /** Of these, files kept as they came (`KEEP_ORIGINALS`). */
      originals: z.number().int(),
      originalBytes: z.number(),
      freeBytes: z.number(),
    }),
    databaseBytes: z.number(),
    days: z.array(
      z.object({
        day: z.string(),
        people: z.number().int(),
        notes: z.number().int(),
        comments: z.number().int(),
      }),
    ),
    demo: z.object({ present: z.boolean(), progress: z.number().min(0).max(1) }),
    checklist: z.array(z.object({ step: z.string(), done: z.boolean() })),
  })
  .meta({ id: 'Overview' });

export const operationErrors = errors({
  'job.not_found': [
    404,
    'This job is gone; it may have run meanwhile.',
    '任务不在了，可能已经运行。',
    '任務不在了，可能已經執行。',
  ],
});

export const operationEndpoints = [
  endpoint('GET /admin/overview', {
    access: 'administrator',
    subject: 'none',
    summary: 'Counts, storage, jobs and first steps',
    output: overview,
  }),
  endpoint('GET /admin/jobs', {
    access: 'administrator',
    subject: 'none',
    summary: 'Jobs that failed for good, or all that wait',
    query: pageQuery.extend({ state: z.enum(['failed', 'waiting']).optional() }),
    output: page(job),
  }),
  endpoint('PUT /admin/jobs/:id/run', {
    access: 'administrator',
    subject: 'none',
    summary: 'Run a failed job again',
    params: z.object({ id }),
  }),
  endpoint('GET /admin/mails', {
    access: 'administrator',
    subject: 'none',
    summary: 'Mails that landed as files',
    query: pageQuery,
    output: page(mail),
  }),
  endpoint('DELETE /admin/demo', {
    access: 'administrator',
    subject: 'none',
    summary: 'Remove the demo world; what real members made stays',
    status: 202,
  }),
] as const;

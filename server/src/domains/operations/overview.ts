import { statfs } from 'node:fs/promises';
import { sql } from 'kysely';
import type { api, OutputOf } from '@jujube/contract';
import { personId, type Context } from '../../kernel/context.ts';
import { countComments } from '../comments/index.ts';
import { readCommunity, readDemo, wasDecided, type CommunityRow } from '../community/index.ts';
import { countOriginals } from '../media/index.ts';
import { countOpenReports } from '../moderation/index.ts';
import { countNotes, notePage } from '../notes/index.ts';
import { countPeople } from '../people/index.ts';
import { countReactions } from '../reactions/index.ts';
import { countJobs } from './queries.ts';

export type Overview = OutputOf<ReturnType<typeof api<'GET /admin/overview'>>>;
type Usage = Awaited<ReturnType<Context['providers']['storage']['usage']>>;

const DAYS = 14;
/** Adding up every stored file takes its time where there are many. */
const USAGE_KEPT_MS = 60_000;

/** All that whoever runs the place wants to see at a glance. */
export async function readOverview(ctx: Context): Promise<Overview> {
  const [people, notes, comments, likes, openReports, jobs, storage, databaseBytes, demo, checklist] =
    await Promise.all([
      countPeople(ctx, DAYS),
      countNotes(ctx, DAYS),
      countComments(ctx, DAYS),
      countReactions(ctx, 'like'),
      countOpenReports(ctx),
      countJobs(ctx),
      readStorage(ctx),
      readDatabaseSize(ctx),
      readDemo(ctx),
      readChecklist(ctx),
    ]);
  return {
    people: people.people,
    notes: notes.total,
    comments: comments.total,
    likes,
    openReports,
    failedJobs: jobs.failed,
    waitingJobs: jobs.waiting,
    storage,
    databaseBytes,
    days: people.joined.map(({ day, people: joined }, index) => ({
      day,
      people: joined,
      notes: notes.days[index]!.count,
      comments: comments.days[index]!.count,
    })),
    demo: { present: demo.present, progress: demo.progress },
    checklist,
  };
}

/** The first steps of a new community, in the order they are best done. */
async function readChecklist(ctx: Context): Promise<Overview['checklist']> {
  const [community, signUpDecided, own] = await Promise.all([
    readCommunity(ctx),
    wasDecided(ctx, 'signUp'),
    notePage(ctx, { authorIds: [personId(ctx.viewer)], limit: 1 }),
  ]);
  return [
    { step: 'name', done: inEveryLanguage(community, 'name') },
    { step: 'rules', done: inEveryLanguage(community, 'rules') },
    { step: 'first_note', done: own.items.length > 0 },
    { step: 'sign_up', done: signUpDecided },
  ];
}

function inEveryLanguage(community: CommunityRow, words: 'name' | 'rules'): boolean {
  return community.languages.every((language) => (community[words][language] ?? '').trim() !== '');
}

async function readStorage(ctx: Context): Promise<Overview['storage']> {
  const { providers, config } = ctx;
  const [{ files, bytes, free }, originals] = await Promise.all([
    usageOf(providers.storage),
    countOriginals(ctx),
  ]);
  return { files, bytes, ...originals, freeBytes: free ?? (await freeOn(config.dataDir)) };
}

async function freeOn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

const usages = new WeakMap<Context['providers']['storage'], { at: number; usage: Promise<Usage> }>();

/** What is stored, added up once for all who ask within a minute: a bound on how old an answer may be, not a second truth. */
function usageOf(storage: Context['providers']['storage']): Promise<Usage> {
  const known = usages.get(storage);
  if (known && performance.now() - known.at < USAGE_KEPT_MS) return known.usage;
  const usage = storage.usage();
  usages.set(storage, { at: performance.now(), usage });
  usage.catch(() => usages.delete(storage));
  return usage;
}

async function readDatabaseSize({ db }: Pick<Context, 'db'>): Promise<number> {
  const { rows } = await sql<{ bytes: string }>`select pg_database_size(current_database()) as bytes`.execute(
    db,
  );
  return Number(rows[0]!.bytes);
}

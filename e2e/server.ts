import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createApi } from '../server/src/api.ts';
import { serve } from '../server/src/kernel/server.ts';
import { buildWeb } from '../server/src/launch/web-build.ts';
import { until } from '../server/src/testing/until.ts';
import { world, type Somebody, type World } from '../server/src/testing/world.ts';

/** The product on a port of its own, with a database and a folder of its own, for a browser. */
export interface Site {
  /** Its address, without a slash at the end. */
  url: string;
  world: World;
  close(): Promise<void>;
}

export interface SiteOptions {
  /** Where it believes to be; where it is, unless told. */
  publicUrl?: string;
  /** What the operator sets, as in the environment. */
  settings?: Record<string, string>;
}

/**
 * Starts the product as built for production: `const site = await startSite(); after(() => site.close())`. It is served on
 * localhost.
 */
export async function startSite(options: SiteOptions = {}): Promise<Site> {
  await buildWeb(() => {});
  const made = await world(options.settings);
  try {
    return await servedBy(made, options);
  } catch (error) {
    // Else its connections keep a test alive that never began.
    await made.close();
    throw error;
  }
}

async function servedBy(made: World, { publicUrl }: SiteOptions): Promise<Site> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const base = { ...made.base, config: { ...made.base.config, port, publicUrl: publicUrl ?? url } };
  const served = await serve({ api: createApi({ base }), base });
  return {
    url,
    world: made,
    async close() {
      await served.stop();
      await made.close();
    },
  };
}

const PICTURES = join(import.meta.dirname, '../server/src/demo/pictures');

/** Pictures of several shapes, from the demo week. */
export const PHOTOS = ['curb-chair-1-604d5190', 'hot-water-1-141257cc', 'parabola-1-8619c75e'] as const;

/** Uploads a picture and answers its id. */
export async function upload(person: Somebody, photo: string): Promise<string> {
  const form = new FormData();
  form.append(
    'file',
    new File([readFileSync(join(PICTURES, `${photo}.webp`))], `${photo}.webp`, { type: 'image/webp' }),
  );
  const response = await person.fetch('/api/v1/media', { method: 'POST', body: form });
  if (!response.ok) throw new Error(`The picture was refused: ${await response.text()}`);
  return ((await response.json()) as { id: string }).id;
}

/** Waits until lists are made of so many notes: the feed begins with the first that is asked for, and reads on beside it. */
export async function feedKnows({ world: { visitor, base } }: Site, notes: number): Promise<void> {
  await until(`the feed knows ${notes} notes`, async () => {
    await visitor.call('GET /feed/explore');
    const { rows } = await base.pool.query<{ known: number }>(
      'select count(*)::int as known from feed_notes',
    );
    return rows[0]!.known >= notes;
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

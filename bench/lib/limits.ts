import { spawn } from 'node:child_process';
import type pg from 'pg';
import { load, type Measured } from './load.ts';
import { freePort } from './server.ts';

/** What this machine can do at most: a bare node:http server that answers a prebuilt body of that size. */
export async function rawHttp(bytes: number, seconds: number): Promise<Measured> {
  const port = await freePort();
  const code = `const body = Buffer.alloc(${bytes}, 'x');
    require('node:http').createServer((q, s) => { s.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }); s.end(body); })
      .listen(${port}, '127.0.0.1', () => console.log('up'));`;
  const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  try {
    return await load({ url: `http://127.0.0.1:${port}`, seconds, next: () => ({ path: '/' }) });
  } finally {
    child.kill();
  }
}

/** Selects of one row by its key, 16 at a time over pipelining connections. */
export async function pointSelects(pool: pg.Pool, seconds: number): Promise<number> {
  const { rows } = await pool.query<{ id: string }>('select id from notes limit 1000');
  const end = performance.now() + seconds * 1000;
  let done = 0;
  const one = async () => {
    for (let index = 0; performance.now() < end; index++) {
      await pool.query({
        name: 'point',
        text: 'select title from notes where id = $1',
        values: [rows[index % rows.length]!.id],
      });
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: 16 }, one));
  return done / seconds;
}

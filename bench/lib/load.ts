import { Client } from 'undici';

export interface Shot {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

/** One of the connections: how many answers it had, and the last of them. */
export interface Connection {
  index: number;
  n: number;
  /** Bytes: most who load do not read them, and reading them all would cost the server its share of the machine. */
  last: Buffer;
}

export interface Load {
  url: string;
  seconds: number;
  /** 16, as the issue says, unless told. */
  connections?: number;
  /** The next request of a connection; null: it has no more. */
  next: (connection: Connection) => Shot | null;
}

export interface Measured {
  /** Good answers a second. */
  rate: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  answers: number;
  /** Bytes of the body at the median, as it came over the line. */
  bytes: number;
  /** Answers of 400 and above, by status, and broken connections as 0. */
  refused: Record<number, number>;
  /** About one good answer in a hundred. */
  samples: { shot: Shot; body: string; at: number }[];
}

const SAMPLE_EVERY = 100;
const MOST_SAMPLES = 400;

/** Loads a server from this process over kept-alive connections, each waiting for its answer before it asks again. */
export async function load({ url, seconds, connections = 16, next }: Load): Promise<Measured> {
  const times: number[] = [];
  const sizes: number[] = [];
  const refused: Record<number, number> = {};
  const samples: Measured['samples'] = [];
  const started = performance.now();
  const end = started + seconds * 1000;
  const runOne = async (index: number) => {
    const connection: Connection = { index, n: 0, last: Buffer.alloc(0) };
    const client = new Client(url);
    while (performance.now() < end) {
      const shot = next(connection);
      if (shot === null) break;
      const from = performance.now();
      const { status, body } = await send(client, shot);
      times.push(performance.now() - from);
      sizes.push(body.length);
      connection.n += 1;
      connection.last = body;
      if (status >= 400 || status === 0) refused[status] = (refused[status] ?? 0) + 1;
      else if (times.length % SAMPLE_EVERY === 0 && samples.length < MOST_SAMPLES)
        samples.push({ shot, body: body.toString(), at: Date.now() });
    }
    await client.close();
  };
  await Promise.all(Array.from({ length: connections }, (_, index) => runOne(index)));
  const took = (performance.now() - started) / 1000;
  const bad = Object.values(refused).reduce((sum, count) => sum + count, 0);
  times.sort((a, b) => a - b);
  sizes.sort((a, b) => a - b);
  const quantile = (q: number) => times[Math.min(times.length - 1, Math.floor(times.length * q))] ?? 0;
  return {
    rate: (times.length - bad) / took,
    p50: quantile(0.5),
    p99: quantile(0.99),
    answers: times.length,
    bytes: sizes[sizes.length >> 1] ?? 0,
    refused,
    samples,
  };
}

async function send(client: Client, shot: Shot): Promise<{ status: number; body: Buffer }> {
  const { method = 'GET', path, headers = {}, body = null } = shot;
  const typed = body === null ? headers : { ...headers, 'content-type': 'application/json' };
  try {
    const answer = await client.request({ method, path, headers: typed, body });
    return { status: answer.statusCode, body: Buffer.from(await answer.body.arrayBuffer()) };
  } catch {
    // A broken connection is counted as 0; the next request makes another.
    return { status: 0, body: Buffer.alloc(0) };
  }
}

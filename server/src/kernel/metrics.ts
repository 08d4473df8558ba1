import type { IncomingMessage, ServerResponse } from 'node:http';
import { ENDPOINTS } from '@jujube/contract';
import type pg from 'pg';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Gate } from './gate.ts';

export interface Metrics {
  type: string;
  text(): Promise<string>;
  observe(request: IncomingMessage, response: ServerResponse): void;
}

/** Prometheus metrics of this process: requests, queue, database pool, Node itself. */
export function collectMetrics(pool: pg.Pool, gate: Gate): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'jujube_' });
  const seconds = new Histogram({
    name: 'jujube_request_seconds',
    help: 'Time to answer, by kind of path and status class',
    labelNames: ['path', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  gauge(registry, { name: 'jujube_requests_running', help: 'Requests in work' }, () => gate.load().running);
  gauge(
    registry,
    { name: 'jujube_requests_queued', help: 'Requests that wait for room' },
    () => gate.load().queued,
  );
  gauge(
    registry,
    { name: 'jujube_database_busy', help: 'Database connections in use' },
    () => pool.totalCount - pool.idleCount,
  );
  gauge(
    registry,
    { name: 'jujube_database_waiting', help: 'Work that waits for a connection' },
    () => pool.waitingCount,
  );
  // Naming a series anew for every answer takes longer than counting the answer.
  const series = new Map<string, Histogram.Internal<'path' | 'status'>>();
  const seriesOf = (path: string, status: string) => {
    const name = `${path} ${status}`;
    let one = series.get(name);
    if (!one) series.set(name, (one = seconds.labels({ path, status })));
    return one;
  };
  return {
    type: registry.contentType,
    text: () => registry.metrics(),
    observe(request, response) {
      const from = performance.now();
      response.once('close', () => {
        const kind = kindOf(request.url);
        const status = `${Math.floor(response.statusCode / 100)}xx`;
        seriesOf(kind, status).observe((performance.now() - from) / 1000);
      });
    },
  };
}

function gauge(registry: Registry, { name, help }: { name: string; help: string }, read: () => number): void {
  const made = new Gauge({
    name,
    help,
    registers: [],
    collect() {
      this.set(read());
    },
  });
  registry.registerMetric(made);
}

/** First parts of the API's own paths. */
const PARTS = new Set(ENDPOINTS.map(({ path }) => path.split('/')[1]!));

/** Few kinds, so that the number of series stays bounded whatever is asked for. */
function kindOf(url = ''): string {
  const [, first = '', second = '', third = ''] = url.split(/[/?]/);
  if (first === 'api') return second === 'auth' ? 'api/auth' : `api/${PARTS.has(third) ? third : 'other'}`;
  return first === 'media' || first === '_app' ? first : 'page';
}

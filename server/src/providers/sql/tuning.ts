/**
 * How our PostgreSQL is set: for one machine that it shares with the web server, small when idle, every commit on
 * disk before it is acknowledged.
 *
 * @param fast true for tests: a power cut may lose data
 */
export function settingsFor(fast: boolean): string[] {
  return fast ? [...SMALL, ...FAST] : [...SMALL, ...DURABLE];
}

const SMALL = [
  'shared_buffers=128MB',
  'io_method=sync',
  'jit=off',
  'max_parallel_workers_per_gather=0',
  'max_worker_processes=4',
  'max_logical_replication_workers=0',
  'wal_level=minimal',
  'max_wal_senders=0',
  'random_page_cost=1.1',
  'timezone=UTC',
  'log_timezone=UTC',
  'lc_messages=C',
];

const DURABLE = [
  'max_connections=100',
  'synchronous_commit=on',
  'checkpoint_timeout=10min',
  'max_wal_size=1GB',
];

const FAST = ['max_connections=300', 'fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

import { totalmem } from 'node:os';

/**
 * How our PostgreSQL is set: for one machine that it shares with the web server, small when idle, every commit on
 * disk before it is acknowledged.
 *
 * Measured on two cores and a disk that syncs 8 KB in 0.15 ms, 16 connections: 8,900 commits/s of four inserts each;
 * `commit_delay` (50–1000 µs) and `wal_compression` gained nothing, so they stay off. Idle: 19 MB, and 4.3 MB for each
 * connection; the I/O workers that `io_method=sync` saves are 3 processes more.
 *
 * @param fast true for tests: a power cut may lose data
 * @returns settings as PostgreSQL's `-c` takes them; the same on every start of one machine
 */
export function settingsFor(fast: boolean): string[] {
  return fast ? [...COMMON, ...FAST] : [...COMMON, ...DURABLE, `shared_buffers=${cacheMegabytes()}MB`];
}

const COMMON = [
  'io_method=sync',
  'jit=off',
  'max_parallel_workers_per_gather=0',
  'max_worker_processes=4',
  'max_logical_replication_workers=0',
  'wal_level=minimal',
  'max_wal_senders=0',
  'random_page_cost=1.1',
  // Tables of jobs and counters turn over every second.
  'autovacuum_naptime=15s',
  'timezone=UTC',
  'log_timezone=UTC',
  'lc_messages=C',
];

const DURABLE = [
  'max_connections=100',
  'synchronous_commit=on',
  'checkpoint_timeout=10min',
  'max_wal_size=1GB',
  'log_checkpoints=off',
];

const FAST = [
  'max_connections=300',
  'shared_buffers=128MB',
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
];

/** An eighth of what this machine or container has, 64 to 256 MB; pages that were never used take no memory. */
function cacheMegabytes(): number {
  const limit = process.constrainedMemory();
  const available = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  return Math.min(256, Math.max(64, Math.floor(available / 8 / 1_048_576)));
}

import type { Storage, Stored } from './storage.ts';

export type Sweep = {
  storage: Storage;
  /** Which of these names something still points to. */
  known: (names: string[]) => Promise<Set<string>>;
  /** Younger files are left alone: what they belong to may not be committed yet. */
  before: Date;
};

const BATCH = 500;

/**
 * Removes the files that nothing points to, such as those of an upload whose transaction never committed.
 *
 * @returns how many, and their bytes
 */
export async function sweep({ storage, known, before }: Sweep): Promise<{ files: number; bytes: number }> {
  const swept = { files: 0, bytes: 0 };
  await storage.tidy(before);
  for await (const batch of batches(storage.list(), before)) {
    const kept = await known(batch.map((file) => file.name));
    const orphans = batch.filter((file) => !kept.has(file.name));
    await storage.remove(orphans.map((file) => file.name));
    swept.files += orphans.length;
    swept.bytes += orphans.reduce((sum, file) => sum + file.bytes, 0);
  }
  return swept;
}

async function* batches(files: AsyncIterable<Stored>, before: Date): AsyncGenerator<Stored[]> {
  let batch: Stored[] = [];
  for await (const file of files) {
    if (file.at < before) batch.push(file);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

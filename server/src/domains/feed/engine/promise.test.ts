import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createLog } from '../../../kernel/log.ts';
import { until } from '../../../testing/until.ts';
import { world, type Somebody, type World } from '../../../testing/world.ts';
import { startFeedThread } from './client.ts';
import { recall } from './snapshots.ts';

const ANYBODY = { viewerId: null, languages: ['en'], channel: null, seen: [], seenFingerprints: [] };

let w: World;
let writer: Somebody;
before(async () => {
  w = await world();
  writer = await w.person('writer');
});
after(() => w.close());

test('the feed gives what is set, also when it goes on from what it kept under another setting', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'jujube-promise-'));
  try {
    for (const firstReaders of [3, 7]) {
      const feed = await startFeedThread({
        databaseUrl: w.base.config.databaseUrl!,
        logLevel: 'silent',
        socketPath: null,
        folder,
        firstReaders,
      });
      await writer.call('POST /notes', { body: { title: `Promised ${firstReaders}`, language: 'en' } });
      await until('the feed has learnt it', async () => {
        const { ids } = await feed.list(ANYBODY);
        return ids.length === (firstReaders === 3 ? 1 : 2);
      });
      await feed.stop();
      const kept = (await recall(folder, createLog('silent')))!;
      assert.equal(kept.guarantee.settings.impressions, firstReaders);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

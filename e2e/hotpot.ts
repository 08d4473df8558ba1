import type { Somebody } from '../server/src/testing/world.ts';
import { feedKnows, type Site } from './server.ts';

/** Half of the notes are about hotpot, half about walks; half of each in English, half in Chinese. */
export async function writeNotes(site: Site): Promise<void> {
  const { world } = site;
  const writers = await Promise.all(
    Array.from({ length: 12 }, (_, n) => world.person(`writer_${n}`, { name: `Writer ${n}`, reads: ['en'] })),
  );
  for (const [index, writer] of writers.entries()) await writeEight(writer, index);
  await world.settle();
  await feedKnows(site, 8 * writers.length);
}

async function writeEight(writer: Somebody, index: number): Promise<void> {
  for (let n = 0; n < 8; n += 1) {
    const isHotpot = n % 2 === 0;
    const title = isHotpot ? `Hotpot night ${index}-${n}` : `A quiet walk ${index}-${n}`;
    const body = isHotpot ? 'Come along #hotpot' : 'By the river #walks';
    const language = n % 4 < 2 ? 'en' : 'zh-Hans';
    await writer.call('POST /notes', {
      body: { title, body, language, channel: isHotpot ? 'food' : 'travel', card: { background: 'paper' } },
    });
  }
}

import { phrases } from '@jujube/lingua';
import { startSite } from '../e2e/server.ts';
import { print } from './lib/report.ts';

// What explaining words and telling amounts costs: a comment when it is read first, and a note's page with 30 comments,
// with and without, in turns, in processor time of server and client, which other programs disturb least. npm run bench -- words

const ROUNDS = Number(process.argv[2] ?? 12);
const PAGES = 40;
const COMMENTS = 30;
const AIDS = { with: 'aids=1.auto.auto', without: 'aids=0.off.off' } as const;

const site = await startSite();
try {
  const { world } = site;
  const mei = await world.person('mei', { reads: ['zh-Hans'] });
  const texts = phrases().map(({ zh, example, origin }) => (origin === 'zh' ? example : zh[0]!));
  const body = `${texts.slice(0, 12).join('，')}。买了5斤羊肉，花了99元，被种草了。`;
  const { id } = await mei.call('POST /notes', { body: { title: '周末火锅', body, language: 'zh-Hans' } });
  for (let n = 0; n < COMMENTS; n += 1) {
    const { call } = await world.person(`reader_${n}`, { reads: ['zh-Hans'] });
    const said = `${texts[n]!}，${texts[n + 100]!}${n % 3 === 0 ? '，绝绝子，只要49元' : ''}`;
    await call('POST /notes/:id/comments', { params: { id }, body: { body: said, language: 'zh-Hans' } });
  }
  await world.settle();
  await firstReading();
  const rows: string[][] = [];
  rows.push(await compared('comments as JSON', `/api/v1/notes/${id}/comments?limit=${COMMENTS}`));
  rows.push(await compared('note as JSON', `/api/v1/notes/${id}`));
  rows.push(await compared(`page with ${COMMENTS} comments`, `/en/notes/${id}`));
  print(['a visitor who reads English', 'without, CPU ms', 'with, CPU ms', 'more'], rows);

  async function firstReading() {
    const { markerFor } = await import('../server/src/domains/culture/index.ts');
    const ctx = world.as();
    const viewer = {
      ...ctx.viewer,
      aids: { words: true, units: 'auto', currency: 'auto', reader: 'en' } as const,
    };
    const mark = (await markerFor({ ...ctx, viewer }))!;
    const each = texts.map((text) => {
      const begun = performance.now();
      mark({ text: `${text} `, language: 'zh-Hans' }, []);
      return performance.now() - begun;
    });
    each.sort((a, b) => a - b);
    const at = (share: number) => each[Math.floor((each.length - 1) * share)]!.toFixed(3);
    print(
      ['comments read the first time', 'p50 ms', 'p99 ms', 'longest'],
      [[String(each.length), at(0.5), at(0.99), at(1)]],
    );
  }

  async function compared(name: string, path: string): Promise<string[]> {
    const took: Record<keyof typeof AIDS, number[]> = { with: [], without: [] };
    for (const cookie of Object.values(AIDS)) await ask(path, cookie);
    for (let round = 0; round < ROUNDS; round += 1) {
      const order = round % 2 ? (['with', 'without'] as const) : (['without', 'with'] as const);
      for (const way of order) {
        const begun = process.cpuUsage();
        for (let n = 0; n < PAGES; n += 1) await ask(path, AIDS[way]);
        const { user, system } = process.cpuUsage(begun);
        took[way].push((user + system) / 1000 / PAGES);
      }
    }
    const [without, withThem] = [median(took.without), median(took.with)];
    return [
      name,
      without.toFixed(3),
      withThem.toFixed(3),
      `${((withThem / without - 1) * 100).toFixed(1)} %`,
    ];
  }

  function ask(path: string, cookie: string) {
    return fetch(site.url + path, { headers: { 'accept-language': 'en', cookie } }).then((response) =>
      response.arrayBuffer(),
    );
  }
} finally {
  await site.close();
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

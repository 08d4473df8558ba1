import { load } from './lib/load.ts';
import { measured, table } from './lib/report.ts';
import { onStage, printLimits, settled } from './lib/stage.ts';

// Comments by many people for 60 s. npm run bench -- comment

const WORDS = [
  '太会了 笑发财',
  'obsessed with this',
  '求链接！',
  'how do you get that light',
  '蹲一个后续',
  'same here, every winter',
];

await onStage({ people: 18_000 }, async ({ server, pool, readers }) => {
  const { rows } = await pool.query<{ id: string }>(
    'select id from notes order by published_at desc limit 5000',
  );
  const shot = (turn: number) => ({
    method: 'POST' as const,
    path: `/api/v1/notes/${rows[(turn * 31) % rows.length]!.id}/comments`,
    headers: { cookie: readers[turn % readers.length]!.cookie },
    body: JSON.stringify({ body: `${WORDS[turn % WORDS.length]} ${turn}` }),
  });
  await load({ url: server.url, seconds: 5, next: ({ n, index }) => shot(n * 16 + index) });
  const comments = await measured('comment', server, () =>
    load({ url: server.url, seconds: 60, next: ({ n, index }) => shot(9001 + n * 16 + index) }),
  );
  const seconds = await settled(pool);
  table([{ ...comments, floor: 400 }]);
  console.log(`every job of these was done ${seconds.toFixed(1)} s after the last comment\n`);
  await printLimits(pool, comments);
});

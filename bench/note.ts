import { load } from './lib/load.ts';
import { measured, table } from './lib/report.ts';
import { onStage, printLimits } from './lib/stage.ts';

// Note JSON for visitors and for distinct signed-in readers. npm run bench -- note

await onStage({ people: 1500 }, async ({ server, pool, readers }) => {
  const { rows } = await pool.query<{ id: string }>(
    'select id from notes order by published_at desc limit 3000',
  );
  const path = (n: number) => `/api/v1/notes/${rows[n % rows.length]!.id}`;
  const visitor = () =>
    load({ url: server.url, seconds: 15, next: ({ n, index }) => ({ path: path(n * 16 + index) }) });
  const member = () =>
    load({
      url: server.url,
      seconds: 15,
      next: ({ n, index }) => ({
        path: path(n * 7 + index),
        headers: { cookie: readers[(n * 16 + index) % readers.length]!.cookie },
      }),
    });
  await member();
  const visitors = await measured('note, visitors', server, visitor);
  const members = await measured('note, signed in', server, member);
  table([
    { ...visitors, floor: 3000 },
    { ...members, floor: 2000 },
  ]);
  await printLimits(pool, visitors);
});

import { load, type Connection } from './lib/load.ts';
import { measured, table } from './lib/report.ts';
import { onStage, printLimits } from './lib/stage.ts';

// The explore page as HTML, compressed as browsers ask. npm run bench -- page

await onStage({ people: 1500 }, async ({ server, pool, readers }) => {
  const browser = {
    'accept-encoding': 'gzip, deflate, br, zstd',
    'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8',
    accept: 'text/html',
  };
  const member = ({ n, index }: Connection) => ({
    path: '/',
    headers: { ...browser, cookie: readers[(n * 16 + index) % readers.length]!.cookie },
  });
  await load({ url: server.url, seconds: 5, next: member });
  const members = await measured('explore page, signed in', server, () =>
    load({ url: server.url, seconds: 20, next: member }),
  );
  const visitors = await measured('explore page, visitors', server, () =>
    load({ url: server.url, seconds: 10, next: () => ({ path: '/', headers: browser }) }),
  );
  table([{ ...members, floor: 400 }, visitors]);
  await printLimits(pool, members);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startSite, type Site } from './server.ts';

// Where the operator keeps files as they come, whoever adds a picture is told so, in one line, before any script.

const LINES = {
  en: 'Whoever runs this place keeps the file as it is',
  'zh-cn': '社区运营者会保留你上传的原图',
  'zh-tw': '社群營運者會保留你上傳的原圖',
};

async function pageOf(site: Site, path: string, cookie: string): Promise<string> {
  const response = await fetch(site.url + path, { headers: { cookie } });
  assert.equal(response.status, 200, path);
  return response.text();
}

// One after the other: the pages of a process ask the server that was started last.
for (const [kept, title] of [
  ['1', 'members are told in their language where they add pictures'],
  ['0', 'nobody is told where no file is kept'],
] as const) {
  test(title, async () => {
    const site = await startSite({ settings: { KEEP_ORIGINALS: kept } });
    try {
      const { cookie } = await site.world.person('ann');
      for (const [prefix, line] of Object.entries(LINES)) {
        for (const page of ['compose', 'settings/profile']) {
          const path = `/${prefix}/${page}`;
          assert.equal((await pageOf(site, path, cookie)).includes(line), kept === '1', path);
        }
      }
    } finally {
      await site.close();
    }
  });
}

import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../e2e/browser.ts';
import { demoComplete } from './lib/demo.ts';
import { median, print } from './lib/report.ts';
import { startServer } from './lib/server.ts';
import { mainThread, slowDown, watch, type Visit } from './lib/web.ts';

// The first page as a phone on a slow network meets it: production start, fresh data, demo world complete, 390 × 844
// at 2×, processor slowed 4×, 1.6 Mbps with 150 ms round trip, cold cache; then a note is opened and left again.
// npm run bench -- web [how often, 7 unless told]

const RUNS = Number(process.argv[2] ?? 7);
const CONDITIONS = { network: { down: 1_600_000, up: 750_000, roundTrip: 150 }, cpu: 4 };

/** Long enough for all that a step fetches at 1.6 Mbps; what the page works until then is counted, needed or not. */
const SETTLED_MS = 1500;

interface Steps {
  open: number;
  back: number;
  /** A tap on nothing, for comparison: what the browser itself works for one. */
  tap: number;
}

const folder = mkdtempSync(join(tmpdir(), 'jujube-bench-web-'));
const server = await startServer(folder, { DEMO: '1' });
const browser = await launchBrowser();
try {
  await demoComplete(server.pid);
  const url = `http://localhost:${new URL(server.url).port}`;
  await onPhone(browser, url);
  const runs: (Visit & Steps)[] = [];
  for (let i = 0; i < RUNS; i += 1) runs.push(await onPhone(browser, url));
  report(runs);
} finally {
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** One visit with a cold cache, a note opened and left. */
async function onPhone(browser: Browser, url: string): Promise<Visit & Steps> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
    locale: 'zh-CN',
  });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await slowDown(cdp, CONDITIONS);
  const visit = await watch(page, cdp, `${url}/`);
  // Where and how to touch is found out before, and what came of it is looked at afterwards: a question that the
  // browser's driver asks the page in between would be work of the page's main thread, and counted.
  const box = await page.locator('article[id^=n]').first().boundingBox();
  const touch = (x: number, y: number) =>
    mainThread(cdp, page, async () => {
      await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
      await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
      await page.waitForTimeout(SETTLED_MS);
    });
  // Reading offline is prepared once in a browser, seconds after the first page: that is no part of a tap.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.waitForTimeout(SETTLED_MS);
  const open = await touch(box!.x + box!.width / 2, box!.y + box!.height / 3);
  await page.locator('article.note').waitFor();
  const back = await mainThread(cdp, page, async () => {
    await page.goBack();
    await page.waitForTimeout(SETTLED_MS);
  });
  await page.locator('article.note').waitFor({ state: 'detached' });
  const tap = await touch(1, box!.y);
  await context.close();
  return { ...visit, open, back, tap };
}

function report(runs: readonly (Visit & Steps)[]): void {
  const of = (key: Exclude<keyof (Visit & Steps), 'largest'>) => median(runs.map((run) => run[key]));
  const row = (name: string, key: Parameters<typeof of>[0], { digits = 0, unit = 'ms', limit = '' } = {}) => [
    name,
    `${of(key).toFixed(digits)} ${unit}`.trim(),
    limit,
    `${Math.min(...runs.map((run) => run[key])).toFixed(digits)}–${Math.max(...runs.map((run) => run[key])).toFixed(digits)}`,
  ];
  const floor = floorOf({ html: of('htmlKb'), css: of('cssKb') });
  print(
    ['first page', `median of ${runs.length}`, 'at most', 'between'],
    [
      row('first contentful paint', 'fcp', { limit: '1000 ms' }),
      row('largest contentful paint', 'lcp', { limit: '2200 ms' }),
      row('total blocking time', 'tbt', { limit: '200 ms' }),
      row('cumulative layout shift', 'cls', { digits: 3, unit: '', limit: '0.05' }),
      row('script, compressed', 'scriptKb', { digits: 1, unit: 'KB', limit: '50 KB' }),
      row('HTML, compressed', 'htmlKb', { digits: 1, unit: 'KB' }),
      row('CSS, compressed', 'cssKb', { digits: 1, unit: 'KB' }),
      row('pictures', 'pictureKb', { digits: 1, unit: 'KB' }),
      row('requests', 'requests', { unit: '' }),
      row('opening a note, main thread', 'open', { limit: '100 ms' }),
      row('going back, main thread', 'back', { limit: '100 ms' }),
      row('a tap on nothing, main thread', 'tap'),
    ],
  );
  console.log(
    `Floor of the first paint: ${floor.toFixed(0)} ms (two round trips, then HTML and CSS at 1.6 Mbps).`,
  );
  console.log('The emulation charges no round trip for the connection itself; a real network adds one.');
  console.log(`Largest paint: ${[...new Set(runs.map((run) => run.largest))].join(', ')}`);
  const [load] = loadavg();
  if (load! > availableParallelism()) {
    console.log(
      `This machine is shared: load ${load!.toFixed(1)} on ${availableParallelism()} processors; times are longer than on an idle one.`,
    );
  }
}

/** Milliseconds until a first paint can be, with nothing but the network: the page is asked for, then its styles. */
function floorOf({ html, css }: { html: number; css: number }): number {
  const { down, roundTrip } = CONDITIONS.network;
  return 2 * roundTrip + ((html + css) * 1000 * 8 * 1000) / down;
}

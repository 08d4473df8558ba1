import type { CDPSession, Page } from 'playwright-core';

/** How a page came up, in milliseconds since it was asked for; bytes as they travelled. */
export interface Visit {
  fcp: number;
  lcp: number;
  /** Sum of what long tasks took above 50 ms, between FCP and 5 s after load. */
  tbt: number;
  /** The largest session window of layout shifts, as web.dev defines it. */
  cls: number;
  scriptKb: number;
  htmlKb: number;
  cssKb: number;
  pictureKb: number;
  requests: number;
  /** What the largest paint was. */
  largest: string;
}

export interface Network {
  /** Bits per second. */
  down: number;
  up: number;
  /** Milliseconds. */
  roundTrip: number;
}

/** What a page at rest may work in 300 ms. */
const QUIET_MS = 6;

/** How long a page is watched after it has loaded. */
const WATCHED_MS = 5000;

/** Slows the page's network and processor down, and forgets every cache. */
export async function slowDown(
  cdp: CDPSession,
  { network, cpu }: { network: Network; cpu: number },
): Promise<void> {
  await cdp.send('Network.enable');
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: false });
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: network.roundTrip,
    downloadThroughput: network.down / 8,
    uploadThroughput: network.up / 8,
  });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: cpu });
}

/** Opens an address on a fresh page and watches it until 5 s after load, without input. */
export async function watch(page: Page, cdp: CDPSession, url: string): Promise<Visit> {
  const traffic = countTraffic(cdp);
  await page.addInitScript(observe);
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForTimeout(WATCHED_MS);
  const seen = await page.evaluate(() => window.seen);
  const load = await page.evaluate(() => {
    const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    return entry!.loadEventEnd;
  });
  const kilobytes = (type: string) => (traffic.bytes.get(type) ?? 0) / 1000;
  return {
    fcp: seen.fcp,
    lcp: seen.lcp,
    tbt: blocking(seen.tasks, { from: seen.fcp, to: load + WATCHED_MS }),
    cls: largestWindow(seen.shifts),
    scriptKb: kilobytes('Script'),
    htmlKb: kilobytes('Document'),
    cssKb: kilobytes('Stylesheet'),
    pictureKb: kilobytes('Image'),
    requests: traffic.requests(),
    largest: seen.largest,
  };
}

/**
 * Milliseconds that the page's main thread works (its own processor time, so that a busy machine counts for nothing)
 * while `act` is done and until it has been quiet for a while; what the measuring itself costs is left out.
 */
export async function mainThread(cdp: CDPSession, page: Page, act: () => Promise<void>): Promise<number> {
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  const before = await busy(cdp);
  await act();
  let last = await busy(cdp);
  for (let quiet = 0; quiet < 3;) {
    await page.waitForTimeout(300);
    const now = await busy(cdp);
    quiet = now - last < QUIET_MS ? quiet + 1 : 0;
    last = now;
  }
  return last - before;
}

/** https://wicg.github.io/layout-instability/ */
interface LayoutShift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
}

declare global {
  interface Window {
    seen: Seen;
  }
}

interface Seen {
  fcp: number;
  lcp: number;
  largest: string;
  tasks: { start: number; duration: number }[];
  shifts: { start: number; value: number }[];
}

/** Runs in the page before anything of its own. */
function observe(): void {
  const seen: Seen = { fcp: NaN, lcp: NaN, largest: '', tasks: [], shifts: [] };
  window.seen = seen;
  const on = (type: string, take: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  on('paint', ({ name, startTime }) => {
    if (name === 'first-contentful-paint') seen.fcp = startTime;
  });
  on('largest-contentful-paint', (entry) => {
    const { element, url } = entry as LargestContentfulPaint;
    seen.lcp = entry.startTime;
    seen.largest = url ? new URL(url).pathname : (element?.outerHTML.slice(0, 80) ?? '');
  });
  on('longtask', ({ startTime, duration }) => seen.tasks.push({ start: startTime, duration }));
  on('layout-shift', (entry) => {
    const { value, hadRecentInput } = entry as LayoutShift;
    if (!hadRecentInput) seen.shifts.push({ start: entry.startTime, value });
  });
}

/** Counts what arrives, by kind, from now on: bodies as they travel, compressed. */
function countTraffic(cdp: CDPSession): { bytes: Map<string, number>; requests(): number } {
  const kinds = new Map<string, string>();
  const bytes = new Map<string, number>();
  let requests = 0;
  cdp.on('Network.requestWillBeSent', ({ requestId, type, request }) => {
    if (request.url.startsWith('data:')) return;
    requests += 1;
    kinds.set(requestId, type ?? 'Other');
  });
  // What a document's body took is only told at its end, with its head.
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (kinds.get(requestId) === 'Document') bytes.set('Document', encodedDataLength);
  });
  cdp.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId);
    if (kind) bytes.set(kind, (bytes.get(kind) ?? 0) + encodedDataLength);
  });
  return { bytes, requests: () => requests };
}

function blocking(tasks: Seen['tasks'], { from, to }: { from: number; to: number }): number {
  const within = tasks.map(({ start, duration }) => Math.min(start + duration, to) - Math.max(start, from));
  return within.reduce((sum, duration) => sum + Math.max(0, duration - 50), 0);
}

/** Shifts less than 1 s apart and together no longer than 5 s count as one. */
function largestWindow(shifts: Seen['shifts']): number {
  let largest = 0;
  let window = { first: -Infinity, last: -Infinity, sum: 0 };
  for (const { start, value } of shifts) {
    const same = start - window.last < 1000 && start - window.first < 5000;
    window = same
      ? { ...window, last: start, sum: window.sum + value }
      : { first: start, last: start, sum: value };
    largest = Math.max(largest, window.sum);
  }
  return largest;
}

async function busy(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  const seconds = (what: string) => metrics.find(({ name }) => name === what)?.value ?? 0;
  return (seconds('TaskDuration') - seconds('DevToolsCommandDuration')) * 1000;
}

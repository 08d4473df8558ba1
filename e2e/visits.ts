import assert from 'node:assert/strict';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import type { Somebody } from '../server/src/testing/world.ts';
import type { Site } from './server.ts';

export interface Visit {
  /** Who visits; a visitor without an account unless told. */
  as?: Pick<Somebody, 'cookie'>;
  size?: { width: number; height: number };
  locale?: 'en' | 'zh-CN' | 'zh-TW';
  dark?: boolean;
  script?: boolean;
  /** Whether its service worker may come; nothing that a test answers itself passes one. */
  worker?: boolean;
}

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1280, height: 800 };

/** A page in a fresh browser profile; it must be closed with `page.context().close()`. What breaks in it fails the test. */
export async function visit(browser: Browser, site: Site, options: Visit = {}): Promise<Page> {
  const { as, size = PHONE, locale = 'en', dark = false, script = true, worker = true } = options;
  const context = await browser.newContext({
    baseURL: site.url,
    viewport: size,
    locale,
    colorScheme: dark ? 'dark' : 'light',
    javaScriptEnabled: script,
    serviceWorkers: worker ? 'allow' : 'block',
    hasTouch: size.width < 768,
    reducedMotion: 'reduce',
  });
  if (as) {
    const at = as.cookie.indexOf('=');
    await context.addCookies([
      { name: as.cookie.slice(0, at), value: as.cookie.slice(at + 1), url: site.url },
    ]);
  }
  const page = await context.newPage();
  // Generous: a machine may be busy with much else.
  page.setDefaultTimeout(45_000);
  page.on('pageerror', (error) => assert.fail(error));
  return page;
}

/** Waits until the page has come to life. */
export async function alive(page: Page): Promise<void> {
  await page.locator('#svelte-announcer').waitFor({ state: 'attached' });
}

/** Opens an address and waits until it has come to life. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await alive(page);
}

/** For whoever wants to look: with `SHOTS=folder` the page as it is goes there, numbered in the order of the visit. */
export async function look(page: Page, name: string): Promise<void> {
  const folder = process.env.SHOTS;
  if (!folder) return;
  shots += 1;
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: join(folder, `${String(shots).padStart(2, '0')}-${name}.png`) });
}

let shots = 0;

/** No violation of what axe knows, with what is wrong and where in words. */
export async function accessible(page: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map(({ html }) => html.slice(0, 200)).join('\n  ')}`,
  );
  assert.deepEqual(found, [], what);
}

import { createHash } from 'node:crypto';
import type { Problem } from '@jujube/contract/client';
import type { Locale } from '#lib/locale-path.ts';
import * as m from '#lib/paraglide/messages.js';
import { refusalByApi, type Refusal } from './refusal.ts';

interface Standing {
  locale: Locale;
  /** Where one wanted to go, and may try again. */
  href: string;
  theme?: 'light' | 'dark' | 'system';
}

/** Where the server wants words for what it refuses before any page is asked. */
const REFUSED = Symbol.for('jujube.refused');

/** Lets the server say what it refuses at the door as a page would say it: a page, or what a page's script reads. */
export function provideRefusals(): void {
  const refused = (problem: Problem, standing: Standing, asData: boolean): Response => {
    const refusal = refusalByApi(problem, standing.locale);
    return asData ? Response.json(refusal, { status: refusal.status }) : plainPage(refusal, standing);
  };
  Object.defineProperty(globalThis, REFUSED, { value: refused, configurable: true });
}

/** A refusal on a page that needs nothing else: no script, no styles of ours, no data. */
export function plainPage(refusal: Refusal, { locale, href, theme = 'system' }: Standing): Response {
  const { status, message, text, home } = refusal;
  const [to, label] = home ? ['/', home] : [href, m.ui_retry({}, { locale })];
  const html = `<!doctype html>
<html lang="${locale}" data-theme="${theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(message)}</title>
<link rel="icon" href="/icons/mark.svg" type="image/svg+xml">
<style>${STYLE}</style>
</head>
<body><main><h1>${escaped(message)}</h1>${text ? `<p>${escaped(text)}</p>` : ''}<a href="${escaped(to)}">${escaped(label)}</a></main></body>
</html>`;
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY };
  return new Response(html, { status, headers });
}

/** The colours of app.css, which may be out of reach. */
const STYLE = `:root{color-scheme:light dark;--paper:#fbf8f3;--ink:#211a17;--muted:#6a5f57;--accent:#a3182b;--on:#fff}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){--paper:#151110;--ink:#f4ede6;--muted:#b1a59b;--accent:#ff8a8c;--on:#151110}}
:root[data-theme=light]{color-scheme:light}
:root[data-theme=dark]{color-scheme:dark;--paper:#151110;--ink:#f4ede6;--muted:#b1a59b;--accent:#ff8a8c;--on:#151110}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.6 system-ui,sans-serif}
main{display:flex;flex-direction:column;gap:.75rem;align-items:center;justify-content:center;box-sizing:border-box;min-height:100dvh;max-width:24rem;margin:0 auto;padding:1.5rem;text-align:center}
h1{margin:0;font-size:1.125rem;text-wrap:balance}p{margin:0;color:var(--muted);text-wrap:balance}
a{display:inline-flex;align-items:center;min-height:2.75rem;margin-top:.5rem;padding:0 1.25rem;border-radius:99px;background:var(--accent);color:var(--on);font-weight:600;text-decoration:none}
a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}`;

const POLICY = [
  "default-src 'none'",
  "img-src 'self'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
}

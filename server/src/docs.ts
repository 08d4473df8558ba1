import { createHash } from 'node:crypto';
import { ERRORS, wordsIn, type Locale } from '@jujube/contract';
import { html, raw } from 'hono/html';
import cn from '../../messages/zh-CN/api.json' with { type: 'json' };
import tw from '../../messages/zh-TW/api.json' with { type: 'json' };
import en from '../../messages/en/api.json' with { type: 'json' };

type Words = typeof en;
type Html = ReturnType<typeof html>;
const WORDS: Record<Locale, Words> = { en, 'zh-CN': cn, 'zh-TW': tw };

interface Schema {
  type?: string | string[];
  $ref?: string;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  enum?: unknown[];
  anyOf?: Schema[];
  allOf?: Schema[];
  description?: string;
  format?: string;
  maxLength?: number;
  maximum?: number;
}

interface Operation {
  summary?: string;
  security?: object[];
  parameters?: { name: string; in: string; required?: boolean; schema?: Schema }[];
  requestBody?: { content?: Record<string, { schema?: Schema }> };
  responses?: Record<string, { content?: Record<string, { schema?: Schema }> }>;
}

/** What this page reads of an OpenAPI 3.1 document. */
export interface Description {
  paths?: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
}

const STYLE = `
  body { margin: 0 auto; max-width: 60rem; padding: 1rem; font: 16px/1.5 system-ui, sans-serif; color: #211a17; background: #fbf8f3 }
  a { color: #a3182b } h1 { font-size: 1.75rem } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem }
  details { background: #fff; border: 1px solid #e8e0d6; border-radius: 12px; margin: .5rem 0; padding: .5rem 1rem }
  summary { cursor: pointer; min-height: 2rem } code, pre { font: 14px/1.5 ui-monospace, monospace; overflow-wrap: anywhere }
  pre { overflow-x: auto; white-space: pre-wrap } .method { display: inline-block; min-width: 4.5rem; font-weight: 700; color: #1b6460 }
  .muted { color: #6a5f57 } table { border-collapse: collapse } td, th { border-top: 1px solid #e8e0d6; padding: .25rem .75rem .25rem 0; text-align: left; vertical-align: top; overflow-wrap: anywhere }
  @media (prefers-color-scheme: dark) { body { color: #f4ede6; background: #151110 } a { color: #ff8a8c } details { background: #1f1a18; border-color: #352d29 }
    .method { color: #7ccfc6 } .muted { color: #b1a59b } td, th { border-color: #352d29 } }`;

/** The policy that lets this page have its one style and nothing else. */
export const DOCS_CSP = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

export interface Reader {
  locale: Locale;
  /** Where the API is, without a slash at the end. */
  origin: string;
}

/** The API's description as a page to read, made from the OpenAPI document itself. */
export function docsPage(description: Description, { locale, origin }: Reader) {
  const m = wordsIn(WORDS, locale);
  const groups = Map.groupBy(
    Object.entries(description.paths ?? {}).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({
        path,
        method: method.toUpperCase(),
        operation,
      })),
    ),
    ({ path }) => path.split('/')[3] ?? '',
  );
  return html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Jujube API</title>
        ${raw(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <main>
          <h1>Jujube API</h1>
          ${introduction(m, origin)} ${locale === 'en' ? '' : html`<p class="muted">${m.api_english}</p>`}
          ${[...groups].map(
            ([name, routes]) =>
              html`<h2>${name}</h2>
                ${routes.map((route) => routeHtml(route, { description, m }))}`,
          )}
          <h2>${m.api_refusals_title}</h2>
          <p>${sentence(m.api_refusals, { code: code('code'), title: code('title') })}</p>
          <table>
            ${Object.entries(ERRORS).map(
              ([code, { status, words }]) =>
                html`<tr>
                  <td><code>${code}</code></td>
                  <td>${status}</td>
                  <td>${wordsIn(words, locale)}</td>
                </tr>`,
            )}
          </table>
        </main>
      </body>
    </html>`;
}

/** What holds for all routes: who asks, what they may, and how to begin. */
function introduction(m: Words, origin: string): Html {
  const document = html`<a href="/api/openapi.json">/api/openapi.json</a>`;
  const settings = html`<a href="/settings/tokens">${m.api_auth_settings}</a>`;
  const pictures = {
    field: code('file'),
    route: code('POST /api/v1/media'),
    tus: code('/api/v1/media/tus'),
  };
  return html`<p>${sentence(m.api_intro, { document })}</p>
    <h2>${m.api_auth_title}</h2>
    <p>${sentence(m.api_auth, { header: code('Authorization: Bearer TOKEN'), settings })}</p>
    <h2>${m.api_scopes_title}</h2>
    <ul>
      <li>${code('read')} ${m.api_scope_read}</li>
      <li>${code('write')} ${m.api_scope_write}</li>
    </ul>
    <h2>${m.api_try_title}</h2>
    <p>${sentence(m.api_try, { token: code('TOKEN') })}</p>
    <pre>curl -H 'Authorization: Bearer TOKEN' ${origin}/api/v1/session</pre>
    <h2>${m.api_legend_title}</h2>
    <ul>
      <li>${sentence(m.api_lists, { shape: code('{ items, cursor }'), cursor: code('cursor') })}</li>
      <li>${sentence(m.api_keys, { header: code('Idempotency-Key') })}</li>
      <li>${sentence(m.api_pictures, pictures)}</li>
    </ul>`;
}

function code(text: string): Html {
  return html`<code>${text}</code>`;
}

/** A message with what stands in its places. */
function sentence(text: string, parts: Record<string, Html>): (string | Html)[] {
  return text.split(/\{(\w+)\}/).map((piece, at) => (at % 2 === 0 ? piece : parts[piece]!));
}

function routeHtml(
  { path, method, operation }: { path: string; method: string; operation: Operation },
  { description, m }: { description: Description; m: Words },
) {
  const [[kind, { schema: body }] = ['', { schema: undefined }]] = Object.entries(
    operation.requestBody?.content ?? {},
  );
  const answer = Object.entries(operation.responses ?? {}).find(([status]) => status.startsWith('2'));
  const answered = answer?.[1].content?.['application/json']?.schema;
  const parameters = operation.parameters ?? [];
  return html`<details>
    <summary>
      <span class="method">${method}</span> <code>${path}</code>
      <span class="muted" lang="en">${operation.summary ?? ''}</span>
    </summary>
    <p class="muted">${operation.security?.length ? m.api_members : m.api_everybody}</p>
    ${parameters.length > 0 ? html`<pre>${parameters.map(({ name, in: where, required, schema }) => `${name} (${where}${required ? '' : `, ${m.api_optional}`}): ${typeOf(schema, { description, depth: 0 })}`).join('\n')}</pre>` : ''}
    ${
      body
        ? html`<p>${m.api_takes}${kind === 'application/json' ? '' : ` ${kind}`}</p>
            <pre>${typeOf(body, { description, depth: 3 })}</pre>`
        : ''
    }
    <p>${m.api_answers} ${answer?.[0] ?? ''}</p>
    ${answered ? html`<pre>${typeOf(answered, { description, depth: 3 })}</pre>` : ''}
  </details>`;
}

interface Reading {
  description: Description;
  /** How many levels of named shapes are written out. */
  depth: number;
  indent?: string;
}

/** A schema in the manner of TypeScript. */
function typeOf(schema: Schema | undefined, reading: Reading): string {
  if (!schema) return 'unknown';
  const { description, depth, indent = '' } = reading;
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1)!;
    const target = description.components?.schemas?.[name];
    return depth > 0 && target ? typeOf(target, { ...reading, depth: depth - 1 }) : name;
  }
  if (schema.anyOf) return schema.anyOf.map((option) => typeOf(option, reading)).join(' | ');
  if (schema.allOf) return schema.allOf.map((part) => typeOf(part, reading)).join(' & ');
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.items) return `${typeOf(schema.items, reading)}[]`;
  if (!schema.properties) return [schema.type ?? 'unknown'].flat().join(' | ');
  const inner = indent + '  ';
  const lines = Object.entries(schema.properties).map(([name, property]) => {
    const optional = schema.required?.includes(name) ? '' : '?';
    return `${inner}${name}${optional}: ${typeOf(property, { ...reading, indent: inner })}`;
  });
  return `{\n${lines.join('\n')}\n${indent}}`;
}

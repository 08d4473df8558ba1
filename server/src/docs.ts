import { createHash } from 'node:crypto';
import { ERRORS, type Locale } from '@jujube/contract';
import { html, raw } from 'hono/html';

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
  .muted { color: #6a5f57 } table { border-collapse: collapse } td, th { border-top: 1px solid #e8e0d6; padding: .25rem .75rem .25rem 0; text-align: left; vertical-align: top }
  @media (prefers-color-scheme: dark) { body { color: #f4ede6; background: #151110 } a { color: #ff8a8c } details { background: #1f1a18; border-color: #352d29 }
    .method { color: #7ccfc6 } .muted { color: #b1a59b } td, th { border-color: #352d29 } }`;

/** The policy that lets this page have its one style and nothing else. */
export const DOCS_CSP = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** The API's description as a page to read, made from the OpenAPI document itself. */
export function docsPage(description: Description, locale: Locale) {
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
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Jujube API</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <h1>Jujube API</h1>
        <p>
          Everything the pages do, programs can do. The whole description is
          <a href="/api/openapi.json">/api/openapi.json</a> (OpenAPI 3.1).
        </p>
        <p>
          Programs send <code>Authorization: Bearer TOKEN</code> with a personal token (settings; scopes read
          and write). Lists are <code>{ items, cursor }</code>: pass <code>cursor</code> back to go on. Every
          POST takes an <code>Idempotency-Key</code>. Pictures are sent as the multipart field
          <code>file</code> to <code>POST /api/v1/media</code>, or by tus to <code>/api/v1/media/tus</code>.
        </p>
        ${[...groups].map(
          ([name, routes]) =>
            html`<h2>${name}</h2>
              ${routes.map((route) => routeHtml(route, description))}`,
        )}
        <h2>Refusals</h2>
        <p>
          RFC 9457 problem details with a <code>code</code>; <code>title</code> is in the reader’s language.
        </p>
        <table>
          ${Object.entries(ERRORS).map(
            ([code, { status, words }]) =>
              html`<tr>
                <td><code>${code}</code></td>
                <td>${status}</td>
                <td lang="${locale}">${words[locale]}</td>
              </tr>`,
          )}
        </table>
      </body>
    </html>`;
}

function routeHtml(
  { path, method, operation }: { path: string; method: string; operation: Operation },
  description: Description,
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
      <span class="muted">${operation.summary ?? ''}</span>
    </summary>
    <p class="muted">${operation.security?.length ? 'For members.' : 'For everybody.'}</p>
    ${parameters.length > 0 ? html`<pre>${parameters.map(({ name, in: where, required, schema }) => `${name} (${where}${required ? '' : ', optional'}): ${typeOf(schema, { description, depth: 0 })}`).join('\n')}</pre>` : ''}
    ${
      body
        ? html`<p>Takes${kind === 'application/json' ? '' : ` ${kind}`}</p>
            <pre>${typeOf(body, { description, depth: 3 })}</pre>`
        : ''
    }
    <p>Answers ${answer?.[0] ?? ''}</p>
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

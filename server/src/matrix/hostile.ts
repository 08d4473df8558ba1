import type { Endpoint } from '@jujube/contract';
import fc from 'fast-check';
import { z } from 'zod';

/** The parts of JSON Schema that zod writes for the contract's inputs. */
interface Schema {
  type?: 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object' | 'null';
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  propertyNames?: Schema;
  items?: Schema;
  pattern?: string;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  $ref?: string;
  $defs?: Record<string, Schema>;
}

export interface HostileRequest {
  params: Record<string, string>;
  query: Record<string, string>;
  body: unknown;
}

const place = (text: string) => Buffer.from(text).toString('base64url');

/** Texts that programs stumble over: halves of characters, ends of ranges, quotes of every language a server speaks. */
const HOSTILE = [
  ...[
    '',
    ' ',
    '\0',
    'a\0b',
    'food\0',
    '\ud800',
    'x\udc00',
    '\udbff\ud800',
    '\ufffe',
    '\u202eabc',
    '\u200b',
    'é'.repeat(400),
  ],
  ...[
    '0',
    '-1',
    '1e309',
    'NaN',
    '0x10',
    '٣',
    '1'.repeat(40),
    '9223372036854775807',
    '9223372036854775808',
    '00000000000000000001',
  ],
  ...[
    '8999999999999999999',
    '18446744073709551615',
    '2147483648',
    'null',
    'true',
    '[]',
    '{}',
    '{"$gt":""}',
    '__proto__',
    'constructor',
  ],
  ...[
    "'",
    "'; drop table people; --",
    '$1',
    '%',
    '%00',
    '%ED%A0%80',
    '%25',
    '\\',
    '\\u0000',
    '..',
    '../../etc/passwd',
    '//evil.example',
  ],
  ...[
    '<script>alert(1)</script>',
    '${7*7}',
    '{{7*7}}',
    '(?:',
    '(a+)+$',
    'a&b=c',
    'a?b#c',
    'a/b',
    'a\r\nset-cookie: b=c',
    '#',
    '@',
    '#a\0#',
  ],
  ...[
    '00000000-0000-0000-0000-000000000000',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    '0198a000-0000-7000-8000-00000000000g',
  ],
  ...[
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999999999Z',
    '2026-02-29T00:00:00Z',
    '-271821-04-20T00:00:00Z',
    '2026-11-21T25:00:00Z',
  ],
  ...[
    'zh',
    'en-x-\0',
    'i-klingon',
    'a@b.example',
    'a\0@b.example',
    '"a b"@example.com',
    'a@[::1]',
    '👩‍👩‍👧‍👦',
    '\ud83d',
    '｡',
    'ＣＡＴ',
    'İ',
    'ﬃ',
  ],
  ...[
    place('0.0'),
    place('999999999999999.1'),
    place('1.8999999999999999999'),
    place('1.0198a000-0000-7000-8000-000000000001'),
  ],
  ...[
    place('1e999:1'),
    place('-.:1'),
    place('1.7e308:8999999999999999999'),
    place('0.999999999999.1'),
    place('1.-999999999999.1'),
  ],
  ...[
    place('9223372036854775807'),
    place('9223372036854775807:1e-99:1'),
    place('1:999999999999.99999999999999999999:1'),
    place('\0.\0'),
  ],
];

const NUMBERS = [
  0,
  -0,
  -1,
  1,
  0.5,
  1e21,
  -1e308,
  5e-324,
  2 ** 31,
  2 ** 53,
  2 ** 63,
  2 ** 64,
  999_999_999_999,
];

/** What exists: by the name of a parameter or field, else by form. */
export interface Known {
  named: Record<string, readonly string[]>;
  others: readonly string[];
}

/** One leaf in so many is something else than the contract asks for; more, and every request would fail at the border. */
const RARELY = 60;

/** Requests for an endpoint that mostly have the contract's shape, with hostile texts and numbers wherever it lets them. */
export function hostileRequests(endpoint: Endpoint, known: Known): fc.Arbitrary<HostileRequest> {
  const { params, query, body } = endpoint.options;
  const flat = (schema: z.ZodType | undefined) =>
    (schema ? valueOf(schemaOf(schema, 'output'), known) : fc.constant({})) as fc.Arbitrary<
      Record<string, string>
    >;
  return fc.record({
    params: flat(params),
    query: flat(query),
    body: body ? rarely(anything(known), valueOf(schemaOf(body), known)) : fc.constant(undefined),
  });
}

/** `output` says more of what arrives as text and is made a number. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output' = 'input'): Schema {
  return z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }) as Schema;
}

interface Spot extends Known {
  /** Of the field this is in. */
  name?: string;
  root?: Schema;
}

function valueOf(schema: Schema, spot: Spot): fc.Arbitrary<unknown> {
  const { root = schema } = spot;
  const inside = { ...spot, root };
  if (schema.$ref) return valueOf(root.$defs![schema.$ref.split('/').at(-1)!]!, inside);
  if (schema.enum) return rarely(anyText(spot), fc.constantFrom(...schema.enum));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => valueOf(one, inside)));
  switch (schema.type) {
    case 'string':
      return rarely(fc.constantFrom<unknown>(null, 1, [], {}), textOf(schema, spot));
    case 'number':
    case 'integer':
      return rarely(fc.oneof(fc.constantFrom<unknown>(...NUMBERS), anyText(spot)), numberOf(schema));
    case 'boolean':
      return rarely(anyText(spot), fc.boolean());
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(valueOf(schema.items ?? {}, inside), { maxLength: 4 });
    case 'object':
      return objectOf(schema, inside);
    default:
      return anything(spot);
  }
}

/** A text of the form that is asked for, of things that exist or hostile; where any text goes, mostly hostile. */
function textOf({ pattern, maxLength = Infinity }: Schema, spot: Spot): fc.Arbitrary<string> {
  const named = spot.named[spot.name ?? ''] ?? [];
  const form = new RegExp(pattern ?? '');
  const fits = (text: string) => form.test(text) && text.length <= maxLength;
  const fitting = [...named, ...spot.others, ...HOSTILE].filter(fits);
  const good = [
    ...(named.length > 0 ? [{ weight: 12, arbitrary: fc.constantFrom(...named) }] : []),
    ...(fitting.length > 0 ? [{ weight: 6, arbitrary: fc.constantFrom(...fitting) }] : []),
  ];
  return fc.oneof(...good, { weight: pattern || named.length > 0 ? 1 : 2, arbitrary: anyText(spot) });
}

function anyText({ others }: Known): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(...HOSTILE),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(...others).map((text) => `${text}\0`),
  );
}

function numberOf({ type, minimum = -1e9, maximum = 1e9 }: Schema): fc.Arbitrary<number> {
  const ends = fc.constantFrom(minimum, maximum);
  if (type === 'number') return fc.oneof(ends, fc.double({ min: minimum, max: maximum, noNaN: true }));
  return fc.oneof(ends, fc.integer({ min: Math.max(minimum, -1e9), max: Math.min(maximum, 1e9) }));
}

function objectOf(schema: Schema, spot: Spot): fc.Arbitrary<unknown> {
  if (!schema.properties) {
    const value = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : {};
    const key = schema.propertyNames?.enum ? fc.constantFrom(...schema.propertyNames.enum) : textOf({}, spot);
    return fc
      .array(fc.tuple(key, valueOf(value, spot)), { maxLength: 3 })
      .map((pairs) => Object.fromEntries(pairs as [string, unknown][]));
  }
  const fields = Object.entries(schema.properties);
  const made = Object.fromEntries(fields.map(([name, field]) => [name, valueOf(field, { ...spot, name })]));
  return fc.record(made, { requiredKeys: (schema.required ?? []) as never[] });
}

function rarely(seldom: fc.Arbitrary<unknown>, usual: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: RARELY, arbitrary: usual }, { weight: 1, arbitrary: seldom });
}

function anything(known: Known): fc.Arbitrary<unknown> {
  const text = fc.oneof(fc.constantFrom(...known.others), anyText(known));
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      text,
      fc.constantFrom<unknown>(null, true, ...NUMBERS),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(text, tie('tree'), { maxKeys: 3 }),
    ),
  }));
  return tree;
}

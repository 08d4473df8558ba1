import { z } from 'zod';
import { BEINGS } from './subjects/beings.ts';
import { FOOD } from './subjects/food.ts';
import { HOME } from './subjects/home.ts';
import { OUTDOORS } from './subjects/outdoors.ts';
import type { Subject } from './subjects/subject.ts';
import { THINGS } from './subjects/things.ts';
import { WAYS } from './subjects/ways.ts';

/** Everything that can be drawn as a sketch, by name. */
export const SUBJECTS: Readonly<Record<string, Subject>> = {
  ...FOOD,
  ...HOME,
  ...OUTDOORS,
  ...WAYS,
  ...BEINGS,
  ...THINGS,
};

export const FACES = [
  'smile',
  'laugh',
  'cry',
  'sleep',
  'shock',
  'proud',
  'blank',
  'angry',
  'love',
  'sweat',
  'think',
  'wave',
] as const;

const words = z.string().min(1);
const subject = z.string().refine((name) => name in SUBJECTS, 'no such subject');
const hue = z.number().min(0).max(360);
const time = { hour: z.number().int().min(0).max(24), minute: z.number().int().min(0).max(59), label: words };
const tint = { hue: hue.optional() };

/** The parameters of each kind of picture, as server/src/demo/data/PICTURES.md fixes them. */
export const PARAMS = {
  'text-card': z.strictObject({ text: words, background: z.number().int().min(0).max(7), ...tint }),
  receipt: z.strictObject({
    shop: words,
    lines: z.array(z.tuple([words, z.string()])).max(16),
    total: words,
    currency: z.string(),
    date: words.optional(),
    stamp: words.optional(),
    footer: words.optional(),
    hand: z.boolean().optional(),
    ...tint,
  }),
  recipe: z.strictObject({
    title: words,
    ingredients: z.array(words).max(10),
    steps: z.array(words).max(8),
    sketch: subject,
    note: words.optional(),
    ...tint,
  }),
  worksheet: z.strictObject({
    title: words,
    hand: z.enum(['pen', 'pencil']),
    questions: z.array(
      z.strictObject({
        q: words,
        options: z.array(words).optional(),
        answer: z.string(),
        mark: z.enum(['right', 'wrong', 'half', 'none']),
        note: words.optional(),
      }),
    ),
    score: z.string().optional(),
    remark: words.optional(),
    ...tint,
  }),
  'name-card': z.strictObject({
    ask: words,
    given: words.optional(),
    reading: words.optional(),
    lines: z.array(words).max(4),
    ...tint,
  }),
  'price-table': z.strictObject({
    title: words,
    columns: z.array(z.string()).min(2).max(4),
    rows: z.array(z.array(z.string())).max(10),
    note: words.optional(),
    ...tint,
  }),
  'hand-map': z.strictObject({
    title: words,
    places: z
      .array(
        z.strictObject({
          name: words,
          x: z.number().min(0).max(100),
          y: z.number().min(0).max(100),
          sketch: subject.optional(),
        }),
      )
      .min(3)
      .max(8),
    path: z.array(z.number().int()),
    note: words.optional(),
    ...tint,
  }),
  clock: z.strictObject({
    ...time,
    second: z.strictObject(time).optional(),
    caption: words.optional(),
    ...tint,
  }),
  chart: z.strictObject({
    type: z.enum(['bar', 'line', 'pie']),
    title: words,
    unit: z.string(),
    labels: z.array(z.string()),
    series: z
      .array(z.strictObject({ name: z.string(), values: z.array(z.number()) }))
      .min(1)
      .max(2),
    note: words.optional(),
    ...tint,
  }),
  sketch: z.strictObject({
    subject,
    caption: words.optional(),
    labels: z.array(words).max(14).optional(),
    ...tint,
  }),
  stickers: z.strictObject({
    title: words.optional(),
    items: z.array(z.strictObject({ face: z.enum(FACES), text: words })).length(9),
    ...tint,
  }),
  stamp: z.strictObject({
    text: words,
    ring: z.string(),
    date: z.string(),
    colour: z.enum(['red', 'blue', 'green']),
    ...tint,
  }),
  flow: z.strictObject({
    title: words,
    steps: z.array(z.strictObject({ id: words, text: words })).max(10),
    branches: z.array(z.strictObject({ from: words, to: words, label: words.optional() })),
    ...tint,
  }),
  guide: z.strictObject({
    title: words,
    page: z.number().int(),
    pages: z.number().int(),
    h: words,
    p: words,
    ...tint,
  }),
  handwriting: z.strictObject({
    title: words,
    cells: z.array(words).max(20),
    shaky: z.number().min(0).max(10),
    circled: z.array(z.number().int()).optional(),
    remark: words.optional(),
    ...tint,
  }),
  checklist: z.strictObject({
    title: words,
    items: z.array(z.strictObject({ text: words, done: z.boolean() })).max(10),
    note: words.optional(),
    ...tint,
  }),
  chat: z.strictObject({
    title: words,
    bubbles: z.array(z.strictObject({ side: z.enum(['left', 'right']), text: words })).max(9),
    ...tint,
  }),
  pixel: z.strictObject({
    title: words.optional(),
    palette: z.record(z.string(), z.string()),
    rows: z.array(z.string().max(24)).max(24),
    ...tint,
  }),
  photo: z.strictObject({ file: words, ...tint }),
} as const;

export type Kind = keyof typeof PARAMS;
export type Params<K extends Kind> = z.output<(typeof PARAMS)[K]>;
export type Ratio = '3:4' | '1:1' | '4:3';

/**
 * One picture of a note. `seed` names it, such as `cat-1887/0`: it decides every wobble, and the hue where none is given.
 * `language` is that of the words drawn (BCP 47).
 */
export type PictureSpec = {
  kind: string;
  params: unknown;
  ratio?: Ratio | undefined;
  language?: string | undefined;
  seed: string;
};

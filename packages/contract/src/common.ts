import { z } from 'zod';
import { errors } from './endpoint.ts';

/** A 64-bit id as a string of digits (people, notes, comments, edges); none that the database could not hold. */
export const id = z
  .string()
  .regex(/^[0-8]?[0-9]{1,18}$/)
  .meta({ id: 'Id' });

/** A UUIDv7 (media, boards, topics, drafts, sessions, reports, audit rows). */
export const uuid = z.uuid().meta({ id: 'Uuid' });

/** A BCP 47 tag. `zh` is accepted and resolved to a script by the server. */
export const language = z
  .string()
  .max(35)
  .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/);

/**
 * Words of people, up to `max` UTF-16 units. They may come from anywhere by copy and paste, so what no database can hold (null
 * characters, halves of characters) is taken out of them; in every other text it is refused.
 */
export function writing(max: number) {
  return z.string().max(max).overwrite(plain);
}

/** The same for texts anywhere in a JSON value. */
export function writings<Schema extends z.ZodType>(schema: Schema): Schema {
  return schema.overwrite((value) => plainWithin(value, 0) as z.output<Schema>);
}

/** With the `u` flag only surrogates without their other half match. */
const UNSTORABLE = /\0|\p{Surrogate}/gu;

function plain(text: string): string {
  return text.replace(UNSTORABLE, '');
}

/** What nests deeper is left as it is, and refused. */
const DEEPEST = 40;

function plainWithin(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return plain(value);
  if (value === null || typeof value !== 'object' || depth === DEEPEST) return value;
  if (Array.isArray(value)) return value.map((inner) => plainWithin(inner, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [plain(name), plainWithin(inner, depth + 1)]),
  );
}

/** An opaque place in a list; absent or null at its start or end. */
export const cursor = z.string().max(1200);

export const pageQuery = z.object({
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});

export const time = z.iso.datetime().meta({ description: 'UTC, ISO 8601' });

/** A list: `{ items, cursor }`; a null cursor is the end. */
export function page<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), cursor: z.string().nullable() });
}

/** A link, mention or topic in a text, by code points; `id` is a topic's or a person's, `name` what a mentioned person is called now. */
export const facet = z
  .object({
    start: z.number().int().min(0),
    end: z.number().int().min(1),
    kind: z.enum(['topic', 'mention', 'link']),
    id: z.string(),
    name: z.string().optional(),
  })
  .meta({ id: 'Facet' });

/**
 * The same as a reader sees it: also what they may not know, or count otherwise. Of a `term` the `id` is the word's in the
 * word book; of an `amount` it is the amount as this reader counts it, and `name` the day of the rate where it is money.
 */
export const shownFacet = facet
  .extend({ kind: z.enum(['topic', 'mention', 'link', 'term', 'amount']) })
  .meta({ id: 'ShownFacet' });
export type ShownFacet = z.output<typeof shownFacet>;

/** How somebody wants texts helped along; kept for visitors in a cookie. */
export const aids = z
  .object({
    words: z.boolean().meta({ description: 'Words that the other side knows are marked and explained' }),
    units: z.enum(['auto', 'metric', 'us', 'off']),
    currency: z
      .string()
      .regex(/^(auto|off|[A-Z]{3})$/)
      .meta({ description: 'ISO 4217, or as the language has it' }),
  })
  .meta({ id: 'Aids' });
export type Aids = z.output<typeof aids>;

/** Where another-language version comes from, best first (the order is the contract's). */
export const TEXT_STATES = [
  'original',
  'author',
  'human',
  'phrasebook',
  'converted',
  'machine',
  'phrasebook_slots',
  'gloss',
] as const;
export const textState = z.enum(TEXT_STATES);

/**
 * How the sentences of a version stand to those of the original: for each, in order, its code points in the original and in
 * the version. Missing where that is not known.
 */
export const pairs = z
  .array(z.tuple([z.number().int().min(0), z.number().int().min(0)]))
  .meta({ id: 'Pairs' });
export type Pairs = z.output<typeof pairs>;

/** A text in another language than its own, in the one that this reader understands best. */
export const shownText = z
  .object({
    text: z.string(),
    language,
    state: textState,
    by: z
      .string()
      .optional()
      .meta({ description: 'What translated it: an engine’s name, or phrasebook, opencc, cc-cedict' }),
    pairs: pairs.optional(),
    facets: z
      .array(shownFacet)
      .optional()
      .meta({ description: 'What its reader may not know, or counts otherwise' }),
    people: z
      .array(z.object({ id, handle: z.string(), name: z.string() }))
      .optional()
      .meta({ description: 'Who made sentences of it better' }),
  })
  .meta({ id: 'ShownText' });
export type ShownText = z.output<typeof shownText>;

export const rendition = z
  .object({ url: z.string(), width: z.number().int(), height: z.number().int() })
  .meta({ id: 'Rendition' });

/** What a picture says, line by line; places are fractions of it: left, top, width, height. */
export const pictureWords = z
  .object({
    language,
    lines: z.array(z.object({ text: z.string(), box: z.array(z.number()).length(4) })),
  })
  .meta({ id: 'PictureWords' });

/** A picture as a reader sees it: the best single URL, and the widths for `srcset`. */
export const picture = z
  .object({
    id: uuid,
    url: z.string(),
    width: z.number().int(),
    height: z.number().int(),
    thumbhash: z.string().nullable(),
    alt: z.string().nullable(),
    altShown: shownText
      .optional()
      .meta({ description: 'The same in the reader’s language, where that is another' }),
    words: pictureWords.optional().meta({ description: 'Of a note’s picture that says something' }),
    animated: z.boolean(),
    still: z
      .array(rendition)
      .optional()
      .meta({ description: 'Of an animation: its first frame, for who wants nothing to move' }),
    sizes: z.array(rendition),
  })
  .meta({ id: 'Picture' });

export const commonErrors = errors({
  'request.invalid': [
    400,
    'Something in this request is not right.',
    '请求里有内容不对。',
    '請求裡有內容不正確。',
  ],
  'request.not_found': [404, 'There is nothing here.', '这里什么也没有。', '這裡什麼也沒有。'],
  'request.too_large': [413, 'This is too large to send.', '内容太大，发不出去。', '內容太大，無法送出。'],
  'request.cross_site': [
    403,
    'This request came from another site.',
    '这个请求来自别的网站。',
    '這個請求來自其他網站。',
  ],
  'request.cursor': [
    400,
    'This list has moved on. Start again from the top.',
    '列表已更新，请从头再看。',
    '列表已更新，請從頭再看。',
  ],
  'limit.too_many': [
    429,
    'That was a lot at once. Please wait a little.',
    '操作太频繁了，稍等一会儿再来。',
    '操作太頻繁，請稍候再試。',
  ],
  'server.busy': [
    503,
    'Many people are here right now. Please try again in a moment.',
    '现在人有点多，稍后再试一下。',
    '現在人有點多，請稍後再試。',
  ],
  'server.failed': [
    500,
    'Something broke on our side. What you wrote is kept.',
    '我们这边出了点问题，你写的内容还在。',
    '我們這邊出了問題，你寫的內容還在。',
  ],
  'server.clock': [
    503,
    'The server’s clock went backwards. Please try again in a moment.',
    '服务器时钟出现回拨，请稍后再试。',
    '伺服器時鐘倒退，請稍後再試。',
  ],
  'access.sign_in': [401, 'Sign in to do this.', '登录后才能这样做。', '登入後才能這麼做。'],
  'access.denied': [403, 'You can’t do this.', '你没有权限这样做。', '你沒有權限這麼做。'],
  'access.suspended': [
    403,
    'This account is suspended for now.',
    '这个账号暂时被停用。',
    '這個帳號暫時被停權。',
  ],
  'access.scope': [403, 'This token may not do this.', '这个令牌没有相应权限。', '這個權杖沒有相應權限。'],
  'access.members_only': [
    401,
    'This community is for its members. Sign in to look in.',
    '这个社区只对成员开放，请先登录。',
    '這個社群只對成員開放，請先登入。',
  ],
  'idempotency.mismatch': [
    422,
    'This key was used for another request.',
    '这个幂等键已用于另一个请求。',
    '這個冪等鍵已用於另一個請求。',
  ],
});

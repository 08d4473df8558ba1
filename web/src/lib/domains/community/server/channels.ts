import type { AnswerOf, Api } from '@jujube/contract';
import { fail, type RequestEvent } from '@sveltejs/kit';
import { CORE_LOCALES, type Locale } from '#lib/locale-path.ts';
import { attempt, refused, text } from '#lib/server/forms.ts';
import { isSlug, slugOf } from '../slug.ts';

type Channel = AnswerOf<Api['GET /channels']>['items'][number];
type Names = Record<Locale, string>;

const LONGEST = 30;

/** Adds a channel at the end, or brings an archived one back. */
export async function addChannel(event: RequestEvent) {
  const form = await event.request.formData();
  const names = namesIn(form);
  const typed = text(form, 'slug').trim().toLowerCase();
  const slug = typed || slugOf(names.en);
  const kept = { names, slug: typed };
  if (!complete(names)) return fail(422, { wrong: 'names' as const, kept });
  if (!isSlug(slug)) return fail(422, { wrong: 'slug' as const, kept });
  const { items } = await event.locals.api('GET /channels');
  if (items.some((channel) => channel.slug === slug)) return fail(422, { wrong: 'exists' as const, kept });
  const position = Math.min(1000, (items.at(-1)?.position ?? 0) + 10);
  return put(event, slug, { names, position, archived: false });
}

/** Gives a channel other names. */
export async function renameChannel(event: RequestEvent) {
  const form = await event.request.formData();
  const names = namesIn(form);
  if (!complete(names))
    return fail(422, { wrong: 'rename' as const, kept: { names, slug: text(form, 'slug') } });
  return put(event, text(form, 'slug'), { names });
}

/** Moves a channel one place up or down. */
export async function moveChannel(event: RequestEvent) {
  const form = await event.request.formData();
  const { items } = await event.locals.api('GET /channels');
  const order = moved(items, text(form, 'slug'), text(form, 'to') === 'up' ? -1 : 1);
  const changed = order.flatMap((channel, index) =>
    channel.position === (index + 1) * 10 ? [] : [{ ...channel, position: (index + 1) * 10 }],
  );
  const answer = await attempt(async () => {
    for (const { slug, names, position } of changed) {
      await event.locals.api('PUT /channels/:slug', { params: { slug }, body: { names, position } });
    }
  });
  return refused(answer) ? answer : { moved: true };
}

/** Archives a channel; the answer names it, so that it can be undone. */
export async function archiveChannel(event: RequestEvent) {
  const { slug, names } = await named(event);
  const answer = await put(event, slug, { names, archived: true });
  return refused(answer) ? answer : { archived: { slug, names } };
}

/** Brings an archived channel back to its place. */
export async function restoreChannel(event: RequestEvent) {
  const { slug, names } = await named(event);
  const answer = await put(event, slug, { names, archived: false });
  return refused(answer) ? answer : { restored: { slug, names } };
}

async function named({ request }: RequestEvent): Promise<{ slug: string; names: Names }> {
  const form = await request.formData();
  return { slug: text(form, 'slug'), names: namesIn(form) };
}

async function put(
  event: RequestEvent,
  slug: string,
  body: { names: Names; position?: number; archived?: boolean },
) {
  const answer = await attempt(() => event.locals.api('PUT /channels/:slug', { params: { slug }, body }), {
    names: body.names,
    slug,
  });
  return refused(answer) ? answer : { saved: slug };
}

function moved(items: readonly Channel[], slug: string, by: -1 | 1): Channel[] {
  const order = [...items];
  const at = order.findIndex((channel) => channel.slug === slug);
  const to = at + by;
  if (at < 0 || to < 0 || to >= order.length) return order;
  [order[at], order[to]] = [order[to]!, order[at]!];
  return order;
}

function namesIn(form: FormData): Names {
  return Object.fromEntries(
    CORE_LOCALES.map((locale) => [locale, text(form, `name.${locale}`).trim()]),
  ) as Names;
}

function complete(names: Names): boolean {
  return CORE_LOCALES.every((locale) => names[locale].length > 0 && names[locale].length <= LONGEST);
}

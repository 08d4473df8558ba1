import { error, redirect, type RequestHandler } from '@sveltejs/kit';
import { LOCALES, localePath, splitLocale } from '#lib/locale-path.ts';
import { localTarget } from '#lib/server/session.ts';

const CHOICES = {
  locale: LOCALES,
  theme: ['light', 'dark', 'system'],
  reading: ['original', 'both', 'translated'],
  pinyin: ['off', 'on', 'unknown'],
} as const;

/** Language, theme and way of reading, from a plain form with `to` (where to go on): works before any script. */
export const POST: RequestHandler = async (event) => {
  const form = await event.request.formData();
  const locale = choice(form, 'locale');
  const body = {
    locale,
    theme: choice(form, 'theme'),
    reading: choice(form, 'reading'),
    pinyin: choice(form, 'pinyin'),
  };
  if (!Object.values(body).some(Boolean)) error(400);
  await event.locals.api('PATCH /session', { body });
  const to = localTarget(event, form.get('to'));
  const { prefix, path } = splitLocale(to);
  redirect(303, locale && prefix ? localePath(locale, path) : to);
};

function choice<Name extends keyof typeof CHOICES>(form: FormData, name: Name) {
  const value = form.get(name);
  return CHOICES[name].find((known) => known === value) as (typeof CHOICES)[Name][number] | undefined;
}

import { error, redirect, type RequestHandler } from '@sveltejs/kit';
import { LOCALES, localePath, splitLocale } from '#lib/locale-path.ts';
import { localTarget } from '#lib/server/session.ts';

const CHOICES = {
  locale: LOCALES,
  theme: ['light', 'dark', 'system'],
  reading: ['original', 'both', 'translated'],
  pinyin: ['off', 'on', 'unknown'],
  words: ['on', 'off'],
  units: ['auto', 'metric', 'us', 'off'],
} as const;

/** Language, theme and ways of reading, from a plain form with `to` (where to go on): works before any script. */
export const POST: RequestHandler = async (event) => {
  const form = await event.request.formData();
  const locale = choice(form, 'locale');
  const aids = aidsIn(form);
  const body = {
    locale,
    theme: choice(form, 'theme'),
    reading: choice(form, 'reading'),
    pinyin: choice(form, 'pinyin'),
    aids,
  };
  if (!Object.values(body).some(Boolean)) error(400);
  await event.locals.api('PATCH /session', { body });
  const to = localTarget(event, form.get('to'));
  const { prefix, path } = splitLocale(to);
  redirect(303, locale && prefix ? localePath(locale, path) : to);
};

/** How texts are helped along; undefined where the form is about something else. */
function aidsIn(form: FormData) {
  const [words, units, currency] = [choice(form, 'words'), choice(form, 'units'), form.get('currency')];
  const read = {
    ...(words && { words: words === 'on' }),
    ...(units && { units }),
    ...(typeof currency === 'string' && /^(auto|off|[A-Z]{3})$/.test(currency) && { currency }),
  };
  return Object.keys(read).length > 0 ? read : undefined;
}

function choice<Name extends keyof typeof CHOICES>(form: FormData, name: Name) {
  const value = form.get(name);
  return CHOICES[name].find((known) => known === value) as (typeof CHOICES)[Name][number] | undefined;
}

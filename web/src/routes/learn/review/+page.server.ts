import { attempt, refused, text } from '#lib/server/forms.ts';
import { requireMember } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireMember(event);
  const { searchParams } = event.url;
  const more = searchParams.has('more') ? ('true' as const) : undefined;
  const timeZone = searchParams.get('zone')?.slice(0, 60) ?? undefined;
  const review = await event.locals.api('GET /learning/review', { query: { more, timeZone } });
  return { review, shown: searchParams.get('shown'), more: more !== undefined };
};

export const actions = {
  answer: async (event) => {
    const form = await event.request.formData();
    const rating = [1, 2, 3, 4].find((one) => text(form, 'rating') === String(one)) as
      | 1
      | 2
      | 3
      | 4
      | undefined;
    const answer = await attempt(() =>
      event.locals.api('POST /learning/words/:id/reviews', {
        params: { id: text(form, 'id') },
        body: {
          rating: rating ?? 3,
          reviews: Number(text(form, 'reviews')) || 0,
          timeZone: text(form, 'timeZone') || undefined,
        },
      }),
    );
    return refused(answer) ? answer : { answered: answer.id };
  },
} satisfies Actions;

import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** A suggestion in its place, where those who keep the rules find it. */
export const load: PageServerLoad = async ({ locals, params: { id } }) => {
  const { kind, text, language } = await locals.api('GET /corrections/:id', { params: { id } });
  redirect(303, `${locals.prefix}/translations/${kind}/${text}?language=${language}#s-${id}`);
};

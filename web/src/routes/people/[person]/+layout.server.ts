import { redirect } from '@sveltejs/kit';
import type { LayoutServerLoad } from './$types';

/** By handle or id; the address in the bar says the handle. `invalidate('app:person')` when something about them changed. */
export const load: LayoutServerLoad = async (event) => {
  event.depends('app:person');
  const { params, locals, url } = event;
  const person = await locals.api('GET /people/:person', { params: { person: params.person } });
  if (person.handle !== params.person) {
    redirect(
      307,
      url.pathname.replace(`/people/${encodeURIComponent(params.person)}`, `/people/${person.handle}`) +
        url.search,
    );
  }
  return { person };
};

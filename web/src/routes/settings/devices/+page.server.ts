import { attempt, refused, text } from '#lib/server/forms.ts';
import { requireMember } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireMember(event);
  return { devices: (await event.locals.api('GET /me/devices')).items };
};

export const actions = {
  end: async (event) => {
    const id = text(await event.request.formData(), 'id');
    const answer = await attempt(() => event.locals.api('DELETE /me/devices/:id', { params: { id } }));
    return refused(answer) ? answer : { ended: 1 };
  },
  others: async (event) => {
    requireMember(event);
    const { api } = event.locals;
    const { items } = await api('GET /me/devices');
    const others = items.filter((device) => !device.current);
    for (const { id } of others) await attempt(() => api('DELETE /me/devices/:id', { params: { id } }));
    return { ended: others.length };
  },
} satisfies Actions;

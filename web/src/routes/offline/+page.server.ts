import type { PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ alone: true });

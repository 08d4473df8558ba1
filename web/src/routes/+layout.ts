import type { LayoutLoad } from './$types';

/** Words with pinyin above them are drawn by a part that only those who want it fetch. */
export const load: LayoutLoad = async ({ data }) =>
  data.session.pinyin === 'off'
    ? data
    : { ...data, Pinyin: (await import('#lib/domains/learning/Pinyin.svelte')).default };

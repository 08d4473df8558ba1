import type { PageLoad } from './$types';

/** Words with pinyin above them are drawn by a part that only those who want it fetch. */
export const load: PageLoad = async ({ data }) => ({
  ...data,
  Words: data.pinyin && (await import('#lib/domains/learning/Pinyin.svelte')).default,
});

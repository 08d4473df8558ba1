import { feedParts } from '#lib/domains/feed/parts.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ data, url }) => ({
  ...data,
  parts: await feedParts(data, url.searchParams.has('cursor')),
});

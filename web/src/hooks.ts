import type { Reroute } from '@sveltejs/kit/hooks';
import { splitLocale } from '#lib/locale-path.ts';

/** `/zh-cn/notes/1` and `/notes/1` are the same page. */
export const reroute: Reroute = ({ url }) => splitLocale(url.pathname).path;

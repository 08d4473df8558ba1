import type { RequestEvent } from '@sveltejs/kit';
import type { Dimension } from '@jujube/contract';

const BY: readonly Dimension[] = ['followers', 'age', 'language', 'region', 'channel'];
const RANGES = ['1', '7', '28'] as const;

/** The ledger of the days that the address asks for, grouped as it asks. */
export async function fairnessPage({ locals, url }: RequestEvent) {
  const asked = url.searchParams.get('days');
  const days = RANGES.find((range) => range === asked) ?? '7';
  const by = BY.find((dimension) => dimension === url.searchParams.get('by')) ?? 'followers';
  const [ledger, channels] = await Promise.all([
    locals.api('GET /fairness', { query: { days } }),
    locals.api('GET /channels'),
  ]);
  const names = Object.fromEntries(
    channels.items.map(({ slug, names }) => [slug, names[locals.locale] ?? names.en]),
  );
  return { ledger, days, by, names };
}

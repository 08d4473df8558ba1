import type { RequestEvent } from '@sveltejs/kit';

/** What the addresses of the ways in carry from one to the next: where to go on and what happens first, as `&to=…&then=…`. */
export function carried({ url }: RequestEvent): string {
  const kept = ['to', 'then'].flatMap((name) => {
    const value = url.searchParams.get(name);
    return value === null ? [] : [`&${name}=${encodeURIComponent(value)}`];
  });
  return (url.searchParams.has('again') ? '&again' : '') + kept.join('');
}

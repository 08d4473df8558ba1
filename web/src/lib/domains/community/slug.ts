/** An address made from a name: “Tea & Cake” → tea-cake; `''` where the name has no Latin letters. */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 31)
    .replace(/-+$/, '');
}

/** Whether a channel can have this address. */
export function isSlug(slug: string): boolean {
  return /^[a-z][a-z0-9-]{1,30}$/.test(slug);
}

/** The note that lies over a list, by the address in the bar, or null. */
export function noteOver(url: { pathname: string } | undefined): string | null {
  return /\/notes\/(\d+)$/.exec(url?.pathname ?? '')?.[1] ?? null;
}

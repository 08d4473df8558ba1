let steps = 0;
let before: string | null = null;

/** Called by the layout for every navigation inside the site. */
export function noteStep(delta: number): void {
  steps = Math.max(0, steps + delta);
}

/** Called by the layout when a page of the site is about to be left: by a step forward from `path`, or (null) by another way. */
export function noteLeft(path: string | null): void {
  before = path;
}

/** Whether the page that is being made was reached by a step forward from this address: Back leads there. */
export function cameFrom(path: string): boolean {
  return before === path;
}

/** Whether Back stays on this site: then ‹ is a step back, else it is a link upwards. */
export function canGoBack(): boolean {
  return steps > 0;
}

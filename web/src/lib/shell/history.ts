let steps = 0;

/** Called by the layout for every navigation inside the site. */
export function noteStep(delta: number): void {
  steps = Math.max(0, steps + delta);
}

/** Whether Back stays on this site: then ‹ is a step back, else it is a link upwards. */
export function canGoBack(): boolean {
  return steps > 0;
}

const KEY = 'searches';
const MOST = 10;

/** What was searched for on this device, newest first. It never leaves the device. */
export function recentSearches(): string[] {
  return JSON.parse(localStorage.getItem(KEY) ?? '[]') as string[];
}

export function keepSearch(q: string): void {
  localStorage.setItem(
    KEY,
    JSON.stringify([q, ...recentSearches().filter((one) => one !== q)].slice(0, MOST)),
  );
}

export function forgetSearches(): void {
  localStorage.removeItem(KEY);
}

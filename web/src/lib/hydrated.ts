let hydrated = false;

/** Called once by the layout, in the browser, when the first page has come to life. */
export function setHydrated(): void {
  hydrated = true;
}

/** Whether renders may use the reader's clock, zone and storage: never on the server, nor while hydrating. */
export function isHydrated(): boolean {
  return hydrated;
}

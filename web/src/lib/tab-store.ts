/**
 * A value kept with the tab. Where storage is refused (some private windows) it lasts as long as the document. In the browser
 * only.
 *
 * @param key names it in the session's storage
 */
export function tabStore<Value>(key: string, empty: Value) {
  let memory = JSON.stringify(empty);
  return {
    read: () => JSON.parse(tabStorage()?.getItem(key) ?? memory) as Value,
    write(value: Value): void {
      memory = JSON.stringify(value);
      tabStorage()?.setItem(key, memory);
    },
  };
}

/** The tab's own storage; null where it is refused. */
export function tabStorage(): Storage | null {
  try {
    return sessionStorage;
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

/** How far what scrolls of a note was turned: its pictures, its words, all of it. */
export type Place = Record<string, number>;

const SCROLLERS = {
  pictures: { find: '.strip', way: 'scrollLeft' },
  words: { find: '.words', way: 'scrollTop' },
  all: { find: 'dialog', way: 'scrollTop' },
} as const;

/** Where one is in the note that the element is in. */
export function placeIn(element: Element): Place {
  return Object.fromEntries(
    Object.entries(SCROLLERS).map(([name, { find, way }]) => [name, scroller(element, find)?.[way] ?? 0]),
  );
}

/** Goes where one was. */
export function goTo(element: Element, place: Place): void {
  for (const [name, { find, way }] of Object.entries(SCROLLERS)) {
    const found = scroller(element, find);
    if (found && place[name]) found[way] = place[name];
  }
}

function scroller(element: Element, find: string): Element | null {
  return element.closest(find) ?? element.closest('article')?.querySelector(find) ?? null;
}

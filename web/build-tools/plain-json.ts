/**
 * A value as JSON that may stand in a script of a page, or null where JSON says something else (dates, promises…; what is
 * undefined in an object is simply not there). Nearly all page data comes from the API and is JSON; the framework's own way of writing it goes through every
 * key and letter, and takes as long as rendering the page.
 */
export function plainJson(value: unknown): string | null {
  if (!isJson(value)) return null;
  // Nothing in it may end the script, and old scripts end lines at these two.
  return JSON.stringify(value).replace(/[<\u2028\u2029]/g, escaped);
}

/** Page data is not nested deeper; what is may hold itself. */
const DEEPEST = 40;

function isJson(value: unknown, depth = 0): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value !== 'object' || 'toJSON' in value || depth > DEEPEST) return false;
  if (Array.isArray(value)) return value.every((one) => isJson(one, depth + 1));
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  for (const key in value) {
    // Written as a literal it would be the object's prototype.
    if (key === '__proto__') return false;
    const inner = (value as Record<string, unknown>)[key];
    if (inner !== undefined && !isJson(inner, depth + 1)) return false;
  }
  return true;
}

function escaped(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

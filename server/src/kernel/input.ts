import { AppError } from './errors.ts';

/** Deeper than anything a page sends; what nests deeper overflows the stack of whoever reads it next. */
const DEEPEST = 40;

/**
 * What a request brought, once it has the contract's shape. Null characters and halves of characters, which PostgreSQL
 * cannot hold, are out of people's words by now (`writing` in the contract); anywhere else nobody types them.
 * Throws `request.invalid`, and says where.
 */
export function storable<Input extends object>(input: Input): Input {
  const path = unstorable(input, 0);
  if (path === null) return input;
  const message = 'a character that cannot be stored, or nested too deep';
  throw new AppError('request.invalid', { fields: [{ path: path.slice(1), code: 'unstorable', message }] });
}

/** Where in a value it is, as `.a.b`; null where all of it can be stored. */
function unstorable(value: unknown, depth: number): string | null {
  if (typeof value === 'string') return isStorable(value) ? null : '';
  if (value === null || typeof value !== 'object') return null;
  if (depth === DEEPEST) return '';
  for (const [name, inner] of Object.entries(value)) {
    if (!isStorable(name)) return '';
    const path = unstorable(inner, depth + 1);
    if (path !== null) return `.${name}${path}`;
  }
  return null;
}

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

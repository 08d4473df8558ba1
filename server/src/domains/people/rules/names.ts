import unhomoglyph from 'unhomoglyph';
import { AppError } from '../../../kernel/errors.ts';
import { cleanText, withinGraphemes } from '../../../kernel/text.ts';
import { RESERVED_NAMES } from './reserved.ts';

const LONGEST = 40;

/** A display name as it is kept: any script, one line. Throws `person.name_invalid`. */
export function checkName(typed: string): string {
  const name = cleanText(typed);
  if (name === '' || !withinGraphemes(name, LONGEST)) throw new AppError('person.name_invalid');
  return name;
}

/**
 * Whether a name would be taken for one of those who run the place: their names and handles, and words such as 管理员, in
 * any look-alike letters.
 */
export function isImpostor(name: string, staff: readonly string[]): boolean {
  const skeleton = nameSkeleton(name);
  return skeleton !== '' && (RESERVED_SKELETONS.has(skeleton) || staff.map(nameSkeleton).includes(skeleton));
}

/** What a name looks like at a glance (Unicode TS 39): without case, marks, spaces and punctuation. */
function nameSkeleton(name: string): string {
  return unhomoglyph(name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase())
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

const RESERVED_SKELETONS = new Set(RESERVED_NAMES.map(nameSkeleton));

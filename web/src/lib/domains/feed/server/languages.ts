/** What is written here: the first part of a tag. */
const WRITTEN = ['zh', 'en'];

/** Whether somebody reads every language that is written here: then a dial has nothing to do. */
export function readsAll(reads: readonly string[]): boolean {
  return WRITTEN.every((language) => reads.some((tag) => tag.split('-')[0] === language));
}

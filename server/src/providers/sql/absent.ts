const GONE = new Set<unknown>(['ENOENT', 'ENOTDIR', 'ESRCH']);

/** For the end of a reading: what is not there (any more) is null, every other failure is thrown. */
export function orNull(error: unknown): null {
  if (error instanceof Error && 'code' in error && GONE.has(error.code)) return null;
  throw error;
}

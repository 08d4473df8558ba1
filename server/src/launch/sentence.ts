import { StartError } from '../config.ts';
import { DatabaseHeld, NewerDatabase } from '../kernel/migrate.ts';

/** What a person is told who cannot start it: a sentence where there is something to do, else where it broke. */
export function sentenceOf(error: unknown): string {
  if (error instanceof NewerDatabase) {
    return `${error.message}. Nothing was changed. Start the version that made it, or a newer one.`;
  }
  if (error instanceof StartError || error instanceof DatabaseHeld) return error.message;
  if (isRefusedByDatabase(error)) {
    return `The database refuses: ${error.message}. The user in DATABASE_URL must own the database (alter database … owner to …).`;
  }
  const missing = missingPackage(error);
  if (missing) return `The package ${missing} is not installed. Run "npm install", then start again.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** As on PostgreSQL 15 and newer for a user who was granted a database, but may make nothing in it. */
function isRefusedByDatabase(error: unknown): error is Error {
  return error instanceof Error && (error as { code?: string }).code === '42501';
}

/** As after a change of version without an installation. */
function missingPackage(error: unknown): string | null {
  if (!(error instanceof Error) || (error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND')
    return null;
  return /^Cannot find package '([^']+)'/.exec(error.message)?.[1] ?? null;
}

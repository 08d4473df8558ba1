/** Shared looks of the inputs. */
export const inputClass =
  'w-full rounded-card border border-edge bg-surface text-16 text-ink placeholder:text-muted ' +
  'focus-visible:outline-2 focus-visible:outline-offset-1 aria-invalid:border-danger disabled:opacity-60';

/** The ids that describe an input: its error first, then its hint. */
export function describedBy(id: string, error?: string, hint?: string): string | undefined {
  return [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined;
}

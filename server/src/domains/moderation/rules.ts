import type { REPORT_REASONS } from '@jujube/contract';

export type ReportState = 'open' | 'dismissed' | 'removed';
export type Reason = (typeof REPORT_REASONS)[number];

/** What may follow on what: a decision is taken back before another is made. */
const NEXT: Record<ReportState, readonly ReportState[]> = {
  open: ['dismissed', 'removed'],
  dismissed: ['open'],
  removed: ['open'],
};

export function mayFollow(from: ReportState, to: ReportState): boolean {
  return NEXT[from].includes(to);
}

const EXCERPT_LENGTH = 600;

/** The beginning of what was said, as it is kept with a report. */
export function excerptOf(text: string): string {
  const points = Array.from(text);
  return points.length > EXCERPT_LENGTH ? points.slice(0, EXCERPT_LENGTH).join('') + '…' : text;
}

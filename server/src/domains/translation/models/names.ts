import { join } from 'node:path';
import type { Context } from '../../../kernel/context.ts';
import type { TaskName } from '../../../kernel/events.ts';
import { TRANSLATE, URGENCY } from '../texts.ts';

/** Waits for a server for minutes, so it takes no place of the jobs that readers wait for. */
export const FETCH_MODEL = {
  name: 'translation.model',
  maxAttempts: 8,
  lane: TRANSLATE.lane,
  priority: URGENCY.asked,
} as const satisfies TaskName;

export interface FetchJob {
  pair: string;
  /** How often it stopped by itself. */
  tries?: number;
}

export function modelsFolder({ config }: Pick<Context, 'config'>): string {
  return join(config.dataDir, 'models');
}

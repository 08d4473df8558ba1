import type { Task } from '../../kernel/events.ts';
import { daily } from './jobs/daily.ts';
import { sendChangedLetter, sendResetLetter } from './jobs/letters.ts';

export const tasks: readonly Task[] = [daily, sendResetLetter, sendChangedLetter];

/** After midnight in most places where people sleep at night. */
export const crontab = '41 3 * * * people.daily';

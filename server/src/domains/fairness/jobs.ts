import { subscribe, task } from '../../kernel/events.ts';
import { noteErased } from '../notes/index.ts';
import { personErased } from '../people/index.ts';
import { forget, keepLedger } from './commands.ts';

const keep = task('fairness.keep', keepLedger);

export const subscriptions = [
  subscribe(noteErased, 'fairness.forget-note', (ctx, { noteId }) => forget(ctx, { noteId })),
  subscribe(personErased, 'fairness.forget-person', (ctx, { personId }) =>
    forget(ctx, { authorId: personId }),
  ),
];

export const tasks = [keep];
export const crontab = '* * * * * fairness.keep';

import { subscribe } from '../../kernel/events.ts';
import { transact } from '../../kernel/transaction.ts';
import { personErased } from '../people/index.ts';

export const subscriptions = [
  subscribe(personErased, 'learning.erase', async (ctx, { personId }) => {
    await transact(ctx, async (tx) => {
      for (const table of ['learning_words', 'learning_reviews', 'learners'] as const)
        await tx.db.deleteFrom(table).where('person_id', '=', personId).execute();
      // Others keep the word, which is nobody's, but not what this person wrote.
      await tx.db
        .updateTable('learning_words')
        .set({ sentence: '', note_id: null, author_id: null })
        .where('author_id', '=', personId)
        .execute();
    });
  }),
];

import type { OwnWord } from '#lib/domains/learning/learn.ts';
import { ankiText, csvOf } from '#lib/domains/learning/csv.ts';
import * as m from '#lib/paraglide/messages.js';
import { requireMember } from '#lib/server/session.ts';
import type { RequestHandler } from './$types';

/** All of one's own words for Anki: a table of five columns, whose first lines tell Anki so. */
export const GET: RequestHandler = async (event) => {
  requireMember(event);
  const words: OwnWord[] = [];
  for (let cursor: string | undefined; ;) {
    const next = await event.locals.api('GET /learning/words', { query: { limit: 100, cursor } });
    words.push(...next.items);
    if (next.cursor === null) break;
    cursor = next.cursor;
  }
  const columns = [m.learn_front(), m.learn_back(), m.learn_reading(), m.learn_sentence(), m.learn_source()];
  const head = `#separator:Comma\r\n#html:true\r\n#columns:${columns.join(',')}\r\n`;
  const rows = words.map(({ word, meaning, reading, sentence, note }) => [
    ...[word, meaning, reading, sentence].map(ankiText),
    note ? `${event.url.origin}/notes/${note}` : '',
  ]);
  return new Response(head + csvOf(rows), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="words.csv"',
      'cache-control': 'private, no-store',
    },
  });
};

import type { AnswerOf, Api } from '@jujube/contract';
import { formatTime } from '#lib/locale.ts';
import * as m from '#lib/paraglide/messages.js';

type Guarantee = AnswerOf<Api['GET /notes/:id/reach']>['guarantee'];

/** Where a note's promise stands, as its author is told. */
export function standingWords(guarantee: Guarantee) {
  const { standing, why, given, owed, promised, hours, endsAt } = guarantee;
  if (standing === 'kept')
    return { tone: 'kept', text: m.fairness_promise_kept({ given, promised, hours }) } as const;
  if (standing === 'open') {
    const text =
      endsAt === null
        ? m.fairness_promise_open_plain({ promised, hours })
        : m.fairness_promise_open({ given, promised, owed, time: formatTime(Date.parse(endsAt)) });
    return { tone: 'open', text } as const;
  }
  if (standing === 'missed') {
    const told = { given, promised, hours };
    const text =
      why === 'too_few_readers'
        ? m.fairness_promise_missed_readers(told)
        : m.fairness_promise_missed_shown(told);
    return { tone: 'none', text } as const;
  }
  return { tone: 'none', text: noneWords(guarantee) } as const;
}

function noneWords({ why, hours, perAuthor }: Guarantee): string {
  if (why === 'author_limit' || why === 'device_limit')
    return m.fairness_promise_author_limit({ most: perAuthor, hours });
  if (why === 'earlier') return m.fairness_promise_earlier();
  if (why === 'late') return m.fairness_promise_late();
  if (why === 'withdrawn') return m.fairness_promise_withdrawn({ hours });
  return m.fairness_promise_not_public();
}

import type { AnswerOf, Api } from '@jujube/contract';

export type TextWord = AnswerOf<Api['POST /learning/texts']>['items'][number];
export type OwnWord = AnswerOf<Api['GET /learning/words']>['items'][number];

/** A text that words are learnt from, and where it stands. */
export interface LearnText {
  text: string;
  language: string;
  note: string;
  comment?: string | undefined;
}

/** A sentence ends behind these; of Latin ones only where a space follows. */
const ENDS = /[。！？!?…\n]+|[.;；](?=\s|$)/gu;

/** The sentence around a place of a text, in code points. */
export function sentenceAround(text: string, at: number): string {
  const place = Array.from(text).slice(0, at).join('').length;
  let start = 0;
  let end = text.length;
  for (const match of text.matchAll(ENDS)) {
    const after = match.index + match[0].length;
    if (after <= place) start = after;
    else {
      end = after;
      break;
    }
  }
  return text.slice(start, end).trim();
}

/** The page on which a word of a text is shown, before any script. */
export function wordHref({ note, comment }: Pick<LearnText, 'note' | 'comment'>, at?: number): string {
  const query = new URLSearchParams({
    note,
    ...(comment && { comment }),
    ...(at !== undefined && { at: String(at) }),
  });
  return `/learn/word?${query}`;
}

/** How a language is spoken, for machines that read aloud. */
export function voiceOf(language: string): string {
  return { 'zh-Hans': 'zh-CN', 'zh-Hant': 'zh-TW', en: 'en-US' }[language] ?? language;
}

/** The zone of this browser. */
export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

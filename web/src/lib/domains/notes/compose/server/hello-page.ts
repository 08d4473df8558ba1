import { redirect, type RequestEvent } from '@sveltejs/kit';
import { requireMember } from '#lib/server/session.ts';
import { FIRST_SENTENCES, helloSides, helloText, isFilled, wordsIn, type HelloSentence } from '../hello.ts';
import type { Content } from '../content.ts';

/** The longest that a blank of an address takes; people write names and places there. */
const LONGEST = 80;

/**
 * The hello card as a form of its own, for who has no script. What is chosen and filled in stands in the address; once it is
 * whole it goes to the composer.
 */
export async function helloPage(event: RequestEvent) {
  requireMember(event);
  const { locals, url } = event;
  const { items } = await locals.api('GET /hello-card');
  const asked = url.searchParams;
  const wanted = chosenOf(items, asked);
  const tried = asked.has('put');
  if (tried && wanted.length > 0 && isFilled(wanted, wordsIn(asked)))
    redirect(303, `${locals.prefix}/compose${url.search}`);
  return {
    items,
    ...helloSides(),
    chosen: tried ? wanted.map(({ id }) => id) : [...FIRST_SENTENCES],
    words: Object.fromEntries(asked),
    tried,
  };
}

/** What an address brings of a hello card, as the words of a note in both languages; nothing where it brings none. */
export async function helloGiven({
  locals,
  url,
}: Pick<RequestEvent, 'locals' | 'url'>): Promise<Partial<Content>> {
  const asked = url.searchParams;
  if (!asked.has('hello')) return {};
  const wanted = chosenOf((await locals.api('GET /hello-card')).items, asked);
  const words = wordsIn(asked);
  if (wanted.length === 0 || !isFilled(wanted, words)) return {};
  const { own, other } = helloSides();
  const short = (sentence: HelloSentence, blank: string) =>
    Array.from(words(sentence, blank)).slice(0, LONGEST).join('');
  return {
    mode: 'words',
    language: own,
    body: helloText(wanted, own, short),
    second: { language: other, title: '', body: helloText(wanted, other, short) },
  };
}

function chosenOf(items: readonly HelloSentence[], asked: URLSearchParams): HelloSentence[] {
  const chosen = new Set(asked.getAll('hello'));
  return items.filter(({ id }) => chosen.has(id));
}

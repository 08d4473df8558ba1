import type { AnswerOf, Api } from '@jujube/contract';
import { formatList, languageName, localHref } from '#lib/locale.ts';
import * as m from '#lib/paraglide/messages.js';

export type Why = AnswerOf<Api['GET /feed/why']>;

/** A piece of a sentence; with `href` it is a link. */
export interface Piece {
  text: string;
  href?: string;
}

/** Why a note stands where it stands, as sentences in the reader's language: what brought it, then what counted. */
export function sentencesOf(why: Why): Piece[][] {
  const { source, guaranteed, foreign, language } = why;
  const sentences = [broughtBy(why)];
  const terms = why.terms.map(termWords);
  if (terms.length > 0) sentences.push([{ text: m.feed_why_terms({ terms: formatList(terms) }) }]);
  if (guaranteed && source !== 'guarantee') sentences.push([{ text: m.feed_why_owed() }]);
  if (foreign) sentences.push([{ text: m.feed_why_foreign({ language: languageName(language) }) }]);
  return sentences;
}

function broughtBy(why: Why): Piece[] {
  const { source, because } = why;
  if (source === 'near') return because ? named(because, m.feed_why_near_note) : plain(m.feed_why_near());
  if (source === 'graph') return because ? named(because, m.feed_why_graph_note) : plain(m.feed_why_graph());
  if (source === 'topic') return because ? topicBy(why, because) : plain(m.feed_why_topic());
  if (source === 'following' && because) return named(because, m.feed_why_following, handleOf(why));
  if (source === 'channel' && because) return named(because, m.feed_why_channel);
  if (source === 'nearby') return plain(m.feed_why_nearby());
  if (source === 'guarantee') return plain(m.feed_why_guarantee());
  if (source === 'best') return plain(m.feed_why_best());
  if (source === 'time') return plain(m.feed_why_time());
  return plain(m.feed_why_fresh());
}

type Because = NonNullable<Why['because']>;

/** What they asked for in so many words is the better reason. */
function topicBy({ asks }: Why, because: Because): Piece[] {
  const asked = asks.some(({ kind, key, value }) => kind === 'topic' && key === because.id && value > 0);
  return named(because, asked ? m.feed_why_asked : m.feed_why_topic_named);
}

/** Stands in a sentence for the name that becomes a link. */
const HOLE = '\u{e000}';

/** A sentence with a name in it, as a link. */
function named(
  { kind, id, name }: Because,
  sentence: (input: { name: string }) => string,
  handle?: string,
): Piece[] {
  const [before = '', after = ''] = sentence({ name: HOLE }).split(HOLE);
  const places = { note: '/notes/', topic: '/topics/', author: '/people/', channel: '/channels/' };
  const href = localHref(places[kind] + (handle ?? id));
  return [{ text: before }, { text: name, href }, { text: after }].filter(({ text }) => text !== '');
}

function handleOf({ asks }: Why): string | undefined {
  return asks.find(({ kind }) => kind === 'author')?.handle ?? undefined;
}

function plain(text: string): Piece[] {
  return [{ text }];
}

function termWords(term: Why['terms'][number]): string {
  switch (term) {
    case 'freshness':
      return m.feed_term_freshness();
    case 'quality':
      return m.feed_term_quality();
    case 'interest':
      return m.feed_term_interest();
    case 'likeness':
      return m.feed_term_likeness();
    case 'relation':
      return m.feed_term_relation();
    case 'engagement':
      return m.feed_term_engagement();
    case 'language':
      return m.feed_term_language();
    case 'follow':
      return m.feed_term_follow();
  }
}

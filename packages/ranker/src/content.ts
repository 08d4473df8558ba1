import { mixed } from './random.ts';

/** What a note says of itself, before anybody engaged with it. */
export interface Content {
  title: string;
  body?: string;
  /** BCP 47. */
  language?: string;
  topics?: readonly string[];
  channel?: string | null;
  /** Anything else that two notes may share: a brand, a place. */
  attributes?: readonly string[];
  /** A perceptual hash of the first picture, as hexadecimal digits; alike pictures share most of its bits. */
  picture?: string;
}

/** Cuts a text into words; `word` is false for spaces and marks. `segment` of `@jujube/lingua` is one. */
export type Segmenter = (text: string, language?: string) => readonly { text: string; word: boolean }[];

/** What a note is about: hashes of its terms and how much each says. The same note gives the same terms anywhere. */
export interface Terms {
  hashes: Int32Array;
  weights: Float32Array;
}

export interface TermWeights {
  title: number;
  /** Two words of the title that stand beside each other. */
  pair: number;
  /** The title's first word, which often is whom it is by. */
  first: number;
  body: number;
  topic: number;
  channel: number;
  attribute: number;
  picture: number;
}

export const termWeights: Readonly<TermWeights> = Object.freeze({
  title: 1,
  pair: 0.5,
  first: 0.5,
  body: 0.4,
  topic: 1.5,
  channel: 0.5,
  attribute: 1,
  picture: 0.4,
});

/** Words of a body that are read: beyond, a long note would only repeat itself. */
const BODY_WORDS = 200;
/** Bits of a picture's hash that make one term. */
const PICTURE_DIGITS = 4;

/** The terms of a note. Words are compared without case and width; the same word twice counts once. */
export function termsOf(
  content: Content,
  { segment, weights = termWeights }: { segment: Segmenter; weights?: Readonly<TermWeights> },
): Terms {
  const found = new Map<number, number>();
  const add = (kind: string, value: string, weight: number) => {
    const hash = hashOf(`${kind}:${value}`);
    if (weight > 0) found.set(hash, Math.max(found.get(hash) ?? 0, weight));
  };
  const title = wordsOf(content.title, segment, content.language);
  title.forEach((word, at) => {
    add('word', word, weights.title);
    if (at > 0) add('pair', `${title[at - 1]} ${word}`, weights.pair);
  });
  if (title[0] !== undefined) add('first', title[0], weights.first);
  const body = content.body ? wordsOf(content.body.slice(0, BODY_WORDS * 10), segment, content.language) : [];
  for (const word of body.slice(0, BODY_WORDS)) add('word', word, weights.body);
  for (const topic of content.topics ?? []) add('topic', topic, weights.topic);
  for (const attribute of content.attributes ?? []) add('attribute', attribute, weights.attribute);
  if (content.channel) add('channel', content.channel, weights.channel);
  const picture = content.picture ?? '';
  for (let at = 0; at + PICTURE_DIGITS <= picture.length; at += PICTURE_DIGITS) {
    add('picture', `${at}:${picture.slice(at, at + PICTURE_DIGITS)}`, weights.picture);
  }
  return { hashes: Int32Array.from(found.keys()), weights: Float32Array.from(found.values()) };
}

function wordsOf(text: string, segment: Segmenter, language?: string): string[] {
  const pieces = segment(text.normalize('NFKC').toLowerCase(), language);
  return pieces.filter(({ word }) => word).map((piece) => piece.text);
}

/** FNV-1a over UTF-16, then mixed. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return mixed(hash, text.length) | 0;
}

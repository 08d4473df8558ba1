import type { Note } from '@jujube/contract';
import { previewOf, type Preview } from '../media/preview.ts';

/** The beginning of a note, for search engines and previews. */
export function describe(note: Pick<Note, 'body' | 'title' | 'shown' | 'versions'>): string {
  const shown = note.versions.find(
    ({ language, state }) => language === note.shown.language && state === note.shown.state,
  );
  const words = (shown?.body || note.body || note.title).replace(/\s+/g, ' ').trim();
  const characters = Array.from(words);
  return characters.length > 160 ? `${characters.slice(0, 159).join('')}…` : words;
}

/** The picture that stands for a note where its link is shared. */
export function shareImage(note: Pick<Note, 'cover'>): Preview | undefined {
  return note.cover ? previewOf(note.cover) : undefined;
}

/** What linked data says of a note. */
export type Told = Pick<
  Note,
  | 'id'
  | 'title'
  | 'body'
  | 'language'
  | 'shown'
  | 'versions'
  | 'author'
  | 'cover'
  | 'publishedAt'
  | 'editedAt'
  | 'comments'
  | 'likes'
>;

/**
 * The note as schema.org knows it (SocialMediaPosting), as text for a script element of type application/ld+json: the
 * characters that could end the element are written as escapes.
 */
export function linkedData(note: Told, origin: string): string {
  const { author, cover } = note;
  const data = {
    '@context': 'https://schema.org',
    '@type': 'SocialMediaPosting',
    url: `${origin}/notes/${note.id}`,
    headline: note.title || describe(note),
    articleBody: note.body,
    inLanguage: note.language,
    datePublished: note.publishedAt,
    ...(note.editedAt ? { dateModified: note.editedAt } : {}),
    ...(cover ? { image: new URL(shareImage(note)!.url, origin).href } : {}),
    author: { '@type': 'Person', name: author.name, url: `${origin}/people/${author.handle}` },
    commentCount: note.comments,
    interactionStatistic: {
      '@type': 'InteractionCounter',
      interactionType: 'https://schema.org/LikeAction',
      userInteractionCount: note.likes,
    },
  };
  return JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

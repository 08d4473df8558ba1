import type { Note } from '@jujube/contract';

/** The beginning of a note, for search engines and previews. */
export function describe(note: Pick<Note, 'body' | 'title' | 'shown' | 'versions'>): string {
  const shown = note.versions.find(
    ({ language, state }) => language === note.shown.language && state === note.shown.state,
  );
  const words = (shown?.body || note.body || note.title).replace(/\s+/g, ' ').trim();
  const characters = Array.from(words);
  return characters.length > 160 ? `${characters.slice(0, 159).join('')}…` : words;
}

/** The picture that stands for a note where its link is shared: the largest size of its first picture. */
export function shareImage(note: Pick<Note, 'cover'>): string | undefined {
  if (!note.cover) return undefined;
  return [...note.cover.sizes].sort((a, b) => b.width - a.width)[0]?.url ?? note.cover.url;
}

/**
 * The note as schema.org knows it (SocialMediaPosting), as text for a script element of type application/ld+json: the
 * characters that could end the element are written as escapes.
 */
export function linkedData(note: Note, origin: string): string {
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
    ...(cover ? { image: new URL(shareImage(note)!, origin).href } : {}),
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

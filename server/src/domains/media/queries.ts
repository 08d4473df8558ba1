import type { cover, picture } from '@jujube/contract';
import { sql, type RawBuilder } from 'kysely';
import type { z } from 'zod';

export type Cover = z.output<typeof cover>;
export type Picture = z.output<typeof picture>;

/** What `coverJson` gives: the stored cover, and the words for who does not see it. */
export type StoredCover = [cover: Omit<Cover, 'alt'>, alt: string | null];

/** What `pictureJson` gives. */
export interface StoredPicture extends Omit<Picture, 'url' | 'sizes'> {
  renditions: { role: string; name: string; width: number; height: number }[];
}

/** SQL: a picture as a card shows it, for `coverOf`; null while there is none. */
export function coverJson(id: RawBuilder<unknown>): RawBuilder<StoredCover | null> {
  return sql<StoredCover | null>`(select json_build_array(m.cover, m.alt) from media m where m.id = ${id} and m.state = 'ready')`;
}

export function coverOf(stored: StoredCover | null): Cover | null {
  return stored && { ...stored[0], alt: stored[1] };
}

/** SQL: a whole picture, for `pictureOf`. */
export function pictureJson(id: RawBuilder<unknown>): RawBuilder<StoredPicture | null> {
  return sql<StoredPicture | null>`(select json_build_object('id', m.id, 'width', m.width, 'height', m.height,
    'thumbhash', m.thumbhash, 'alt', m.alt, 'animated', m.animated, 'renditions', m.renditions)
    from media m where m.id = ${id} and m.state = 'ready')`;
}

export function pictureOf({ renditions, ...picture }: StoredPicture): Picture {
  const role = renditions.some((rendition) => rendition.role === 'motion') ? 'motion' : 'note';
  const sizes = renditions
    .filter((rendition) => rendition.role === role)
    .map(({ name, width, height }) => ({ url: mediaUrl(name), width, height }));
  return { ...picture, url: sizes.at(-1)?.url ?? '', sizes };
}

export function mediaUrl(name: string): string {
  return `/media/${name}`;
}

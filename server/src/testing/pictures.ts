import type { Base } from '../state.ts';
import { uuidv7 } from '../kernel/ids.ts';
import type { Somebody } from './world.ts';

/** A prepared picture of somebody's, as an upload leaves it, without its bytes. Answers its id. */
export async function picture({ db }: Pick<Base, 'db'>, owner: Pick<Somebody, 'id'>): Promise<string> {
  const id = uuidv7();
  const size = (role: string, width: number) => ({
    url: `/media/${role}-${width}-${id}.webp`,
    width,
    height: Math.round((width * 4) / 3),
  });
  const shown = { thumbhash: 'YTkGJwaRhWUIt4lbgnhZl3ath2BUBGYA', animated: false };
  await db
    .insertInto('media')
    .values({
      id,
      owner_id: owner.id,
      mime: 'image/jpeg',
      width: 1200,
      height: 1600,
      bytes: '90000',
      cover: JSON.stringify({
        ...size('card', 560),
        ...shown,
        sizes: [size('card', 256), size('card', 560)],
      }),
      picture: JSON.stringify({
        id,
        ...size('note', 1200),
        ...shown,
        sizes: [size('note', 800), size('note', 1200)],
      }),
    })
    .execute();
  return id;
}

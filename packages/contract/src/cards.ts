import { z } from 'zod';
import { id, language, rendition, textState, time } from './common.ts';
import { author } from './people.ts';

/** A picture on a card. */
export const cover = z
  .object({
    url: z.string(),
    width: z.number().int(),
    height: z.number().int(),
    thumbhash: z.string().nullable(),
    alt: z.string().nullable(),
    sizes: z.array(rendition),
  })
  .meta({ id: 'Cover' });

/** A note in a list, as this reader sees it. */
export const card = z
  .object({
    id,
    title: z.string(),
    language,
    shown: z.object({
      title: z.string(),
      language,
      state: textState,
      /** The engine that translated it, where one did. */
      by: z.string().optional(),
    }),
    author,
    cover: cover.nullable(),
    pictures: z.number().int(),
    text: z
      .string()
      .nullable()
      .meta({ description: 'The words on a text card; null where there is a picture' }),
    background: z.string().nullable(),
    likes: z.number().int(),
    liked: z.boolean(),
    saved: z.boolean(),
    publishedAt: time,
  })
  .meta({ id: 'Card' });
export type Card = z.output<typeof card>;

/** A card in a ranked list: where it stands, so that signals can name it. */
export const rankedCard = card.extend({ position: z.number().int().optional() });

import type { Pictures } from './pictures/pictures.ts';
import type { CardPainter } from './cards/cards.ts';
import type { PictureReader } from './reading/reading.ts';
import type { Feed } from './feed/feed.ts';
import type { Mail } from './mail/mail.ts';
import type { Storage } from './storage/storage.ts';
import type { Translator } from './translate/translate.ts';
import type { WordReader } from './words/words.ts';

/** Everything outside, by role; chosen and configured by the composition root. */
export interface Providers {
  storage: Storage;
  mail: Mail;
  feed: Feed;
  pictures: Pictures;
  cards: CardPainter;
  translate: Translator;
  reading: PictureReader;
  words: WordReader;
}

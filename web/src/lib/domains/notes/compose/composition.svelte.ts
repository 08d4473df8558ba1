import { CARD_BACKGROUNDS } from '@jujube/contract/card-backgrounds';
import { graphemes } from '#lib/text.ts';
import { pointOf } from '../place.ts';
import { Pictures, type Uploaded } from '../../media/pictures.svelte.ts';
import {
  BODY_LENGTH,
  emptyContent,
  MOST_PICTURES,
  TITLE_LENGTH,
  type Content,
  type Declaration,
} from './content.ts';

export const FIRST_BACKGROUND = CARD_BACKGROUNDS[0]!.id;

/** A note while it is being written. */
export class Composition {
  mode = $state<Content['mode']>('photos');
  title = $state('');
  body = $state('');
  language = $state('');
  hasSecond = $state(false);
  second = $state({ language: '', title: '', body: '' });
  /** What a machine put into the second language: while it is untouched it is not the author's, and stays out of the note. */
  filled = $state({ title: '', body: '', by: '' });
  channel = $state('');
  visibility = $state<string>('public');
  background = $state(FIRST_BACKGROUND);
  place = $state('');
  point = $state('');
  declarations = $state<Declaration[]>([]);
  readonly pictures = new Pictures(MOST_PICTURES);

  constructor(content: Content, pictures: readonly Uploaded[] = []) {
    this.fill(content, pictures);
  }

  /** Everything as plain data: what is kept and sent. Pictures that are not there yet, or refused, are not in it. */
  get content(): Content {
    return {
      mode: this.mode,
      title: this.title,
      body: this.body,
      language: this.language,
      second: this.hasSecond && !this.isUntouched ? { ...this.second } : null,
      channel: this.channel,
      visibility: this.visibility as Content['visibility'],
      background: this.background,
      place: this.place,
      point: this.point,
      declarations: [...this.declarations],
      media: this.pictures.ready.map(({ picture, alt, crop }) => ({ id: picture!.id, alt, crop })),
    };
  }

  /** Whether the second language is as a machine filled it in. */
  get isUntouched(): boolean {
    const { filled, second } = this;
    return filled.by !== '' && second.title === filled.title && second.body === filled.body;
  }

  /** Puts kept words and pictures in place of what is there. */
  fill(content: Content, pictures: readonly Uploaded[]): void {
    const { second, media, declarations, ...plain } = content;
    Object.assign(this, plain);
    this.declarations = [...declarations];
    this.hasSecond = second !== null;
    this.second = second ?? { language: '', title: '', body: '' };
    this.pictures.restore(
      media.flatMap(({ id, alt, crop }) => {
        const picture = pictures.find((one) => one.id === id);
        return picture ? [{ picture, alt, crop }] : [];
      }),
    );
  }

  clear(): void {
    this.pictures.close();
    this.fill(emptyContent(FIRST_BACKGROUND), []);
  }

  /** What would be refused, by field; null when it can go. */
  get fault(): 'empty' | 'title' | 'body' | 'second' | 'place' | 'point' | null {
    const { title, body, hasSecond, second, mode, pictures, place, point } = this;
    if (graphemes(title.trim()) > TITLE_LENGTH) return 'title';
    if (graphemes(body.trim()) > BODY_LENGTH) return 'body';
    const isLong =
      graphemes(second.title.trim()) > TITLE_LENGTH || graphemes(second.body.trim()) > BODY_LENGTH;
    if (hasSecond && isLong) return 'second';
    if (point.trim() && !pointOf(point)) return 'point';
    if (point.trim() && !place.trim()) return 'place';
    const pictured = mode === 'photos' && pictures.list.some(({ state }) => state !== 'refused');
    return !pictured && !title.trim() && !body.trim() ? 'empty' : null;
  }
}

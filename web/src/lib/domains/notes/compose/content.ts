import type { Note } from '@jujube/contract';
import { pointOf, pointText } from '../place.ts';

export type Visibility = Note['visibility'];
export type Declaration = Note['declarations'][number];
export const VISIBILITIES: readonly Visibility[] = ['public', 'followers', 'mutuals', 'me'];
export const DECLARATIONS: readonly Declaration[] = ['ai', 'paid', 'own_product', 'hints'];

/** Limits of a note's words, in graphemes, and of its pictures; the API refuses more. */
export const TITLE_LENGTH = 60;
export const BODY_LENGTH = 5000;
export const MOST_PICTURES = 18;
export const ALT_LENGTH = 300;
export const PLACE_LENGTH = 80;

/** Fractions of the whole picture, its orientation applied. */
export interface Crop {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A picture of a note that is being written: where it lies on the server, and what was said of it. */
export interface KeptPicture {
  id: string;
  alt: string;
  crop: Crop | null;
}

/** Everything somebody has written and chosen so far: what a draft keeps, and what a form brings back. */
export interface Content {
  mode: 'photos' | 'words';
  title: string;
  body: string;
  /** '' while the server is to find out. */
  language: string;
  second: { language: string; title: string; body: string } | null;
  channel: string;
  visibility: Visibility;
  background: string;
  place: string;
  /** As typed: latitude, longitude. */
  point: string;
  declarations: Declaration[];
  media: KeptPicture[];
}

export function emptyContent(background: string): Content {
  return {
    mode: 'photos',
    title: '',
    body: '',
    language: '',
    second: null,
    channel: '',
    visibility: 'public',
    background,
    place: '',
    point: '',
    declarations: [],
    media: [],
  };
}

/** Whether there is nothing that anybody would miss. */
export function isEmpty({ title, body, second, media, place, point }: Content): boolean {
  const words = [title, body, place, point, second?.title, second?.body];
  return media.length === 0 && words.every((text) => !text?.trim());
}

/** The first words of what somebody began to write, wherever they stand; '' where there are none. */
export function firstWords({ title, body, second, place }: Content): string {
  const texts = [title, body, second?.title, second?.body, place];
  return texts.map((text) => text?.trim().split('\n')[0]).find(Boolean) ?? '';
}

/** What a draft holds; one that another version of the product saved may lack anything. */
export function contentOf(saved: Record<string, unknown>, empty: Content): Content {
  const known = Object.keys(empty).filter((key) => isLike(saved[key], empty[key as keyof Content]));
  return { ...empty, ...Object.fromEntries(known.map((key) => [key, saved[key]])) } as Content;
}

function isLike(value: unknown, model: unknown): boolean {
  if (value === undefined) return false;
  if (model === null) return value === null || typeof value === 'object';
  return typeof value === typeof model && Array.isArray(value) === Array.isArray(model);
}

/** A published note as its author takes it up again. */
export function contentOfNote(note: Note, empty: Content): Content {
  const second = note.versions.find(({ state }) => state === 'author');
  // What was drawn of a card's words is made again from them; it is no picture of the author's.
  const pictures = note.background === null ? note.media : [];
  return {
    ...empty,
    mode: pictures.length === 0 ? 'words' : 'photos',
    title: originalOf(note).title,
    body: originalOf(note).body,
    language: note.language,
    second: second ? { language: second.language, title: second.title, body: second.body } : null,
    channel: note.channel ?? '',
    visibility: note.visibility,
    background: note.background ?? empty.background,
    place: note.place?.name ?? '',
    point: note.place?.point ? pointText(note.place.point) : '',
    declarations: note.declarations,
    media: pictures.map(({ id, alt }) => ({ id, alt: alt ?? '', crop: null })),
  };
}

/** The words as written, whatever version the reader of this page would be shown. */
function originalOf(note: Note): { title: string; body: string } {
  return note.versions.find(({ state }) => state === 'original') ?? note;
}

/** What the API takes: without pictures (or where words were chosen) a text card. */
export function requestOf(content: Content) {
  const { title, body, language, second, channel, visibility, background, declarations } = content;
  const media = content.mode === 'words' ? [] : content.media;
  return {
    title,
    body,
    visibility,
    declarations,
    ...(language ? { language } : {}),
    media: media.map(({ id }) => id),
    alts: Object.fromEntries(media.filter(({ alt }) => alt.trim()).map(({ id, alt }) => [id, alt.trim()])),
    channel: channel || null,
    ...(media.length === 0 ? { card: { background } } : {}),
    versions: second && (second.title.trim() || second.body.trim()) ? [second] : [],
    place: placeOf(content),
  };
}

function placeOf({ place, point }: Content): NonNullable<Note['place']> | null {
  const [name, where] = [place.trim(), pointOf(point)];
  if (!name) return null;
  return where ? { name, point: where } : { name };
}

/** The words that a text card shows: the title, or without one the text, as far as a card has room; laid out as it is drawn. */
export function faceOf({ title, body }: Pick<Content, 'title' | 'body'>): string {
  const text = (title.trim() || body.trim())
    .replace(/\r\n?/gu, '\n')
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n ?/gu, '\n')
    .replace(/\n{3,}/gu, '\n\n');
  let room = MOST_ON_CARD;
  let shown = '';
  for (const { segment } of new Intl.Segmenter('und').segment(text.slice(0, MOST_ON_CARD * 8))) {
    room -= segment.codePointAt(0)! >= FIRST_WIDE ? 1 : 0.5;
    if (room < 0) return `${shown}…`;
    shown += segment;
  }
  return shown;
}

/** Full-width characters that a card has room for, and where such begin. */
const MOST_ON_CARD = 300;
const FIRST_WIDE = 0x2e80;

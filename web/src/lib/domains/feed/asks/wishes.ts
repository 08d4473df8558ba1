import type { AnswerOf, Api, Card } from '@jujube/contract';
import { api } from '#lib/api.ts';
import type { NoteList } from '#lib/domains/notes/note-list.svelte.ts';
import * as m from '#lib/paraglide/messages.js';
import { problemText } from '#lib/problem-text.ts';
import type { Toasts } from '#lib/ui/toasts.svelte.ts';
import { follow, tellLists } from './follow.ts';
import { placeOf, type Asked } from './placed.ts';
import { tellLater } from './tell-later.ts';

export type Wish = AnswerOf<Api['GET /feed/settings']>['wishes'][number];
type Say = 'more' | 'less';

/** As often as it can be said. */
const MOST = 5;

interface Saying {
  /** The note at which it was said. */
  note: string;
  wish: Wish;
  say: Say;
  /** The list on the page, which follows at once. */
  list?: NoteList | undefined;
  toasts: Toasts;
  /** Told the value after the step, and after undo. */
  onvalue?: (value: number) => void;
  onundo?: (() => void) | undefined;
}

interface LikeThis extends Pick<Saying, 'say' | 'list' | 'toasts'> {
  card: Card;
  /** Takes a note out of the list on the page; answers how to put it back. */
  onremove: (id: string) => () => void;
}

/** More or less like a note, said in one word: of what it is about. What one wants less of is gone from the page. */
export async function sayLikeThis({ card, say, list, onremove, toasts }: LikeThis): Promise<void> {
  const putBack = say === 'less' ? onremove(card.id) : undefined;
  let done = false;
  await told(toasts, async () => {
    const wish = mainOf(await wishesAbout(card));
    done = wish !== undefined && (await sayWish({ note: card.id, wish, say, list, toasts, onundo: putBack }));
  });
  if (!done) putBack?.();
}

/** One step more or less of a topic, an author or a channel. The toast has the way back, from what was learnt of it too. */
export async function sayWish({ note, wish, say, list, toasts, onvalue, onundo }: Saying): Promise<boolean> {
  const { kind, key, name } = wish;
  const put = async (body: { say: Say } | { value: number }) => {
    const { value, was } = await api('PUT /feed/wishes', { body: { kind, key, ...body } });
    onvalue?.(value);
    await asked(list);
    return { value, was };
  };
  return told(toasts, async () => {
    const { value, was } = await put({ say });
    const unsay = tellLater({ kind: say, note });
    const undo = () => {
      unsay();
      onundo?.();
      void told(toasts, () => put({ value: was }));
    };
    toasts.show(saidWords(name, value, say), { kind: 'ok', action: { label: m.ui_undo(), run: undo } });
  });
}

/** Something was asked for: the list on the page follows, and others when they come back. */
export async function asked(list: NoteList | undefined): Promise<void> {
  tellLists();
  if (list) await follow(list);
}

/** Keeps a word away, beside those that are kept away already. */
export async function muteWord(
  word: string,
  { list, toasts }: Pick<Saying, 'list' | 'toasts'>,
): Promise<boolean> {
  return told(toasts, async () => {
    const { words } = await api('GET /feed/settings');
    const put = async (wanted: string[]) => {
      await api('PATCH /feed/settings', { body: { words: wanted } });
      await asked(list);
    };
    await put([...words, word]);
    const undo = () => void told(toasts, () => put(words));
    toasts.show(m.feed_word_added({ word }), { kind: 'ok', action: { label: m.ui_undo(), run: undo } });
  });
}

/** What of a note more or less may be asked for, what it is about first. */
export async function wishesAbout(card: Asked): Promise<Wish[]> {
  const place = placeOf(card);
  if (place) return (await api('GET /feed/why', { query: place })).asks;
  const { topics, author } = await api('GET /notes/:id', { params: { id: card.id } });
  return [
    ...topics.map(({ id, name }): Wish => ({ kind: 'topic', key: id, name, handle: null, value: 0 })),
    { kind: 'author', key: author.id, name: author.name, handle: author.handle, value: 0 },
  ];
}

/** "Like this" is what the note is about: its first topic, else its channel, else whoever writes so. */
export function mainOf(wishes: readonly Wish[]): Wish | undefined {
  const [first] = wishes;
  if (!first || first.kind === 'topic') return first;
  return wishes.find(({ kind }) => kind === 'channel') ?? first;
}

export function saidWords(name: string, value: number, say: Say): string {
  if (value <= -MOST) return m.feed_said_never({ name });
  if (value === 0) return m.feed_said_usual({ name });
  return say === 'more' ? m.feed_said_more({ name }) : m.feed_said_less({ name });
}

/** How much of something was asked for, in a word. */
export function valueWords(value: number): string {
  if (value <= -MOST) return m.feed_value_never();
  if (value === 0) return m.feed_value_usual();
  return value > 0 ? m.feed_value_more({ count: value }) : m.feed_value_less({ count: -value });
}

async function told(toasts: Toasts, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    toasts.show(problemText(error), { kind: 'danger' });
    return false;
  }
}

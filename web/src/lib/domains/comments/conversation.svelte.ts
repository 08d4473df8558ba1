import { createContext } from 'svelte';
import type { AnswerOf, Api } from '@jujube/contract';
import { page } from '$app/state';
import { api } from '#lib/api.ts';
import { tell } from '#lib/told.ts';
import type { Act } from '#lib/domains/people/pending.ts';
import { problemText } from '#lib/problem-text.ts';
import type { Toasts } from '#lib/ui/toasts.svelte.ts';
import { draftKey, type Draft } from './draft.ts';

export type Comment = AnswerOf<Api['PATCH /comments/:id']>;
export type ThreadPage = AnswerOf<Api['GET /notes/:id/comments']>;
export type Thread = ThreadPage['items'][number];
export type Sort = 'best' | 'newest';

interface About {
  id: string;
  comments: number;
  mine: boolean;
  /** What its author declares. */
  declarations: readonly string[];
}

/** A conversation as it is kept for Back: its threads as JSON, which the browser writes faster than the framework. */
export interface KeptConversation {
  threads: string;
  cursor: string | null;
  count: number;
  sort: Sort;
  more: [string, string | null][];
}

/** What is said under a note: shown at once, taken back when it fails. */
export class Conversation {
  threads = $state.raw<Thread[]>([]);
  cursor = $state.raw<string | null>(null);
  count = $state(0);
  sort = $state<Sort>('best');
  state = $state<'idle' | 'loading' | 'failed'>('idle');
  /** Whether the first page is there. */
  begun = $state(false);
  /** Whom the next comment answers. */
  replyingTo = $state.raw<{ id: string; name: string } | null>(null);
  readonly note: About;
  #toasts: Toasts;
  #more = new Map<string, string | null>();
  /** A list that was asked for before another took its place is not wanted any more. */
  #asked = 0;

  /** @param options.first the first page; without it, `begin` asks for it */
  constructor(options: { note: About; first?: ThreadPage; sort?: Sort; toasts: Toasts }) {
    this.note = options.note;
    this.threads = options.first?.items ?? [];
    this.cursor = options.first?.cursor ?? null;
    this.begun = options.first !== undefined;
    this.count = options.note.comments;
    this.sort = options.sort ?? 'best';
    this.#toasts = options.toasts;
  }

  /** Loads the first threads, unless they are there. */
  async begin(): Promise<void> {
    if (this.begun || this.state === 'loading') return;
    await this.#load(undefined, (threads) => threads);
    this.begun = this.state === 'idle';
  }

  /** What brings this conversation back later, as it is read now; null before it is there. */
  kept(): KeptConversation | null {
    if (!this.begun) return null;
    const { cursor, count, sort } = this;
    const threads = this.threads.filter((thread) => !isSending(thread));
    return { threads: JSON.stringify(threads), cursor, count, sort, more: [...this.#more] };
  }

  /** Goes on where one was in it. */
  restore({ threads, cursor, count, sort, more }: KeptConversation): void {
    this.#asked += 1;
    this.threads = JSON.parse(threads) as Thread[];
    this.cursor = cursor;
    this.count = count;
    this.sort = sort;
    this.#more = new Map(more);
    this.state = 'idle';
    this.begun = true;
  }

  /** Loads the next threads. */
  async more(): Promise<void> {
    if (this.cursor !== null) await this.#load(this.cursor, (threads) => [...this.threads, ...threads]);
  }

  /** Shows the comments in another order. */
  async sortBy(sort: Sort): Promise<void> {
    this.sort = sort;
    await this.#load(undefined, (threads) => threads);
  }

  /** How many replies of a thread are folded. */
  folded(thread: Thread): number {
    if (this.#more.get(thread.id) === null) return 0;
    return Math.max(0, thread.replies - thread.firstReplies.length);
  }

  /** Shows more of a thread's replies. */
  async unfold(thread: Thread): Promise<void> {
    await this.#try(async () => {
      const cursor = this.#more.get(thread.id) ?? undefined;
      const page = await api('GET /comments/:id/replies', { params: { id: thread.id }, query: { cursor } });
      this.#more.set(thread.id, page.cursor);
      this.#changeThread(thread.id, ({ firstReplies }) => {
        const loaded = new Set(page.items.map(({ id }) => id));
        const kept = firstReplies.filter(({ id }) => !loaded.has(id));
        return { firstReplies: cursor ? [...kept, ...page.items] : [...page.items, ...kept] };
      });
    });
  }

  /** Says it: at once on the page, then for good. Visitors do so once they are in. Answers whether it was said. */
  async send({ body, reply, key }: Draft): Promise<boolean> {
    const parent = reply?.id ?? null;
    if (!page.data.me) {
      const act: Act = {
        kind: 'comment',
        note: this.note.id,
        body,
        parent,
        key,
        draft: draftKey(this.note.id),
      };
      const { askFirst } = await import('#lib/domains/people/ask-first.ts');
      await askFirst(act);
      return false;
    }
    const root =
      parent &&
      (this.threads.find((one) => one.id === parent || one.firstReplies.some(({ id }) => id === parent))
        ?.id ??
        null);
    const provisional = this.#provisional({ body, reply, key }, root);
    const before = this.threads;
    this.#insert(provisional, root);
    const said = await this.#try(async () => {
      const params = { id: this.note.id };
      const comment = await api('POST /notes/:id/comments', {
        params,
        body: { body, parent },
        idempotencyKey: key,
      });
      this.#change(provisional.id, comment);
      this.count += 1;
      tell({ kind: 'comment', note: this.note.id });
    });
    if (!said) this.threads = before;
    return said;
  }

  /** Changes one's own words. Answers whether that was done. */
  async edit(comment: Comment, body: string): Promise<boolean> {
    return this.#try(async () => {
      this.#change(
        comment.id,
        await api('PATCH /comments/:id', { params: { id: comment.id }, body: { body } }),
      );
    });
  }

  /** Removes one's own words; their place stays. */
  async remove(comment: Comment): Promise<void> {
    const gone = { removed: true, body: '', facets: [], shown: { ...comment.shown, body: '' } };
    const done = await this.#optimistic(comment, gone, () =>
      api('DELETE /comments/:id', { params: { id: comment.id } }),
    );
    if (done) this.count -= 1;
  }

  async like(comment: Comment): Promise<void> {
    const params = { id: comment.id };
    if (!page.data.me) {
      const { askFirst } = await import('#lib/domains/people/ask-first.ts');
      return askFirst({ kind: 'like_comment', comment: comment.id });
    }
    const { liked, likes } = comment;
    await this.#optimistic(comment, { liked: !liked, likes: likes + (liked ? -1 : 1) }, () =>
      liked ? api('DELETE /comments/:id/like', { params }) : api('PUT /comments/:id/like', { params }),
    );
  }

  /** The note's author puts one comment above the others, or takes it down. */
  async pin(comment: Comment): Promise<void> {
    const params = { id: comment.id };
    const { pinned } = comment;
    const before = this.threads;
    this.threads = this.threads.map((thread) => ({ ...thread, pinned: !pinned && thread.id === comment.id }));
    const done = await this.#try(() =>
      pinned ? api('DELETE /comments/:id/pin', { params }) : api('PUT /comments/:id/pin', { params }),
    );
    if (done) this.threads = this.threads.toSorted((a, b) => Number(b.pinned) - Number(a.pinned));
    else this.threads = before;
  }

  /** The note's author hides a comment from readers, or shows it again. */
  async hide(comment: Comment): Promise<void> {
    const params = { id: comment.id };
    await this.#optimistic(comment, { hidden: !comment.hidden }, () =>
      comment.hidden
        ? api('DELETE /comments/:id/hide', { params })
        : api('PUT /comments/:id/hide', { params }),
    );
  }

  /** Shows a comment in words that were made for this reader meanwhile. */
  translated(comment: Comment, shown: Comment['shown']): void {
    this.#change(comment.id, { shown });
  }

  /** Its writer asks for hints, not answers, or takes that back. */
  async hints(comment: Comment): Promise<void> {
    const params = { id: comment.id };
    await this.#optimistic(comment, { hints: !comment.hints }, () =>
      comment.hints
        ? api('DELETE /comments/:id/hints', { params })
        : api('PUT /comments/:id/hints', { params }),
    );
  }

  async #load(cursor: string | undefined, put: (threads: Thread[]) => Thread[]): Promise<void> {
    this.state = 'loading';
    const asked = ++this.#asked;
    const loaded = await this.#try(async () => {
      const query = { cursor, sort: this.sort };
      const page = await api('GET /notes/:id/comments', { params: { id: this.note.id }, query });
      if (asked !== this.#asked) return;
      this.threads = put(page.items);
      this.cursor = page.cursor;
    });
    if (asked === this.#asked) this.state = loaded ? 'idle' : 'failed';
  }

  async #optimistic(
    comment: Comment,
    after: Partial<Comment>,
    call: () => Promise<Partial<Comment> | void>,
  ): Promise<boolean> {
    this.#change(comment.id, after);
    const done = await this.#try(async () => this.#change(comment.id, (await call()) ?? {}));
    if (!done) this.#change(comment.id, comment);
    return done;
  }

  async #try(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      this.#toasts.show(problemText(error), { kind: 'danger' });
      return false;
    }
  }

  #change(id: string, change: Partial<Comment>): void {
    this.threads = this.threads.map((thread) => {
      if (thread.id === id) return { ...thread, ...change };
      if (!thread.firstReplies.some((reply) => reply.id === id)) return thread;
      return {
        ...thread,
        firstReplies: thread.firstReplies.map((reply) => (reply.id === id ? { ...reply, ...change } : reply)),
      };
    });
  }

  #changeThread(id: string, change: (thread: Thread) => Partial<Thread>): void {
    this.threads = this.threads.map((thread) =>
      thread.id === id ? { ...thread, ...change(thread) } : thread,
    );
  }

  #insert(comment: Comment, root: string | null): void {
    if (root === null) {
      const pinned = this.threads.filter((thread) => thread.pinned);
      const others = this.threads.filter((thread) => !thread.pinned);
      this.threads = [...pinned, { ...comment, firstReplies: [] }, ...others];
    } else {
      this.#changeThread(root, (thread) => ({
        firstReplies: [...thread.firstReplies, comment],
        replies: thread.replies + 1,
      }));
    }
  }

  #provisional({ body, reply, key }: Draft, root: string | null): Comment {
    const me = page.data.me!;
    const language = me.writes[0] ?? page.data.session.languages[0] ?? 'und';
    const answers = reply && reply.id !== root;
    return {
      id: `${SENDING}${key}`,
      note: this.note.id,
      parent: root,
      replyTo: answers ? { id: '', handle: '', name: reply.name, secondName: null, avatar: null } : null,
      body,
      facets: [],
      language,
      shown: { body, language, state: 'original' },
      author: { id: me.id, handle: me.handle, name: me.name, secondName: me.secondName, avatar: me.avatar },
      byAuthor: this.note.mine,
      likedByAuthor: false,
      pinned: false,
      hidden: false,
      hints: false,
      removed: false,
      likes: 0,
      liked: false,
      replies: 0,
      createdAt: new Date().toISOString(),
      editedAt: null,
      mine: true,
      takenDown: null,
      editableUntil: null,
    };
  }
}

const SENDING = 'sending-';

/** Whether a comment is still on its way. */
export function isSending({ id }: Pick<Comment, 'id'>): boolean {
  return id.startsWith(SENDING);
}

export const [getConversation, setConversation] = createContext<Conversation>();

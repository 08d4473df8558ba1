import { api } from '#lib/api.ts';
import { isExpected } from '#lib/expected.ts';
import { isEmpty, type Content } from './content.ts';
import { newDraftId, type LocalDraft, type LocalDrafts } from './local-drafts.ts';

const SERVER_WAIT_MS = 1200;
const AGAIN_MS = 15_000;

/** Keeps what is written: on this device at once, on the server a moment later, and says how that stands. */
export class Keeper {
  /** `device`: only here so far, the server could not be reached; `full`: not even here. */
  state = $state<'none' | 'saving' | 'saved' | 'device' | 'full'>('none');
  id = $state('');
  readonly #drafts: LocalDrafts;
  readonly #onServer: boolean;
  #draft: LocalDraft | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> | null = null;
  /** It is gone: nothing of it is to be kept any more. */
  #done = false;
  /** The page is left: what is on its way may arrive, nothing more comes. */
  #stopped = false;

  /** @param onServer false for changes of a published note, which stay on this device until they are sent */
  constructor(drafts: LocalDrafts, { id, onServer }: { id: string; onServer: boolean }) {
    this.#drafts = drafts;
    this.#onServer = onServer;
    this.id = id;
  }

  /** What this device has of it. */
  take(): LocalDraft | null {
    this.#draft = this.#drafts.read(this.id);
    if (!this.#draft) return null;
    this.state = this.#draft.savedAt || !this.#onServer ? 'saved' : 'device';
    if (!this.#draft.savedAt && this.#onServer) this.#later(SERVER_WAIT_MS);
    return this.#draft;
  }

  /** The server's copy is what is shown: nothing needs saving yet. */
  accept(content: Content, savedAt: string): void {
    this.#draft = { id: this.id, content, changedAt: savedAt, savedAt, key: '' };
    this.state = 'saved';
  }

  /** Something was written. */
  changed(content: Content): void {
    if (this.#done || this.#stopped) return;
    if (this.#draft ? sameAs(this.#draft.content, content) : isEmpty(content)) return;
    this.#draft = { id: this.id, content, changedAt: new Date().toISOString(), savedAt: null, key: '' };
    if (!this.#drafts.keep(this.#draft)) this.state = 'full';
    else this.state = this.#onServer ? 'saving' : 'saved';
    if (!this.#onServer) return;
    this.#drafts.current = this.id;
    this.#later(SERVER_WAIT_MS);
  }

  /** Saves on the server what it does not have yet. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#saving ??= this.#save().finally(() => (this.#saving = null));
    await this.#saving;
  }

  /** The key to publish these words under. */
  publishKey(): string {
    const key = this.#draft?.key || newDraftId();
    if (this.#draft) {
      this.#draft = { ...this.#draft, key };
      this.#drafts.keep(this.#draft);
    }
    return key;
  }

  /** It is published: nothing of it is kept. */
  drop(): void {
    this.#done = true;
    clearTimeout(this.#timer);
    this.#drafts.drop(this.id);
  }

  /** Puts this one aside and begins another. */
  async renew(): Promise<void> {
    await this.flush();
    this.#draft = null;
    this.id = newDraftId();
    this.#drafts.current = null;
    this.state = 'none';
  }

  stop(): void {
    void this.flush();
    this.#stopped = true;
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#stopped || this.#done) return;
    this.#timer = setTimeout(() => void this.flush(), ms);
  }

  async #save(): Promise<void> {
    const draft = this.#draft;
    if (!this.#onServer || this.#done || !draft || draft.savedAt) return;
    try {
      const { savedAt } = await api('PUT /drafts/:id', {
        params: { id: draft.id },
        body: { content: { ...draft.content } },
      });
      this.#saved(draft, savedAt);
    } catch (error) {
      if (!isExpected(error)) throw error;
      if (this.state !== 'full') this.state = 'device';
      this.#later(AGAIN_MS);
    }
  }

  #saved(draft: LocalDraft, savedAt: string): void {
    if (this.#done) return;
    // While it was on its way more may have been written.
    if (this.#draft !== draft) return this.#later(SERVER_WAIT_MS);
    this.#draft = { ...draft, savedAt };
    this.#drafts.keep(this.#draft);
    this.state = 'saved';
  }
}

function sameAs(one: Content, other: Content): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

import type { Card } from '@jujube/contract';
import type { Problem } from '@jujube/contract/client';
import { api, ApiError } from '#lib/api.ts';
import { isExpected } from '#lib/expected.ts';
import { remember } from '#lib/happened.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Uploaded } from '../../media/pictures.svelte.ts';
import { problemOf } from '../../people/problems.ts';
import type { Composition } from './composition.svelte.ts';
import { requestOf, type Content } from './content.ts';
import { Keeper } from './keeper.svelte.ts';
import { LocalDrafts, newDraftId } from './local-drafts.ts';
import type { ComposePage } from './page.ts';

/** What happens around a note that is being written: it is taken up again, kept, and published. In the browser only. */
export class Desk {
  keeper = $state.raw<Keeper | null>(null);
  /** An unfinished note was taken up again without being asked for. */
  resumed = $state(false);
  /** Somebody tried to publish: from then on what is missing is said. */
  tried = $state(false);
  busy = $state<'pictures' | 'sending' | null>(null);
  problem = $state.raw<Problem | null>(null);
  published = false;
  readonly #composition: Composition;
  readonly #page: ComposePage;

  constructor(composition: Composition, page: ComposePage) {
    this.#composition = composition;
    this.#page = page;
  }

  /** Finds what this device has, and takes it up where it is newer than what the page shows. */
  open(): void {
    const { me, draft, note, isGiven, asked, known } = this.#page;
    const drafts = new LocalDrafts(me);
    const current = isGiven || note ? null : (asked ?? drafts.current);
    // What the server had and has no more was published or thrown away on another device.
    if (current && !known.includes(current) && drafts.read(current)?.savedAt) drafts.drop(current);
    const id = note ? `note-${note}` : current && (draft || drafts.read(current)) ? current : newDraftId();
    const keeper = new Keeper(drafts, { id, onServer: !note });
    const local = isGiven ? null : keeper.take();
    if (draft && (!local || (local.savedAt && local.savedAt < draft.savedAt))) {
      keeper.accept(this.#composition.content, draft.savedAt);
    } else if (local) {
      this.resumed = !asked;
      void this.#restore(local.content);
    } else if (note) {
      keeper.accept(this.#composition.content, new Date().toISOString());
      keeper.state = 'none';
    }
    this.keeper = keeper;
  }

  /** Puts this one aside (it stays among the drafts) and begins another; changes of a published note are dropped. */
  async renew(): Promise<void> {
    this.resumed = false;
    if (this.#page.note) {
      this.keeper?.drop();
      this.#composition.fill(this.#page.content, this.#page.pictures);
      this.open();
      return;
    }
    await this.keeper?.renew();
    this.#composition.clear();
    this.tried = false;
    this.problem = null;
  }

  online(): void {
    this.#composition.pictures.retry();
    void this.keeper?.flush();
  }

  close(): void {
    if (!this.published) this.keeper?.stop();
    this.#composition.pictures.close();
  }

  /** Publishes, or saves the changes. Answers the note's id, or null when something is in the way, which is then said. */
  async publish(): Promise<string | null> {
    const { pictures } = this.#composition;
    this.tried = true;
    this.problem = null;
    if (this.busy || this.#composition.fault) return null;
    if (this.#composition.mode === 'photos') {
      this.busy = 'pictures';
      await pictures.settled();
    }
    this.busy = 'sending';
    try {
      if (this.#composition.mode === 'photos' && pictures.waiting) throw waiting();
      const id = await this.#send();
      this.published = true;
      this.keeper?.drop();
      return id;
    } catch (error) {
      this.problem = problemOf(error);
      return null;
    } finally {
      this.busy = null;
    }
  }

  async #send(): Promise<string> {
    const { content } = this.#composition;
    const body = requestOf(content);
    const { note } = this.#page;
    if (note) {
      await this.#undescribe();
      const saved = await api('PATCH /notes/:id', { params: { id: note }, body });
      rememberFace(saved);
      return saved.id;
    }
    // A save on its way must not bring the draft back after the note has taken its place.
    await this.keeper!.flush();
    const { id } = await api('POST /notes', {
      body: { ...body, draft: this.keeper!.id },
      idempotencyKey: this.keeper!.publishKey(),
    });
    return id;
  }

  /** Descriptions that were taken back. */
  async #undescribe(): Promise<void> {
    const silent = this.#composition.pictures.ready.filter(({ alt, picture }) => !alt.trim() && picture?.alt);
    for (const { picture } of silent) {
      await api('PATCH /media/:id', { params: { id: picture!.id }, body: { alt: null } });
    }
  }

  async #restore(content: Content): Promise<void> {
    this.#composition.fill({ ...content, media: [] }, []);
    const pictures = await Promise.all(content.media.map(({ id }) => uploaded(id)));
    this.#composition.pictures.restore(
      content.media.flatMap(({ alt, crop }, index) =>
        pictures[index] ? [{ picture: pictures[index], alt, crop }] : [],
      ),
    );
  }
}

/** Lists that were loaded before show the note as it is now. */
function rememberFace({ id, title, language, shown, cover, pictures, text, background }: Card): void {
  remember(`note:${id}`, { marks: { title, language, shown, cover, pictures, text, background } });
}

/** A picture of a draft; null when it is gone, or the network is. */
async function uploaded(id: string): Promise<Uploaded | null> {
  try {
    return await api('GET /media/:id', { params: { id } });
  } catch (error) {
    if (!isExpected(error)) throw error;
    return null;
  }
}

function waiting(): ApiError {
  return new ApiError({
    type: 'about:blank',
    title: m.compose_pictures_waiting(),
    status: 0,
    code: 'browser',
  });
}

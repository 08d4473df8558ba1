import type { AnswerOf, Api } from '@jujube/contract';
import { api, ApiError } from '#lib/api.ts';
import * as m from '#lib/paraglide/messages.js';
import { problemText } from '#lib/problem-text.ts';
import { drawsPlaceholders } from '#lib/ui/placeholder.ts';
import type { Crop } from '../notes/compose/content.ts';
import { sendPicture } from './send.ts';

export type Uploaded = AnswerOf<Api['GET /media/:id']>;

const AT_ONCE = 2;
const LARGEST = 30 * 1024 * 1024;
const NEW_TRIES = 3;

/** How a picture is doing: on its way, being prepared, there, waiting for the network, or refused. */
type State = 'queued' | 'sending' | 'preparing' | 'ready' | 'waiting' | 'refused';

/** One picture of a note that is being written. */
export class Shot {
  readonly key: string;
  readonly name: string;
  readonly file: File | null;
  state = $state<State>('queued');
  /** The part that was sent, 0 to 1. */
  sent = $state(0);
  /** As the server has it. */
  picture = $state.raw<Uploaded | null>(null);
  /** The file itself, for as long as the browser can show it (HEIC it mostly cannot). */
  preview = $state<string | null>(null);
  /** Why it was refused, or what just failed. */
  problem = $state('');
  alt = $state('');
  crop = $state.raw<Crop | null>(null);
  cropping = $state(false);
  readonly #gone = new AbortController();

  constructor({
    key,
    file = null,
    picture = null,
  }: {
    key: string;
    file?: File | null;
    picture?: Uploaded | null;
  }) {
    this.key = key;
    this.file = file;
    this.picture = picture;
    this.name = file?.name ?? picture?.name ?? '';
    if (file) this.preview = URL.createObjectURL(file);
    if (picture) this.state = 'ready';
  }

  get busy(): boolean {
    return this.cropping || this.state === 'queued' || this.state === 'sending' || this.state === 'preparing';
  }

  get signal(): AbortSignal {
    return this.#gone.signal;
  }

  /** The browser cannot show the file. */
  unseen(): void {
    if (this.preview) URL.revokeObjectURL(this.preview);
    this.preview = null;
  }

  /** Crops it on the server (null: the whole of it again). What fails is said on the picture, which stays as it was. */
  async cut(crop: Crop | null): Promise<void> {
    if (!this.picture) return;
    this.cropping = true;
    this.problem = '';
    try {
      this.picture = await api('PATCH /media/:id', { params: { id: this.picture.id }, body: { crop } });
      this.crop = crop;
    } catch (error) {
      this.problem = problemText(error);
    } finally {
      this.cropping = false;
    }
  }

  close(): void {
    this.#gone.abort();
    this.unseen();
  }
}

/** The pictures of a note that is being written, in their order. They are sent at once, two at a time. */
export class Pictures {
  list = $state.raw<Shot[]>([]);
  readonly most: number;
  #next = 0;
  #urls = new Set<string>();
  #watchers: (() => void)[] = [];

  constructor(most: number) {
    this.most = most;
  }

  /** How many are still on their way. */
  get busy(): number {
    return this.list.filter((shot) => shot.busy).length;
  }

  get ready(): Shot[] {
    return this.list.filter((shot) => shot.state === 'ready');
  }

  get waiting(): boolean {
    return this.list.some((shot) => shot.state === 'waiting');
  }

  /** Pictures that the server has already. */
  restore(kept: readonly { picture: Uploaded; alt: string; crop: Crop | null }[]): void {
    this.list = kept.map(({ picture, alt, crop }) => {
      const shot = new Shot({ key: `p${this.#next++}`, picture });
      shot.alt = alt;
      shot.crop = crop;
      return shot;
    });
  }

  /** Takes files in and sends them. Answers how many there was no room for. */
  add(files: Iterable<File>): number {
    const all = [...files];
    const room = this.most - this.list.filter(({ state }) => state !== 'refused').length;
    const shots = all.slice(0, Math.max(0, room)).map((file) => new Shot({ key: `p${this.#next++}`, file }));
    this.list = [...this.list, ...shots];
    void drawsPlaceholders();
    this.#go();
    return all.length - shots.length;
  }

  remove(shot: Shot): void {
    shot.close();
    this.list = this.list.filter((one) => one !== shot);
    this.#go();
  }

  move(shot: Shot, to: number): void {
    const others = this.list.filter((one) => one !== shot);
    this.list = others.toSpliced(Math.max(0, Math.min(to, others.length)), 0, shot);
  }

  /** Sends again what the line or the server kept from arriving. */
  retry(shot?: Shot): void {
    for (const one of shot ? [shot] : this.list) {
      if (!one.file || (one.state !== 'waiting' && one !== shot)) continue;
      one.state = 'queued';
      one.problem = '';
    }
    this.#go();
  }

  /** Waits until none is on its way. */
  async settled(): Promise<void> {
    while (this.busy > 0) await new Promise<void>((done) => this.#watchers.push(done));
  }

  /** Something changed that `settled` may wait for. */
  noticed(): void {
    for (const done of this.#watchers.splice(0)) done();
  }

  close(): void {
    for (const shot of this.list) shot.close();
  }

  #go(): void {
    const going = this.list.filter(({ state }) => state === 'sending' || state === 'preparing').length;
    const next = this.list.filter(({ state }) => state === 'queued').slice(0, Math.max(0, AT_ONCE - going));
    for (const shot of next) void this.#send(shot);
    this.noticed();
  }

  async #send(shot: Shot): Promise<void> {
    shot.state = 'sending';
    try {
      if (shot.file!.size > LARGEST) throw refusal(m.compose_picture_large());
      shot.picture = await this.#arrived(shot);
      shot.state = 'ready';
    } catch (error) {
      if (shot.signal.aborted) return;
      shot.state = error instanceof TypeError ? 'waiting' : 'refused';
      shot.problem = error instanceof TypeError ? m.compose_picture_waiting() : problemText(error);
    } finally {
      this.#go();
    }
  }

  /**
   * A picture whose bytes are all there can still be unprepared, when the server was too busy for it: then only sending
   * it anew brings it in.
   */
  async #arrived(shot: Shot): Promise<Uploaded> {
    for (let left = NEW_TRIES; ; left -= 1) {
      const id = await sendPicture(shot.file!, {
        signal: shot.signal,
        onprogress: (share) => this.#progress(shot, share),
        mayResume: (url) => !this.#urls.has(url),
        onurl: (url) => this.#urls.add(url),
      });
      try {
        return await api('GET /media/:id', { params: { id }, signal: shot.signal });
      } catch (error) {
        if (left === 0 || !(error instanceof ApiError) || error.problem.status !== 404) throw error;
      }
    }
  }

  #progress(shot: Shot, share: number): void {
    shot.sent = share;
    shot.state = share < 1 ? 'sending' : 'preparing';
  }
}

function refusal(title: string): ApiError {
  return new ApiError({ type: 'about:blank', title, status: 413, code: 'media.too_large' });
}

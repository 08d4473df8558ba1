import type { Content } from './content.ts';

/** A draft as this device has it. */
export interface LocalDraft {
  id: string;
  content: Content;
  /** When it changed last, by this device's clock. */
  changedAt: string;
  /** When the server saved just this, by the server's clock; null while it has not. */
  savedAt: string | null;
  /** Sent along when it is published, so that trying again never publishes twice; it belongs to these words alone. */
  key: string;
}

/** Drafts of one person on this device. A shared computer may have several people's. */
export class LocalDrafts {
  readonly #person: string;

  constructor(person: string) {
    this.#person = person;
  }

  read(id: string): LocalDraft | null {
    const kept = localStorage.getItem(this.#at(id));
    return kept ? (JSON.parse(kept) as LocalDraft) : null;
  }

  /** Answers false where the device has no room or keeps nothing. */
  keep(draft: LocalDraft): boolean {
    try {
      localStorage.setItem(this.#at(draft.id), JSON.stringify(draft));
      return true;
    } catch (error) {
      if (error instanceof DOMException) return false;
      throw error;
    }
  }

  drop(id: string): void {
    localStorage.removeItem(this.#at(id));
    if (this.current === id) this.current = null;
  }

  /** Those of this person that the server has never had. */
  unsent(): LocalDraft[] {
    const begins = this.#at('');
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(begins) && !key.includes('note-'));
    const drafts = keys.map((key) => JSON.parse(localStorage.getItem(key)!) as LocalDraft);
    return drafts.filter(({ savedAt }) => savedAt === null);
  }

  /** The one that is being written: what ＋ goes on with. */
  get current(): string | null {
    return localStorage.getItem(this.#now);
  }

  set current(id: string | null) {
    if (id === null) localStorage.removeItem(this.#now);
    else localStorage.setItem(this.#now, id);
  }

  get #now(): string {
    return `draft-now:${this.#person}`;
  }

  #at(id: string): string {
    return `draft:${this.#person}:${id}`;
  }
}

/** A UUIDv7; `crypto.randomUUID` makes other ones, and is missing on plain http. */
export function newDraftId(now = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let at = 0; at < 6; at += 1) bytes[at] = Math.floor(now / 2 ** (8 * (5 - at))) % 256;
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

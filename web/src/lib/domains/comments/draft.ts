/** A comment that is being written, kept on this device until it is sent. */
export interface Draft {
  body: string;
  /** Whom it answers: the comment, and the name to show. */
  reply: { id: string; name: string } | null;
  /** Sent along, so that trying again never says a thing twice; it belongs to these words alone. */
  key: string;
}

/** Where the draft for a note lies in local storage. */
export function draftKey(note: string): string {
  return `comment:${note}`;
}

/** Whether something for this note was begun on this page; asking the device itself takes its time. */
export function isWriting(note: string): boolean {
  return begun.has(note);
}

const begun = new Set<string>();

export function readDraft(note: string): Draft | null {
  const kept = localStorage.getItem(draftKey(note));
  return kept ? (JSON.parse(kept) as Draft) : null;
}

export function keepDraft(note: string, draft: Draft): void {
  if (!draft.body.trim()) return dropDraft(note);
  begun.add(note);
  localStorage.setItem(draftKey(note), JSON.stringify(draft));
}

export function dropDraft(note: string): void {
  begun.delete(note);
  localStorage.removeItem(draftKey(note));
}

/** A new key for one thing to send; `crypto.randomUUID` is missing on plain http. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

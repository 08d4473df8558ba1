import { openedFrom } from './opened.ts';
import { read, sendInTime } from './reading.ts';
import { Sender, WAYS } from './sender.ts';
import { hear } from '#lib/told.ts';

/** Follows a note on its own page, where it was opened from the feed; answers how to stop. */
export function readPage(note: string): () => void {
  const place = openedFrom(note);
  if (!place) return () => undefined;
  const leave = new AbortController();
  const sender = new Sender(WAYS);
  const reading = read(sender, place);
  hear((act) => {
    const isOfIt = act.kind === 'follow' ? act.person === place.author : act.note === note;
    if (isOfIt) sender.add(place, act.kind);
  }, leave.signal);
  sendInTime(sender, { signal: leave.signal, before: () => reading.tell() });
  return () => {
    reading.end();
    leave.abort();
  };
}

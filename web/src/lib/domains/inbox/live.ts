import { api, ApiError } from '#lib/api.ts';
import type { UnreadCounts } from '#lib/shell/unread.svelte.ts';

type Tell = (counts: UnreadCounts) => void;

/**
 * Tells how much is unread whenever that changes, while the page is looked at. The tabs of one browser share one
 * connection: whoever holds the lock has the stream and relays it; where there are no locks (plain http), each asks
 * now and then.
 *
 * @param person whose inbox it is, so that two accounts in one browser never mix
 * @returns stops it
 */
export function listen(person: string, tell: Tell): () => void {
  let stop: (() => void) | null = null;
  const follow = () => {
    const wanted = document.visibilityState === 'visible';
    if (wanted && !stop) stop = 'locks' in navigator ? share(`inbox:${person}`, tell) : poll(tell);
    if (!wanted) rest();
  };
  const rest = () => {
    stop?.();
    stop = null;
  };
  document.addEventListener('visibilitychange', follow);
  follow();
  return () => {
    document.removeEventListener('visibilitychange', follow);
    rest();
  };
}

const EVERY_MS = 30_000;
/** Says a tab that has just come to those that were here. */
const HELLO = 'hello';

function share(name: string, tell: Tell): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;
  const channel = new BroadcastChannel(name);
  /** What the stream said last, in the tab that has it. */
  let last: UnreadCounts | null = null;
  channel.onmessage = ({ data }: MessageEvent<UnreadCounts | typeof HELLO>) => {
    if (data !== HELLO) tell(data);
    else if (last) channel.postMessage(last);
  };
  const relay: Tell = (counts) => {
    last = counts;
    tell(counts);
    channel.postMessage(counts);
  };
  // This page may have been made before what the stream said last.
  channel.postMessage(HELLO);
  const lead = () => stream(relay, signal);
  navigator.locks.request(name, { signal }, lead).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  return () => {
    stopping.abort();
    channel.close();
  };
}

/** Keeps the stream open until it is told to stop or the session is over; lost connections come back by themselves. */
function stream(tell: Tell, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let source: EventSource | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = () => {
      clearTimeout(timer);
      source?.close();
      resolve();
    };
    const again = async () => {
      if (await ask(tell)) open();
      else end();
    };
    const open = () => {
      if (signal.aborted) return;
      source = new EventSource('/api/v1/inbox/live');
      source.addEventListener('unread', ({ data }) => tell(JSON.parse(data as string) as UnreadCounts));
      source.onerror = () => {
        // The browser comes back by itself, except where it was refused.
        if (source?.readyState === EventSource.CLOSED) timer = setTimeout(() => void again(), EVERY_MS);
      };
    };
    signal.addEventListener('abort', end);
    open();
  });
}

function poll(tell: Tell): () => void {
  const timer = setInterval(async () => {
    if (!(await ask(tell))) clearInterval(timer);
  }, EVERY_MS);
  void ask(tell);
  return () => clearInterval(timer);
}

/** Asks once; answers whether asking again makes sense. */
async function ask(tell: Tell): Promise<boolean> {
  try {
    tell(await api('GET /inbox/unread'));
    return true;
  } catch (error) {
    if (error instanceof ApiError) return error.problem.status >= 429;
    // Away from the network: it will be back.
    if (error instanceof TypeError) return true;
    throw error;
  }
}

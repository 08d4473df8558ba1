import { setPriority } from 'node:os';

/** What such a process says: that it listens, then one reply for each question. */
export type Reply = { listens: true } | { id: number; answer: unknown } | { id: number; error: string };

interface AnsweringOptions {
  /** So much it lets others go first (setpriority(2)). */
  nice?: number;
  /** Bytes of resident memory past which it ends itself; looked at by a timer, so only for what leaves this thread free. */
  most?: number;
}

const LOOK_MS = 100;

/** What a process that `Child` started does all its life. It ends with whoever started it. */
export function answering<Question, Answer>(
  answer: (question: Question) => Answer | Promise<Answer>,
  { nice, most }: AnsweringOptions = {},
): void {
  if (nice !== undefined) setPriority(nice);
  if (most !== undefined) setInterval(() => process.memoryUsage.rss() > most && process.exit(1), LOOK_MS);
  process.on('disconnect', () => process.exit(0));
  process.on('message', async ({ id, question }: { id: number; question: Question }) => {
    try {
      say({ id, answer: await answer(question) });
    } catch (error) {
      say({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
  say({ listens: true });
}

/** Who asked may be gone by now; then so is this process, soon. */
function say(reply: Reply): void {
  process.send?.(reply);
}

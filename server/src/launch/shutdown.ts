import { readFileSync } from 'node:fs';

/** Everything ends within this, however much is in flight. */
const PATIENCE_MS = 4700;
/** npm passes a Ctrl-C on that the terminal has sent already: the same one, twice. */
const SAME_PRESS_MS = 400;

export type Shutdown = {
  /**
   * Adds something to stop. The last added is stopped first.
   *
   * @param late of what ends in order by itself once it was told to: said when that takes longer than there is time, and
   *   nothing went wrong
   */
  add(stop: () => Promise<void>, late?: string): void;
  /** Aborts when stopping begins, for what cannot be stopped yet. */
  signal: AbortSignal;
  /** Stops everything, then ends the process with this code. Never returns. */
  end(code: number): Promise<never>;
};

export type ShutdownOptions = {
  say: (text: string) => void;
  /** Something went wrong in stopping: said, and the rest is stopped all the same. */
  failed: (error: unknown) => void;
  /** Last act when the operator or the clock forces an end. */
  force: () => void;
};

/** Listens for Ctrl-C, SIGTERM and a closed terminal: the first stops everything in order, the second forces. */
export function onShutdown({ say, failed, force }: ShutdownOptions): Shutdown {
  const stops: { stop: () => Promise<void>; late: string | undefined }[] = [];
  const controller = new AbortController();
  let since: number | null = null;
  let ending: Promise<never> | null = null;

  const leave = (code: number): never => {
    force();
    process.exit(code);
  };
  const stopAll = async (code: number): Promise<never> => {
    since = performance.now();
    controller.abort();
    let late: string | undefined;
    setTimeout(() => {
      if (late) say(late);
      leave(late ? code : code || 1);
    }, PATIENCE_MS).unref();
    for (const one of stops.reverse()) {
      late = one.late;
      await one.stop().catch(failed);
    }
    process.exit(code);
  };
  const end = (code: number) => (ending ??= stopAll(code));
  const onSignal = (number: number) => {
    if (since !== null && performance.now() - since > SAME_PRESS_MS) leave(128 + number);
    if (since === null) say('stopping …');
    void end(0);
  };
  process.on('SIGINT', () => onSignal(2));
  process.on('SIGTERM', () => onSignal(15));
  if (!ignoresHangUp()) process.on('SIGHUP', () => onSignal(1));
  return { add: (stop, late) => stops.push({ stop, late }), signal: controller.signal, end };
}

/** Under nohup a closed terminal must not stop us, and listening would undo that. */
function ignoresHangUp(): boolean {
  if (process.platform !== 'linux') return true;
  const ignored = /^SigIgn:\s*([\da-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  return (BigInt(`0x${ignored}`) & 1n) === 1n;
}

import { fork, type ChildProcess } from 'node:child_process';
import type { Reply } from './answering.ts';

export interface ChildOptions {
  /** What it does, where its end is told: "Drawing". */
  name: string;
  /** The module that calls `answering`. */
  module: URL;
  /** Milliseconds without work after which the process ends, and its memory with it. */
  idleMs: number;
  /** Milliseconds for a question from its turn on, the process's start included; what takes longer is ended. */
  limitMs: number;
  /** Questions that it has at a time, while the others wait here. Without: all. */
  together?: number;
  /** Its whole environment: no secret of ours is in the memory of what reads strangers' words and files. */
  env?: Record<string, string>;
  args?: string[];
  execArgv?: string[];
}

/** The process ended before it answered. */
export class ChildEnded extends Error {
  override readonly name = 'ChildEnded';
  /** It took longer than its limit. */
  readonly late: boolean;
  readonly killed: boolean;
  /** Questions that the same process had before this one. */
  readonly earlier: number;

  constructor(name: string, { run, earlier }: { run: Run; earlier: number }) {
    super(`${name} ended with ${run.end}`);
    this.late = run.late;
    this.killed = run.end === 'SIGKILL';
    this.earlier = earlier;
  }
}

interface Asked {
  question: unknown;
  resolve(answer: never): void;
  reject(error: Error): void;
}
type Given = Asked & { earlier: number; timer: NodeJS.Timeout };

/** One process, from its start to its end. */
interface Run {
  process: ChildProcess;
  /** What is sent before it listens may be lost. */
  listens: boolean;
  given: Map<number, Given>;
  /** Questions it had so far. */
  count: number;
  late: boolean;
  /** Signal, exit code, or why it could not be started. */
  end: string | null;
  gone: PromiseWithResolvers<void>;
  idle?: NodeJS.Timeout | undefined;
}

/** A process that starts with the first question and ends when there are none. Its end costs those an error that it had. */
export class Child<Question, Answer> {
  readonly #options: ChildOptions;
  readonly #waiting: Asked[] = [];
  #run: Run | null = null;
  #closed = false;

  constructor(options: ChildOptions) {
    this.#options = options;
  }

  /** @throws {ChildEnded} when the process ended instead; Error in its words when it failed, or after `close` */
  ask(question: Question): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(this.#refusal());
      this.#waiting.push({ question, resolve, reject });
      this.#next();
    });
  }

  /** Questions without an answer so far. */
  unanswered(): number {
    return this.#waiting.length + (this.#run?.given.size ?? 0);
  }

  pid(): number | null {
    return this.#run?.process.pid ?? null;
  }

  /** Ends the process, and whatever it is at; the next question starts another. */
  async end(): Promise<void> {
    const run = this.#run;
    if (!run) return;
    wake(run);
    // Who is at nothing hears of it at once, and can tidy up.
    if (run.given.size === 0 && run.process.connected) run.process.disconnect();
    else run.process.kill('SIGKILL');
    await run.gone.promise;
  }

  /** Ends it for good: what has no answer is refused. May be called twice. */
  async close(): Promise<void> {
    this.#closed = true;
    const ended = this.end();
    for (const { reject } of this.#waiting.splice(0)) reject(this.#refusal());
    for (const { reject, timer } of taken(this.#run)) {
      clearTimeout(timer);
      reject(this.#refusal());
    }
    await ended;
  }

  #refusal(): Error {
    return new Error(`${this.#options.name}: the process was closed`);
  }

  #next(): void {
    if (this.#waiting.length === 0) {
      if (this.#run?.given.size === 0) this.#rest(this.#run);
      return;
    }
    const run = (this.#run ??= this.#start());
    if (run.given.size === 0) wake(run);
    const { together = Infinity } = this.#options;
    for (const asked of this.#waiting.splice(0, together - run.given.size)) this.#give(run, asked);
  }

  #start(): Run {
    const { module, env = {}, args = [], execArgv = [] } = this.#options;
    const stdio = ['ignore' as const, 'ignore' as const, 'inherit' as const, 'ipc' as const];
    const child = fork(module, args, { serialization: 'advanced', execArgv, stdio, env });
    const run: Run = {
      ...{ process: child, gone: Promise.withResolvers<void>(), given: new Map() },
      ...{ listens: false, count: 0, late: false, end: null },
    };
    child.on('message', (reply: Reply) => this.#hear(run, reply));
    child.on('error', (error) => this.#lose(run, error.message));
    child.on('exit', (code, signal) => this.#lose(run, signal ?? String(code)));
    return run;
  }

  #give(run: Run, asked: Asked): void {
    const timer = setTimeout(() => {
      run.late = true;
      run.process.kill('SIGKILL');
    }, this.#options.limitMs).unref();
    const id = run.count;
    run.count += 1;
    run.given.set(id, { ...asked, timer, earlier: id });
    if (run.listens) run.process.send({ id, question: asked.question });
  }

  #hear(run: Run, reply: Reply): void {
    if ('listens' in reply) {
      run.listens = true;
      for (const [id, { question }] of run.given) run.process.send({ id, question });
      return;
    }
    const given = run.given.get(reply.id);
    if (!given) return;
    run.given.delete(reply.id);
    clearTimeout(given.timer);
    if ('error' in reply) given.reject(new Error(reply.error));
    else given.resolve(reply.answer as never);
    this.#next();
  }

  #lose(run: Run, end: string): void {
    if (run.end !== null) return;
    run.end = end;
    // One that could not be spoken to any more may be there still.
    run.process.kill('SIGKILL');
    clearTimeout(run.idle);
    if (this.#run === run) this.#run = null;
    for (const { reject, timer, earlier } of taken(run)) {
      clearTimeout(timer);
      reject(new ChildEnded(this.#options.name, { run, earlier }));
    }
    run.gone.resolve();
    this.#next();
  }

  /** One that rests keeps no process alive, and after a while is ended. */
  #rest(run: Run): void {
    clearTimeout(run.idle);
    run.process.unref();
    run.process.channel?.unref();
    run.idle = setTimeout(() => {
      // From here on a question starts another: this one may be gone before it reaches it.
      this.#run = null;
      if (run.process.connected) run.process.disconnect();
    }, this.#options.idleMs).unref();
  }
}

/** What it was given, which is no longer its. */
function taken(run: Run | null): Given[] {
  const given = [...(run?.given.values() ?? [])];
  run?.given.clear();
  return given;
}

function wake(run: Run): void {
  clearTimeout(run.idle);
  run.process.ref();
  run.process.channel?.ref();
}

import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { convert } from '../convert.ts';
import { ModelError, readModel, verifyModel, type Model } from '../models/manifest.ts';
import { answersOf, EngineError, type Engine, type EngineRequest } from './engine.ts';

export interface BergamotOptions {
  /** `DATA_DIR/models` */
  folder: string;
  timeoutMs?: number;
  /** The process with the model ends after so long without work, and its memory is free again. */
  idleMs?: number;
}

/** An engine on this machine. */
export interface Bergamot extends Engine {
  /** Ends the process with the model; the next text starts another. */
  close(): void;
}

/** What the child is asked, and what it answers. */
export interface Task {
  id: number;
  pair: string;
  /** Where the model lies, and what it is made of; the child keeps what it has loaded. */
  folder: string;
  model: Model;
  texts: string[];
}
export type Report = { id: number; texts: string[] } | { id: number; problem: string };

/**
 * Firefox's translator with the models of `folder`, in a process of its own that begins with the first text and ends when
 * idle. A model is verified by its hashes whenever a process begins with it. zh-Hant goes by way of zh-Hans.
 */
export function createBergamot({ folder, timeoutMs = 60_000, idleMs = 120_000 }: BergamotOptions): Bergamot {
  const helper = new Helper(idleMs);
  return {
    name: 'Bergamot',
    batch: 16,
    close: () => helper.end('closed'),
    async translate({ texts, from, to, signal }: EngineRequest) {
      const pair = `${from.split('-')[0]}-${to.split('-')[0]}`;
      const place = join(folder, pair);
      const model = await wholeModel(place, { pair, helper });
      const plain = from === 'zh-Hant' ? texts.map((text) => convert(text, 'zh-Hant', 'zh-Hans')) : texts;
      const task = { pair, folder: place, model, texts: plain.map(toMarkup) };
      const limit = AbortSignal.timeout(timeoutMs);
      const until = signal ? AbortSignal.any([limit, signal]) : limit;
      const found = await helper.ask(task, { until, limit });
      const answers = answersOf(found, texts.length).map(fromMarkup);
      return to === 'zh-Hant' ? answers.map((text) => convert(text, 'zh-Hans', 'zh-Hant')) : answers;
    },
  };
}

async function wholeModel(place: string, { pair, helper }: { pair: string; helper: Helper }): Promise<Model> {
  try {
    const model = await readModel(place);
    if (!model) throw new ModelError(`there is no model ${pair}`);
    if (!helper.knows(model)) await verifyModel(place, model);
    return model;
  } catch (cause) {
    if (!(cause instanceof ModelError)) throw cause;
    throw new EngineError('refused', cause.message, { cause });
  }
}

interface Waiting {
  resolve: (texts: string[]) => void;
  reject: (error: EngineError) => void;
}

/** The process with the models, while there is one. */
class Helper {
  readonly #idleMs: number;
  #child: ChildProcess | null = null;
  #idle: NodeJS.Timeout | undefined;
  #last = 0;
  readonly #waiting = new Map<number, Waiting>();
  /** Models that were verified since the process began, as their manifests say them. */
  readonly #verified = new Set<string>();

  constructor(idleMs: number) {
    this.#idleMs = idleMs;
  }

  knows(model: Model): boolean {
    return this.#child !== null && this.#verified.has(JSON.stringify(model));
  }

  async ask(
    task: Omit<Task, 'id'>,
    { until, limit }: { until: AbortSignal; limit: AbortSignal },
  ): Promise<string[]> {
    const child = this.#running();
    this.#verified.add(JSON.stringify(task.model));
    this.#last += 1;
    const id = this.#last;
    const asked = Promise.withResolvers<string[]>();
    this.#waiting.set(id, asked);
    clearTimeout(this.#idle);
    const stop = () => {
      const late = limit.aborted;
      asked.reject(new EngineError(late ? 'slow' : 'down', late ? 'no answer in time' : 'given up'));
      // Who hangs in one text would keep all others waiting.
      if (late) this.end('hung');
    };
    until.addEventListener('abort', stop, { once: true });
    try {
      if (until.aborted) stop();
      else child.send({ id, ...task } satisfies Task);
      return await asked.promise;
    } finally {
      until.removeEventListener('abort', stop);
      this.#waiting.delete(id);
      if (this.#waiting.size === 0) this.#rest();
    }
  }

  end(why: string): void {
    clearTimeout(this.#idle);
    const child = this.#child;
    this.#child = null;
    this.#verified.clear();
    child?.kill('SIGKILL');
    for (const { reject } of this.#waiting.values()) reject(new EngineError('down', `the translator ${why}`));
  }

  #running(): ChildProcess {
    if (this.#child) {
      this.#child.ref();
      this.#child.channel?.ref();
      return this.#child;
    }
    const child = fork(join(import.meta.dirname, 'bergamot-child.ts'), {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      serialization: 'advanced',
      execArgv: [],
      // It reads models from elsewhere, and needs no secret of ours.
      env: { NODE_NO_WARNINGS: '1' },
    });
    const gone = () => {
      if (this.#child === child) this.end('ended');
    };
    child.on('error', gone);
    child.on('exit', gone);
    child.on('message', (report: Report) => this.#hear(report));
    this.#child = child;
    return child;
  }

  #hear(report: Report): void {
    const waiting = this.#waiting.get(report.id);
    if ('texts' in report) waiting?.resolve(report.texts);
    else waiting?.reject(new EngineError('refused', report.problem));
  }

  /** Neither the process nor its clock keeps this one alive. */
  #rest(): void {
    if (!this.#child) return;
    this.#child.unref();
    this.#child.channel?.unref();
    this.#idle = setTimeout(() => this.end('is idle'), this.#idleMs).unref();
  }
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const SIGNS: Record<string, string> = Object.fromEntries(
  [...Object.entries(ENTITIES), ['"', '&quot;'], ["'", '&apos;'], ["'", '&#39;']].map(([sign, name]) => [
    name!,
    sign!,
  ]),
);

/** Placeholders go as elements without content: the runtime puts them back by where the words went. */
function toMarkup(text: string): string {
  return text.replace(/[&<>]/gu, (sign) => ENTITIES[sign]!).replace(/⟦(\d+)⟧/gu, '<img id="$1">');
}

function fromMarkup(text: string): string {
  return text
    .replace(/<img id="?(\d+)"?\s*\/?>/gu, '⟦$1⟧')
    .replace(/&(?:amp|lt|gt|quot|apos|#39);/gu, (entity) => SIGNS[entity]!);
}

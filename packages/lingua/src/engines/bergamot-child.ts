import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { runInThisContext } from 'node:vm';
import type { Part } from '../models/manifest.ts';
import type { Report, Task } from './bergamot.ts';

// A process of its own: the runtime takes 60 MB, a model 100 more, and what fails in there ends nobody else.

interface Memory {
  getByteArrayView(): Int8Array;
}
interface List<Value> {
  push_back(value: Value): void;
  size(): number;
  get(at: number): Value;
  delete(): void;
}
interface Answer {
  getTranslatedText(): string;
}
/** What the package's WebAssembly brings. */
interface Runtime {
  asm: Record<string, (...values: unknown[]) => unknown>;
  AlignedMemory: new (bytes: number, alignment: number) => Memory;
  AlignedMemoryList: new () => List<Memory>;
  TranslationModel: new (
    config: string,
    model: Memory,
    shortlist: Memory,
    vocabularies: List<Memory>,
    quality: null,
  ) => object;
  BlockingService: new (options: { cacheSize: number }) => {
    translate(model: object, texts: List<string>, options: List<object>): List<Answer>;
  };
  VectorString: new () => List<string>;
  VectorResponseOptions: new () => List<object>;
}

/** What is used of the global `WebAssembly`, which our types leave to browsers. */
interface Machine {
  instantiate(program: Uint8Array, imports: object): Promise<{ instance: object }>;
}
declare const WebAssembly: Machine;

/** Functions that the runtime expects from outside, and its own that do the same. */
const MULTIPLICATION: Record<string, string> = {
  int8_prepare_a: 'int8PrepareAFallback',
  int8_prepare_b: 'int8PrepareBFallback',
  int8_prepare_b_from_transposed: 'int8PrepareBFromTransposedFallback',
  int8_prepare_b_from_quantized_transposed: 'int8PrepareBFromQuantizedTransposedFallback',
  int8_prepare_bias: 'int8PrepareBiasFallback',
  int8_multiply_and_add_bias: 'int8MultiplyAndAddBiasFallback',
  int8_select_columns_of_b: 'int8SelectColumnsOfBFallback',
};

/** Readers go first. */
const NICE = 10;
setPriority(NICE);

const started = start();
const models = new Map<string, object>();
process.on('message', (task: Task) => {
  void answer(task).then((report) => process.send?.(report, undefined, undefined, endWithoutParent));
});
process.on('disconnect', () => process.exit());

/** Who asked may be gone by the time of the answer. */
function endWithoutParent(error: Error | null): void {
  if (error) process.exit();
}

async function answer(task: Task): Promise<Report> {
  try {
    const runtime = await started;
    return { id: task.id, texts: translated(runtime, task) };
  } catch (error) {
    return { id: task.id, problem: `model ${task.pair}: ${String(error)}` };
  }
}

/** The package's script expects to stand in a browser's worker, and leaves what it makes in `Module`. */
function start(): Promise<Runtime> {
  const script = createRequire(import.meta.url).resolve(
    '@browsermt/bergamot-translator/worker/bergamot-translator-worker.js',
  );
  const program = readFileSync(join(dirname(script), 'bergamot-translator-worker.wasm'));
  const { promise, resolve, reject } = Promise.withResolvers<Runtime>();
  const runtime = {
    print: () => undefined,
    printErr: () => undefined,
    instantiateWasm(imports: object, accept: (instance: object) => void) {
      const multiplication = Object.entries(MULTIPLICATION).map(([name, own]) => [
        name,
        (...values: unknown[]) => made().asm[own]!(...values),
      ]);
      WebAssembly.instantiate(program, { ...imports, wasm_gemm: Object.fromEntries(multiplication) }).then(
        ({ instance }) => accept(instance),
        reject,
      );
      return {};
    },
    onRuntimeInitialized: () => resolve(made()),
  };
  Object.assign(globalThis, { Module: runtime });
  runInThisContext(readFileSync(script, 'utf8'), script);
  return promise;
}

/** What the script leaves behind, when it is done. */
declare const Module: Runtime;

function made(): Runtime {
  return Module;
}

let service: InstanceType<Runtime['BlockingService']> | undefined;

function translated(runtime: Runtime, task: Task): string[] {
  const model = modelOf(runtime, task);
  service ??= new runtime.BlockingService({ cacheSize: 0 });
  const texts = new runtime.VectorString();
  const options = new runtime.VectorResponseOptions();
  for (const text of task.texts) {
    texts.push_back(text);
    options.push_back({ qualityScores: false, alignment: false, html: true });
  }
  const found = service.translate(model, texts, options);
  const answers = Array.from({ length: found.size() }, (_, at) => found.get(at).getTranslatedText());
  for (const list of [texts, options, found]) list.delete();
  return answers;
}

/** Loaded at its first text, and kept while the process lives. */
function modelOf(runtime: Runtime, { folder, model }: Task): object {
  const key = JSON.stringify(model);
  const known = models.get(key);
  if (known) return known;
  const file = (part: Part) => model.files.find((one) => one.part === part)?.name;
  const memory = (part: Part, alignment: number) => {
    const name = file(part);
    const bytes = name ? readFileSync(join(folder, name)) : Buffer.alloc(0);
    const taken = new runtime.AlignedMemory(bytes.length, alignment);
    taken.getByteArrayView().set(bytes);
    return taken;
  };
  const vocabularies = new runtime.AlignedMemoryList();
  for (const part of file('vocab') ? (['vocab'] as const) : (['srcvocab', 'trgvocab'] as const)) {
    vocabularies.push_back(memory(part, 64));
  }
  const config = configFor(file('model')!);
  const made = new runtime.TranslationModel(
    config,
    memory('model', 256),
    memory('lex', 64),
    vocabularies,
    null,
  );
  models.set(key, made);
  return made;
}

/** How the numbers of a model are kept is in its file's name, as Mozilla publishes it. */
function configFor(name: string): string {
  const precision = /\.alphas\./u.test(name)
    ? 'int8shiftAlphaAll'
    : /intgemm/u.test(name)
      ? 'int8shiftAll'
      : 'float32';
  return `beam-size: 1
normalize: 1.0
word-penalty: 0
max-length-break: 128
mini-batch-words: 1024
workspace: 128
max-length-factor: 2.0
skip-cost: true
cpu-threads: 0
quiet: true
quiet-translation: true
gemm-precision: ${precision}
alignment: soft
`;
}

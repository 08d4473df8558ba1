/** Little-endian on every machine Node 24 runs on; said once, so that a file that came from elsewhere is refused. */
const LITTLE = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
const START = 1 << 16;

/** Writes numbers one after the other; grows as needed. What is written twice is the same bytes twice. */
export class Writer {
  #bytes = new Uint8Array(START);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  /** A file's first words: what it is, and which form of it. */
  constructor(kind: string, version: number) {
    if (!LITTLE) throw new Error('files of the ranker are little-endian, this machine is not');
    this.text(kind);
    this.number(version);
  }

  number(value: number): void {
    this.#room(8);
    this.#view.setFloat64(this.#length, value, true);
    this.#length += 8;
  }

  text(value: string): void {
    const bytes = new TextEncoder().encode(value);
    this.number(bytes.length);
    this.#put(bytes);
  }

  /** Any typed array as it lies in memory; its length is the reader's to know. */
  words(
    values:
      | Int32Array
      | Uint32Array
      | Float32Array
      | Float64Array
      | Uint16Array
      | Uint8Array
      | Int8Array
      | BigUint64Array,
  ): void {
    this.#put(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }

  /** Everything written so far. */
  done(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #put(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const wider = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    wider.set(this.#bytes);
    this.#bytes = wider;
    this.#view = new DataView(wider.buffer);
  }
}

/** Reads what a `Writer` wrote. Throws where the bytes are of another kind, another version, or too few. */
export class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array, { kind, version }: { kind: string; version: number }) {
    // A Buffer's own slices are no copies.
    this.#bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const found = this.text();
    if (found !== kind) throw new Error(`not a ${kind}`);
    const form = this.number();
    if (form !== version) throw new Error(`${kind} of version ${form}, expected ${version}`);
  }

  number(): number {
    const value = this.#view.getFloat64(this.#skip(8), true);
    return value;
  }

  text(): string {
    const length = this.number();
    const at = this.#skip(length);
    return new TextDecoder().decode(this.#bytes.subarray(at, at + length));
  }

  words(count: number): Int32Array {
    return new Int32Array(this.#copy(count * 4));
  }

  floats(count: number): Float32Array {
    return new Float32Array(this.#copy(count * 4));
  }

  small(count: number): Int8Array {
    return new Int8Array(this.#copy(count));
  }

  doubles(count: number): Float64Array {
    return new Float64Array(this.#copy(count * 8));
  }

  longs(count: number): BigUint64Array {
    return new BigUint64Array(this.#copy(count * 8));
  }

  #copy(length: number): ArrayBuffer {
    const at = this.#skip(length);
    return this.#bytes.slice(at, at + length).buffer;
  }

  #skip(length: number): number {
    const at = this.#at;
    if (!(length >= 0) || at + length > this.#bytes.length) throw new Error('the file ends too early');
    this.#at += length;
    return at;
  }
}

import { Reader, Writer } from './bytes.ts';

const KIND = 'ranker numbers';
const VERSION = 1;
const FULLEST = 0.6;

/**
 * Small dense numbers for 64-bit ids, outside the JavaScript heap: open addressing over one `BigUint64Array`
 * (some 27 bytes an id). Numbers of ids that were let go are given again, smallest last.
 */
export class Numbers {
  #ids: BigUint64Array = new BigUint64Array(64);
  /** Number + 1 by place in the table, 0 where free. */
  #table = new Int32Array(128);
  #free: number[] = [];
  #length = 0;

  /** One more than the highest number given. */
  get length(): number {
    return this.#length;
  }

  /** The number of an id, or −1. Ids are digits of a number from 1 to 2⁶⁴ − 1. */
  find(id: string | bigint): number {
    return this.#table[this.#placeOf(BigInt(id))]! - 1;
  }

  /** The number of an id, given now if it had none. */
  of(id: string | bigint): number {
    const wanted = BigInt(id);
    if (wanted <= 0n) throw new RangeError(`not an id: ${id}`);
    const place = this.#placeOf(wanted);
    if (this.#table[place]! > 0) return this.#table[place]! - 1;
    const number = this.#free.pop() ?? this.#length++;
    if (number >= this.#ids.length) this.#ids = doubled(this.#ids);
    this.#ids[number] = wanted;
    this.#table[place] = number + 1;
    if (this.#length > this.#table.length * FULLEST) this.#rehash(this.#table.length * 2);
    return number;
  }

  /** The id that has a number; '' where none has. */
  idOf(number: number): string {
    const id = number < this.#length ? this.#ids[number]! : 0n;
    return id === 0n ? '' : id.toString();
  }

  /** Lets ids go; their numbers will be given to others. */
  forget(ids: Iterable<string | bigint>): void {
    for (const id of ids) {
      const number = this.find(id);
      if (number >= 0) this.#free.push(number);
    }
    for (const number of this.#free) this.#ids[number] = 0n;
    this.#rehash(this.#table.length);
  }

  save(): Uint8Array {
    const out = new Writer(KIND, VERSION);
    out.number(this.#length);
    out.words(this.#ids.subarray(0, this.#length));
    out.number(this.#free.length);
    out.words(Int32Array.from(this.#free));
    return out.done();
  }

  static load(bytes: Uint8Array): Numbers {
    const from = new Reader(bytes, { kind: KIND, version: VERSION });
    const numbers = new Numbers();
    numbers.#length = from.number();
    numbers.#ids = from.longs(numbers.#length);
    numbers.#free = [...from.words(from.number())];
    let size = numbers.#table.length;
    while (numbers.#length > size * FULLEST) size *= 2;
    numbers.#rehash(size);
    return numbers;
  }

  /** Where an id stands, or the free place where it would. */
  #placeOf(id: bigint): number {
    const mask = this.#table.length - 1;
    let place = hashOf(id) & mask;
    while (this.#table[place]! > 0 && this.#ids[this.#table[place]! - 1] !== id) place = (place + 1) & mask;
    return place;
  }

  #rehash(size: number): void {
    this.#table = new Int32Array(size);
    for (let number = 0; number < this.#length; number += 1) {
      const id = this.#ids[number]!;
      if (id !== 0n) this.#table[this.#placeOf(id)] = number + 1;
    }
  }
}

function hashOf(id: bigint): number {
  const low = Number(id & 0xffffffffn);
  const high = Number(id >> 32n);
  let hash = Math.imul(low ^ (high * 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
  return (hash ^ (hash >>> 13)) >>> 0;
}

function doubled(from: BigUint64Array): BigUint64Array {
  const to = new BigUint64Array(Math.max(64, from.length * 2));
  to.set(from);
  return to;
}

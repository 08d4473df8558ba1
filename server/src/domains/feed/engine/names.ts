import type { Reader, Writer } from '@jujube/ranker';

/** Small numbers for words of which there are few: languages, channels, topics. */
export class Names {
  readonly #names: string[] = [];
  readonly #numbers = new Map<string, number>();

  get length(): number {
    return this.#names.length;
  }

  /** The number of a name, given now if it had none. */
  of(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#names.push(name);
    this.#numbers.set(name, this.#names.length - 1);
    return this.#names.length - 1;
  }

  /** −1 where it has none. */
  find(name: string): number {
    return this.#numbers.get(name) ?? -1;
  }

  name(number: number): string {
    return this.#names[number] ?? '';
  }

  save(out: Writer): void {
    out.text(JSON.stringify(this.#names));
  }

  load(from: Reader): void {
    for (const name of JSON.parse(from.text()) as string[]) this.of(name);
  }
}

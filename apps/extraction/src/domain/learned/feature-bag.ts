import { fnv } from '../language/fnv.js';

/** What a model looks at in a text: numbers of features, each with its value. */
export interface Features {
  readonly ids: Uint32Array;
  readonly values: Float32Array;
}

/** A number for a text. */
export const numberOf = (text: string): number => fnv(text) >>> 0;

/** A number for a sequence, of the numbers of its parts (the finalizer of MurmurHash3). */
export function join(first: number, next: number): number {
  let hash = Math.imul(first ^ Math.imul(next, 0xcc9e2d51), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const FIRST_SIZE = 512;

/**
 * Features of one text, each once with the greatest of its values, in the order in which they came. A bag is made once and emptied for every text: reading
 * a call is hashing and little else, so nothing is allocated for it.
 */
export class FeatureBag {
  ids = new Uint32Array(FIRST_SIZE);
  values = new Float64Array(FIRST_SIZE);
  size = 0;
  /** Open addressing: a place among the ids, plus 1. */
  #slots = new Int32Array(4 * FIRST_SIZE);

  empty(): void {
    this.#slots.fill(0);
    this.size = 0;
  }

  add(id: number, value: number): void {
    const mask = this.#slots.length - 1;
    let slot = id & mask;
    for (let taken = this.#slots[slot] ?? 0; taken > 0; taken = this.#slots[slot] ?? 0) {
      if (this.ids[taken - 1] === id) {
        if ((this.values[taken - 1] ?? 0) < value) this.values[taken - 1] = value;
        return;
      }
      slot = (slot + 1) & mask;
    }
    if (this.size === this.ids.length) {
      this.#grow();
      this.add(id, value);
      return;
    }
    this.ids[this.size] = id;
    this.values[this.size] = value;
    this.size += 1;
    this.#slots[slot] = this.size;
  }

  /** What every value is multiplied with so that together they have this length. */
  scaleTo(length: number): number {
    let squares = 0;
    for (let i = 0; i < this.size; i += 1) squares += (this.values[i] ?? 0) ** 2;
    return length / Math.sqrt(squares || 1);
  }

  /** What it holds now, scaled to a length, for keeping. */
  taken(length: number): Features {
    const scale = this.scaleTo(length);
    return { ids: this.ids.slice(0, this.size), values: Float32Array.from(this.values.subarray(0, this.size), (value) => value * scale) };
  }

  #grow(): void {
    const [ids, values, size] = [this.ids, this.values, this.size];
    this.ids = new Uint32Array(2 * ids.length);
    this.values = new Float64Array(2 * ids.length);
    this.#slots = new Int32Array(8 * ids.length);
    this.size = 0;
    for (let i = 0; i < size; i += 1) this.add(ids[i] ?? 0, values[i] ?? 0);
  }
}

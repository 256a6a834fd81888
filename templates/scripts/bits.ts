// What the chunks of the search index are made of: text of seven bits, numbers, lists
// of documents (docs/formats.md).
import { Damaged } from "./inflate";

/** The groups of seven bits that a string cannot hold as they are, by their numbers. */
const UNSAFE = [0, 10, 13, 34, 92];
const PAIR = 0x80; // + number * 128 + the next group
const ALONE = 0x300; // + number

/** The bytes of a text of seven bits. */
export function sevenBits(text: string): Uint8Array {
  const bytes = new Uint8Array(2 * text.length);
  let size = 0;
  let row = 0;
  let bits = 0;
  const put = (group: number): void => {
    row = ((row & 127) << 7) | group;
    bits += 7;
    if (bits > 7) bytes[size++] = row >> (bits -= 8);
  };
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c >= ALONE) put(UNSAFE[c - ALONE]!);
    else if (c >= PAIR) put(UNSAFE[(c - PAIR) >> 7]!);
    if (c < ALONE) put(c & 127);
  }
  return bytes.subarray(0, size);
}

const encoder = new TextEncoder();

/** A text's bytes in UTF-8 as characters, which compare as the bytes do. */
export function utf8(s: string): string {
  return latin(encoder.encode(s));
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

/** How many entries of an ascending list are below a key. */
export function rank<T, K>(list: readonly T[], key: K, of: (entry: T) => K): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (of(list[mid]!) < key) low = mid + 1;
    else high = mid;
  }
  return low;
}

/** Reads bytes from first to last. Behind the last there are zeros. */
export class Bytes {
  private at = 0; // in bits

  constructor(private readonly data: Uint8Array) {}

  private byte(): number {
    const at = (this.at + 7) >> 3;
    this.at = 8 * at + 8;
    return this.data[at] || 0;
  }

  /** A number of seven bits a byte, lowest first; up to 2^53. */
  number(): number {
    let n = 0;
    for (let scale = 1; ; scale *= 128) {
      const b = this.byte();
      if (b < 128) return n + b * scale;
      n += (b - 128) * scale;
    }
  }

  /** As many numbers as are asked for. */
  numbers(n: number): number[] {
    if (n > this.data.length) throw new Damaged();
    const list: number[] = [];
    while (list.length < n) list.push(this.number());
    return list;
  }

  /** All numbers that are left. */
  rest(): number[] {
    const list: number[] = [];
    while (this.at < 8 * this.data.length) list.push(this.number());
    return list;
  }

  /** All bytes as a text in UTF-8. */
  string(): string {
    return new TextDecoder().decode(this.data);
  }

  /** As many bytes as are asked for, as characters. */
  text(n: number): string {
    const at = this.at >> 3;
    this.at += 8 * n;
    return latin(this.data.subarray(at, at + n));
  }

  /** A list of m documents, each from 0 to n - 1, as numbers from base on. */
  list(m: number, n: number, base = 0): number[] {
    if (m > n) throw new Damaged();
    const { data } = this;
    const list: number[] = [];
    let { at } = this;
    let k = 0;
    while (m && 3 * m * 2 ** (k + 1) <= 2 * n) k++;
    for (let doc = base; list.length < m; doc++) {
      while ((data[at >> 3]! >> (~at & 7)) & 1) {
        doc += 2 ** k;
        at++;
      }
      at++;
      let low = 0;
      for (let i = 0; i < k; i++, at++) low = (low << 1) | ((data[at >> 3]! >> (~at & 7)) & 1);
      list.push((doc += low));
    }
    this.at = at;
    return list;
  }
}

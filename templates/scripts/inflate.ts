// Inflates RFC 1951, section 3.2. Phones without DecompressionStream need it anyway,
// and one way is easier to trust than two.

/** A chunk does not hold what was written. */
export class Damaged extends Error {}

/** A Huffman code: how many codes have each length, and their symbols in order. */
interface Code {
  counts: number[];
  symbols: number[];
}

const LONGEST = 15; // bits of a code
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

function codeOf(lengths: number[]): Code {
  const counts = new Array<number>(LONGEST + 1).fill(0);
  for (const n of lengths) counts[n]!++;
  const symbols = lengths.map((_, symbol) => symbol).filter((s) => lengths[s]);
  return { counts, symbols: symbols.sort((a, b) => lengths[a]! - lengths[b]! || a - b) };
}

const repeat = (n: number, length: number): number[] => new Array<number>(n).fill(length);
const FIXED = [codeOf([...repeat(144, 8), ...repeat(112, 9), ...repeat(24, 7), ...repeat(8, 8)]), codeOf(repeat(30, 5))];

/** The bytes behind compressed ones; throws Damaged where there are none. */
export function inflate(data: Uint8Array): Uint8Array {
  let out = new Uint8Array(4 * data.length + 64);
  let size = 0;
  let at = 0; // in bits

  const bits = (n: number): number => {
    if (at + n > 8 * data.length) throw new Damaged();
    let v = 0;
    for (let i = 0; i < n; i++, at++) v |= ((data[at >> 3]! >> (at & 7)) & 1) << i;
    return v;
  };
  const symbol = ({ counts, symbols }: Code): number => {
    for (let code = 0, first = 0, index = 0, n = 1; n <= LONGEST; n++) {
      code |= bits(1);
      const count = counts[n]!;
      if (code < first + count) return symbols[index + code - first]!;
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new Damaged();
  };
  const put = (byte: number): void => {
    if (size === out.length) {
      const more = new Uint8Array(2 * size);
      more.set(out);
      out = more;
    }
    out[size++] = byte;
  };
  /** The number that a symbol and the bits behind it stand for; 2^shift symbols have the same count of bits. */
  const value = (n: number, shift: number, base: number): number => {
    const extra = (n >> shift) - 1;
    return extra < 1 ? n + base : (((1 << shift) | (n & ((1 << shift) - 1))) << extra) + bits(extra) + base;
  };
  const described = (): Code[] => {
    const literals = bits(5) + 257;
    const all = literals + bits(5) + 1;
    const kinds = repeat(19, 0);
    for (let i = 0, n = bits(4) + 4; i < n; i++) kinds[ORDER[i]!] = bits(3);
    const code = codeOf(kinds);
    const lengths: number[] = [];
    while (lengths.length < all) {
      const s = symbol(code);
      if (s < 16) lengths.push(s);
      else if (s > 16) lengths.push(...repeat(s > 17 ? bits(7) + 11 : bits(3) + 3, 0));
      else lengths.push(...repeat(bits(2) + 3, lengths[lengths.length - 1] ?? 0));
    }
    return [codeOf(lengths.slice(0, literals)), codeOf(lengths.slice(literals, all))];
  };

  for (let last = 0; !last; ) {
    last = bits(1);
    const kind = bits(2);
    if (kind > 2) throw new Damaged();
    if (kind < 1) {
      at = (at + 7) & ~7;
      const n = bits(16);
      if ((n ^ bits(16)) !== 0xffff) throw new Damaged();
      for (let i = 0; i < n; i++) put(bits(8));
      continue;
    }
    const [literals, distances] = kind < 2 ? FIXED : described();
    for (let s; (s = symbol(literals!)) !== 256; ) {
      if (s < 256) {
        put(s);
        continue;
      }
      const length = s === 285 ? 258 : value(s - 257, 2, 3);
      const from = size - value(symbol(distances!), 1, 1);
      if (from < 0) throw new Damaged();
      for (let i = 0; i < length; i++) put(out[from + i]!);
    }
  }
  return out.subarray(0, size);
}

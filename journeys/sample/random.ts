/** A stream of pseudo-random numbers: one label gives one stream, the same on every machine and in every release. */
export interface Random {
  /** At least 0, below 1. */
  readonly fraction: () => number;
  /** A whole number, at least `low`, below `high`. */
  readonly between: (low: number, high: number) => number;
  /** One of the list; throws if there is none. */
  readonly pick: <T>(list: readonly T[]) => T;
  readonly chance: (probability: number) => boolean;
  /** Lower-case hexadecimal digits, eight for every word. */
  readonly hex: (words: number) => string;
}

/** FNV-1a, 32 bits: Fowler, Noll, Vo; RFC 9923 gives basis and prime. It turns a label into a seed. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** The generator `xorshift128` of G. Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8 (14), 2003. */
function xorshift128(label: string): () => number {
  let [x, y, z, w] = [fnv1a(`${label}#1`), fnv1a(`${label}#2`), fnv1a(`${label}#3`), fnv1a(`${label}#4`) | 1];
  return () => {
    const t = x ^ (x << 11);
    [x, y, z] = [y, z, w];
    w = (w ^ (w >>> 19) ^ t ^ (t >>> 8)) >>> 0;
    return w;
  };
}

/** The stream that belongs to a label. */
export function randomFrom(label: string): Random {
  const next = xorshift128(label);
  // Seeds of similar labels resemble each other; after 32 rounds the state no longer does.
  for (let round = 0; round < 32; round += 1) next();
  const fraction = (): number => next() / 2 ** 32;
  const between = (low: number, high: number): number => low + Math.floor(fraction() * (high - low));
  const pick = <T>(list: readonly T[]): T => {
    const picked = list[between(0, list.length)];
    if (picked === undefined) throw new Error('pick: the list is empty, expected at least one element');
    return picked;
  };
  return {
    fraction,
    between,
    pick,
    chance: (probability) => fraction() < probability,
    hex: (words) => Array.from({ length: words }, () => next().toString(16).padStart(8, '0')).join(''),
  };
}

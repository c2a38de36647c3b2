/**
 * GrowthBook's hash, version 2: a number from 0 to 0.9999 in steps of 0.0001, the same for the same seed and value in
 * every process and every SDK. Hashing twice removes the bias that version 1 has between experiments.
 * Source: https://docs.growthbook.io/lib/build-your-own#hashing, `hash()`.
 */
export function bucketOf(seed: string, value: string): number {
  return (fnv32a(String(fnv32a(seed + value))) % 10_000) / 10_000;
}

/** FNV-1a, 32 bits, over UTF-16 code units as GrowthBook's JavaScript SDK takes them. Source: http://www.isthe.com/chongo/tech/comp/fnv/. */
function fnv32a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

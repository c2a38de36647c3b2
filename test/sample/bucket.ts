/** FNV-1a, 32 bits; RFC 9923 gives basis and prime. */
function fnv1a(text: string): bigint {
  let hash = 0x811c9dc5n;
  for (let place = 0; place < text.length; place += 1) {
    hash = ((hash ^ BigInt(text.charCodeAt(place))) * 0x01000193n) & 0xffffffffn;
  }
  return hash;
}

/** GrowthBook's hash, version 2, as https://docs.growthbook.io/lib/build-your-own#hashing defines it: 0 to 0.9999. */
export function bucket(seed: string, id: string): number {
  return Number(fnv1a(`${fnv1a(`${seed}${id}`)}`) % 10_000n) / 10_000;
}

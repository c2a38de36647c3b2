/** FNV-1a, 64 bits, over UTF-16 code units, in 16 hex digits. Source: http://www.isthe.com/chongo/tech/comp/fnv/. */
export function fnv64a(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let index = 0; index < text.length; index++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}

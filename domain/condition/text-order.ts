/**
 * Compares texts as MongoDB does: by code points, as their UTF-8 bytes sort. JavaScript's `<` compares UTF-16 units,
 * which puts 😀 before ｡ (U+FF61).
 * @returns negative, zero or positive
 */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = rank(a.charCodeAt(i)) - rank(b.charCodeAt(i));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Surrogates (U+D800 to U+DFFF) stand for characters after all that one unit can hold. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

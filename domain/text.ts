/** Cuts a text to so many bytes of UTF-8, whole characters only, and shows that it was cut. */
export function cutBytes(text: string, bytes: number): string {
  const encoder = new TextEncoder();
  if (encoder.encode(text).length <= bytes) return text;
  let kept = '';
  let left = bytes - encoder.encode('…').length;
  for (const character of text) {
    left -= encoder.encode(character).length;
    if (left < 0) break;
    kept += character;
  }
  return `${kept}…`;
}

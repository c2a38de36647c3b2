/** How many bytes a text has in UTF-8; half a surrogate pair counts as the replacement character's three. */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (let index = 0; index < text.length; index++) {
    const codePoint = text.codePointAt(index) ?? 0;
    bytes += bytesOf(codePoint);
    // What needs four bytes stands in two units.
    if (codePoint > 0xffff) index++;
  }
  return bytes;
}

/** Cuts a text to so many bytes of UTF-8, whole characters only, and shows that it was cut. */
export function cutBytes(text: string, bytes: number): string {
  if (fits(text, bytes)) return text;
  let kept = '';
  let left = bytes - utf8Bytes('…');
  for (const character of text) {
    left -= utf8Bytes(character);
    if (left < 0) break;
    kept += character;
  }
  return `${kept}…`;
}

/** Whether a text has at most so many bytes. */
export function fits(text: string, bytes: number): boolean {
  // Nearly all are so short that no counting is needed.
  return text.length * mostBytesPerUnit <= bytes || utf8Bytes(text) <= bytes;
}

/** Of UTF-16: what needs four bytes has two units. */
const mostBytesPerUnit = 3;

/** The lengths of UTF-8 (RFC 3629, section 3). */
function bytesOf(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}

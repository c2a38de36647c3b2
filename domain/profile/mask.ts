/** An address as logs, histories and screens may show it: `b…@acme.test`. Anything else becomes `…`. */
export function maskAddress(address: unknown): string {
  if (typeof address !== 'string') return 'nobody';
  const at = address.lastIndexOf('@');
  return at < 1 ? '…' : `${String.fromCodePoint(address.codePointAt(0) ?? 0)}…${address.slice(at)}`;
}

/** A text with every address in it masked. */
export function maskAddresses(text: string): string {
  return text.replace(/[^\s@,;:<>()"'[\]{}]+@[^\s@,;:<>()"'[\]{}]+\.[^\s@,;:<>()"'[\]{}]+/g, maskAddress);
}

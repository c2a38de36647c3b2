/** What signing needs from outside: the domain has neither a hash nor bytes. */
export interface LinkKeys {
  /** The first signs, all of them verify: a new key is put before the old one. */
  readonly secrets: readonly string[];
  /** HMAC-SHA256 of a text, in base64url. */
  readonly mac: (secret: string, text: string) => string;
  /** A text in base64url, and back; null for what is none. */
  readonly encode: (text: string) => string;
  readonly decode: (text: string) => string | null;
}

/** What text is signed, and how it is told from other texts that the same keys sign. */
interface Form {
  /** Which form the text has: inside of what is signed. */
  readonly version: string;
  /** Longer than any text of ours, shorter than what a browser or a server cuts. */
  readonly longest: number;
}

/** A text, signed with a key: `<text>.<signature>` in base64url, safe in a path. Whoever holds it can read it, and change nothing. */
export function sign(
  { mac, encode }: LinkKeys,
  secret: string,
  { version, text }: Pick<Form, 'version'> & { readonly text: string },
): string {
  const said = encode(text);
  return `${said}.${mac(secret, `${version}.${said}`)}`;
}

/** The text that was signed; null for what is not ours, or not whole. */
export function signedText(
  { secrets, mac, decode }: LinkKeys,
  token: string,
  { version, longest }: Form,
): string | null {
  const [said, signature, ...more] = token.length > longest ? [] : token.split('.');
  if (said === undefined || signature === undefined || more.length > 0) return null;
  // Texts are compared, not bytes: the last character of base64 has bits that mean nothing.
  const right = secrets.map((secret) => isSame(mac(secret, `${version}.${said}`), signature));
  return right.includes(true) ? decode(said) : null;
}

/** Takes as long wherever the texts begin to differ, so that time tells nothing of what would be right. */
function isSame(right: string, given: string): boolean {
  let different = right.length ^ given.length;
  for (let index = 0; index < right.length; index++) different |= right.charCodeAt(index) ^ given.charCodeAt(index);
  return different === 0;
}

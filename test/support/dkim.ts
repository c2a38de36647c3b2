import { createHash, createVerify, type KeyObject } from 'node:crypto';

/** A mail's signature, read by nothing but RFC 6376: what it covers, and whether it is right. */
export interface Signature {
  /** The tags of the header: `d`, `s`, `h`, `bh` … */
  readonly tags: Readonly<Record<string, string>>;
  /** The names of the signed headers, in lower case. */
  readonly covers: readonly string[];
  /** Whether headers and body are as they were signed. */
  readonly verified: boolean;
}

/** Verifies `a=rsa-sha256; c=relaxed/relaxed`. @param source the mail as it came, with CRLF, one byte a character */
export function signatureOf(source: string, key: KeyObject): Signature {
  const end = source.indexOf('\r\n\r\n');
  const headers = source.slice(0, end).split(/\r\n(?![ \t])/);
  const signature = headers.find((line) => /^dkim-signature:/i.test(line)) ?? '';
  const tags = tagsOf(signature);
  const covers = (tags.h ?? '').toLowerCase().split(':');
  const bodyHash = createHash('sha256')
    .update(relaxedBody(source.slice(end + 4)), 'latin1')
    .digest('base64');
  const unsigned = relaxedHeader(signature.replace(/([;\s]b=)[^;]*$/, '$1'));
  const signed = [...signedLines(headers, covers), unsigned].join('\r\n');
  const right = createVerify('RSA-SHA256')
    .update(signed, 'latin1')
    .verify(key, tags.b ?? '', 'base64');
  const known = tags.a === 'rsa-sha256' && tags.c === 'relaxed/relaxed';
  return { tags, covers, verified: known && right && tags.bh === bodyHash };
}

function tagsOf(signature: string): Readonly<Record<string, string>> {
  const list = signature.slice(signature.indexOf(':') + 1).split(';');
  return Object.fromEntries(
    list.map((tag) => {
      const at = tag.indexOf('=');
      return [tag.slice(0, at).trim(), tag.slice(at + 1).replace(/\s+/g, '')] as const;
    }),
  );
}

/** Section 5.4.2: of a name that is there several times, the last first. */
function signedLines(headers: readonly string[], covers: readonly string[]): readonly string[] {
  const left = [...headers];
  return covers.flatMap((name) => {
    const at = left.findLastIndex((line) => line.slice(0, line.indexOf(':')).trim().toLowerCase() === name);
    return at === -1 ? [] : left.splice(at, 1).map(relaxedHeader);
  });
}

/** Section 3.4.2. */
function relaxedHeader(line: string): string {
  const at = line.indexOf(':');
  const value = line
    .slice(at + 1)
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim();
  return `${line.slice(0, at).trim().toLowerCase()}:${value}`;
}

/** Section 3.4.4. */
function relaxedBody(body: string): string {
  const lines = body.split('\r\n').map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''));
  const text = lines.join('\r\n').replace(/(?:\r\n)+$/, '');
  return text === '' ? '' : `${text}\r\n`;
}

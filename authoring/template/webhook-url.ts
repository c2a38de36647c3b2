import type { Vocabulary } from '../../domain/condition/vocabulary.ts';
import type { Cursor } from '../read/cursor.ts';
import { liquidIn } from './mask.ts';
import { checkText } from './plain-text.ts';

/** Checks where a webhook goes and returns the variables of its path: the host is the same for everybody. */
export function checkWebhookUrl(cursor: Cursor, url: string, vocabulary: Vocabulary): readonly string[] {
  const wrong = wrongWith(url);
  if (wrong !== null) cursor.refuse(wrong.code, `found "${url.slice(0, 60)}", expected ${wrong.expected}`);
  return checkText(cursor, url, vocabulary);
}

interface Wrong {
  readonly code: 'VALUE_INVALID' | 'TEMPLATE_UNSAFE';
  readonly expected: string;
}

function wrongWith(url: string): Wrong | null {
  const [, scheme, authority = ''] = /^(https?:\/\/)?([^/?#\\]*)/i.exec(url) ?? [];
  if (/\{\{|\{%/.test(authority)) {
    return { code: 'TEMPLATE_UNSAFE', expected: 'a fixed host: values may stand in the path and the query only' };
  }
  const target = scheme === undefined ? null : parsed(url);
  if (target === null) return { code: 'VALUE_INVALID', expected: 'an address such as https://hooks.acme.test/usher' };
  return wrongHost(target, authority) ?? wrongPath(target, url);
}

function wrongHost({ port }: URL, authority: string): Wrong | null {
  if (authority.includes('@')) {
    return { code: 'TEMPLATE_UNSAFE', expected: 'no name and no password in it: a release is no place for secrets' };
  }
  if (port === '' || web.includes(port) || Number(port) >= leastPort) return null;
  return { code: 'TEMPLATE_UNSAFE', expected: `no port, or one from ${leastPort} on: other services have the rest` };
}

const web = ['80', '443'];
/** Below are the ports of mail, files and shells, which a request could be made to look like talking to. */
const leastPort = 1024;

function wrongPath({ hash }: URL, url: string): Wrong | null {
  if (hash !== '') return { code: 'VALUE_INVALID', expected: 'no # in it: what follows is sent to nobody' };
  return climbs(url) ? { code: 'VALUE_INVALID', expected: 'a path without . and .. in it' } : null;
}

/** With something plain where values will stand; null where it is no address. */
function parsed(url: string): URL | null {
  const plain = plainOf(url);
  if (/[\s\\]/.test(plain) || !URL.canParse(plain)) return null;
  const target = new URL(plain);
  return target.port === '0' ? null : target;
}

function plainOf(url: string): string {
  const outputs = (text: string): string => (text.startsWith('{{') ? 'x' : '');
  return liquidIn(url).reduce((plain, { text }) => plain.replace(text, outputs(text)), url);
}

/** Two dots would make another path of it than the one that is written. */
function climbs(url: string): boolean {
  const [path = ''] = plainOf(url).split(/[?#]/, 1);
  return path.split('/').some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment));
}

import type { Message } from '../../dev/inbox/message.ts';

/** The headers of this name as they stand in the mail, unfolded. @param source the mail as it came, with CRLF */
export function headersIn(source: string, name: string): readonly string[] {
  const head = source.slice(0, source.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  const lines = head.split('\r\n').filter((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return lines.map((line) => line.slice(name.length + 1).trim());
}

/** The addresses of links of ours of this kind in the mail's markup. */
export function linksIn({ html }: Message, kind: string): readonly string[] {
  const hrefs = [...(html ?? '').matchAll(/href="([^"]*)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
  return hrefs.filter((href) => href.startsWith(`https://go.acme.test/${kind}/`));
}

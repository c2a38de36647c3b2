import { compile } from 'html-to-text';

/** Columns that every mail client shows without wrapping again (RFC 5322 asks for at most 78). */
const columns = 76;

/** Returns a function that makes readable text of a mail's HTML: links with their addresses, no images, no preview. */
export function createTextReader(): (html: string) => string {
  const read = compile({
    wordwrap: columns,
    selectors: [
      { selector: 'div', options: { leadingLineBreaks: 2, trailingLineBreaks: 2 } },
      { selector: 'img', format: 'skip' },
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['<', '>'] } },
      { selector: '[style*="display:none"]', format: 'skip' },
    ],
  });
  return (html) =>
    read(html)
      .replace(/\n{3,}/g, '\n\n')
      .trim();
}

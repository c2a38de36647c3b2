import { tagsOf } from './markup.ts';

/** Attributes that make a mail client fetch or open an address. */
const addresses = new Set([
  ...['href', 'src', 'srcset', 'background', 'action', 'formaction', 'poster', 'cite', 'data', 'xlink:href', 'ping'],
]);

/** Nothing but what a person may follow from a mail: `javascript:`, `data:` and relative addresses are refused. */
const allowed = /^\s*(?:https?:\/\/|mailto:)/i;

export interface Link {
  readonly address: string;
  readonly attribute: string;
  readonly offset: number;
}

/** Every address of the markup. */
export function linksOf(html: string): readonly Link[] {
  return tagsOf(html).flatMap(({ attributes }) => {
    const found = attributes.filter(({ name }) => addresses.has(name));
    return found.map(({ name, value, offset }) => ({ address: value, attribute: name, offset }));
  });
}

/** Whether an address may stand in a mail. */
export function isAllowedLink(address: string): boolean {
  return allowed.test(address);
}

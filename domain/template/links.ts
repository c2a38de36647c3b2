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

/** Why an address was refused. Reasons are kept and shown: of the address, which may be personal, they name no more than the scheme. */
export function addressRefusal({ address, attribute }: Pick<Link, 'address' | 'attribute'>): string {
  const scheme = /^\s*([a-z][a-z0-9+.-]{0,20}:)/i.exec(address)?.[1];
  return `: ${attribute} refused, its address has ${scheme ?? 'no http, https or mailto'}`;
}

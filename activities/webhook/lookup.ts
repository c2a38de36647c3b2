import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { Permitted } from './address.ts';

/** A host that resolves to an address where no request may go. */
export class AddressRefused extends Error {}

/**
 * Looks a host up as the system does, and refuses it when any of its addresses is not permitted. The connection is made
 * to what this has answered: a second answer of the name server cannot lead elsewhere.
 */
export function guardedLookup(permitted: Permitted): LookupFunction {
  return (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, '');
      const [first] = addresses;
      const wrong = addresses.find(({ address }) => !permitted(address));
      if (first === undefined || wrong !== undefined)
        return callback(new AddressRefused(`${host} is at ${wrong?.address ?? 'no address'}`), '');
      if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

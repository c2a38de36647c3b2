import type { SealLink } from '../activities/dependencies.ts';
import { linkKeys } from '../activities/link/keys.ts';
import type { LinkConfiguration } from '../domain/configuration/configuration.ts';
import { UsherError } from '../domain/errors.ts';
import { linkAddress } from '../domain/link/address.ts';

/**
 * What makes the links in nudges. A worker without it would lose every marketing mail, one by one; so it does not start.
 * @throws UsherError CONFIGURATION_INVALID
 */
export function createLinks({ secrets, publicUrl }: LinkConfiguration): SealLink {
  if (publicUrl === null || secrets.length === 0) {
    const missing = secrets.length === 0 ? 'USHER_LINK_SECRET' : 'USHER_PUBLIC_URL';
    const why = 'mails need links by which people unsubscribe; expected a secret and where people reach the API';
    throw new UsherError('CONFIGURATION_INVALID', `${missing} is not set: ${why}`);
  }
  const keys = linkKeys(secrets);
  return (claims) => linkAddress(publicUrl, keys, claims);
}

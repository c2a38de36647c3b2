import { UsherError } from '../../domain/errors.ts';
import { postmark } from './postmark.ts';
import type { Provider } from './provider.ts';
import { sendgrid } from './sendgrid.ts';
import { standard } from './standard.ts';

/** By the last part of the path; without one it is our own form. */
const providers: ReadonlyMap<string, Provider> = new Map([
  ['', standard],
  ['postmark', postmark],
  ['sendgrid', sendgrid],
]);

/** @throws UsherError PROVIDER_UNKNOWN */
export function providerNamed(name: string): Provider {
  const provider = providers.get(name);
  if (provider !== undefined) return provider;
  const known = [...providers.keys()].filter((each) => each !== '').join(', ');
  throw new UsherError('PROVIDER_UNKNOWN', `nobody here reads the reports of this provider; expected one of ${known}, or none for our own form`); // prettier-ignore
}

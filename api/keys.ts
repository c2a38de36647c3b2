import { linkKeys } from '../activities/link/keys.ts';
import type { Configuration } from '../domain/configuration/configuration.ts';
import type { ApiDependencies } from './dependencies.ts';

/** By what links and mail providers are believed, as the configuration has it. */
export function keysOf({
  links,
  api,
}: Pick<Configuration, 'links' | 'api'>): Pick<ApiDependencies, 'links' | 'providerSecrets'> {
  return { links: linkKeys(links.secrets), providerSecrets: api.providerSecrets };
}

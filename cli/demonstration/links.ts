import type { Configuration, LinkConfiguration } from '../../domain/configuration/configuration.ts';
import { keptSecret } from './kept-secret.ts';

/** The links of the demonstration, where none are configured: with a key of this folder's own, so that yesterday's still work. */
export function demonstrationLinks(configuration: Configuration): LinkConfiguration {
  const { links, api } = configuration;
  return {
    secrets: links.secrets.length > 0 ? links.secrets : [keptSecret(configuration, 'link')],
    publicUrl: links.publicUrl ?? (api.address && `http://${api.address.replace(/^0\.0\.0\.0:/, 'localhost:')}`),
  };
}

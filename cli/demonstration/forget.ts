import type { Configuration } from '../../domain/configuration/configuration.ts';
import { keptSecret } from './kept-secret.ts';

/** The key with which ids of forgotten users are hashed, where none is configured: one of the demonstration's own. */
export function demonstrationForget(configuration: Configuration): Configuration['forget'] {
  const { forget } = configuration;
  return forget.secrets.length > 0 ? forget : { secrets: [keptSecret(configuration, 'forget')] };
}

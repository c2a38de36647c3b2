import { isScalar } from 'yaml';

/** A key as the author wrote it; null where it is a list or a mapping. */
export function keyText(key: unknown): string | null {
  if (!isScalar(key)) return null;
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
}

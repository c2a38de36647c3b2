import type { ErrorCode } from '../../domain/errors.ts';
import type { Position } from '../yaml/parse-yaml.ts';

/** One thing wrong with the words of a template. */
export interface Finding extends Position {
  readonly code: ErrorCode;
  readonly message: string;
}

/** One row per error a person or a program can meet. `docs/errors.md` lists the same rows; a test holds them together. */
export interface ErrorKind {
  /** HTTP status of an API that answers with it. */
  readonly status: number;
  /** Whether the same request may succeed later without being changed. */
  readonly retry: boolean;
  readonly meaning: string;
}

const kinds = {
  USHER_CONFIG: { status: 500, retry: false, meaning: 'a configuration variable is unknown, missing or wrong' },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof kinds;
export const errorKinds: Readonly<Record<ErrorCode, ErrorKind>> = kinds;

/** The one error class: a code of the table, and a message that says what was found, where, and what was expected. */
export class UsherError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UsherError';
    this.code = code;
  }
}

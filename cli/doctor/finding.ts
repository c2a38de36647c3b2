/** What one look has found. `warning`: it works, but not as it should. */
export interface Finding {
  readonly is: 'fine' | 'warning' | 'wrong';
  /** What was looked at: "Temporal", "indexes". */
  readonly what: string;
  /** What was found. */
  readonly found: string;
  /** What to do about it; absent where all is fine. */
  readonly todo?: string;
}

export function fine(what: string, found: string): Finding {
  return { is: 'fine', what, found };
}

export function warning(what: string, found: string, todo: string): Finding {
  return { is: 'warning', what, found, todo };
}

export function wrong(what: string, found: string, todo: string): Finding {
  return { is: 'wrong', what, found, todo };
}

/** What went wrong, on one line. */
export function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}

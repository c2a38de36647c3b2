/** A figure beside the one it should reach. */
export interface Mark {
  readonly name: string;
  readonly value: number;
  /** In words: "≤ 35". */
  readonly mark: string;
  readonly ok: boolean;
}

/** A figure that must not be greater than `limit`. */
export function atMost(name: string, value: number, limit: number): Mark {
  return { name, value, mark: `≤ ${limit}`, ok: value <= limit };
}

/** A figure that must not be smaller than `limit`. */
export function atLeast(name: string, value: number, limit: number): Mark {
  return { name, value, mark: `≥ ${limit}`, ok: value >= limit };
}

/** Prints a benchmark's figures: one line of JSON with `--json`, else a line a figure. */
export function printFigures(figures: Readonly<Record<string, unknown>>, marks: readonly Mark[]): void {
  if (process.argv.includes('--json')) {
    process.stdout.write(`${JSON.stringify({ ...figures, marks })}\n`);
    return;
  }
  for (const [name, value] of Object.entries(figures)) process.stdout.write(`${name}: ${JSON.stringify(value)}\n`);
  for (const { name, value, mark, ok } of marks) process.stdout.write(`${ok ? '✔' : '✘'} ${name} ${value} (${mark})\n`);
}

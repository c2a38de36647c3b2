/** Where a command prints: data on standard output, everything else on standard error. */
export interface Output {
  /** For scripts: one line of JSON. */
  json(value: unknown): void;
  /** For people. */
  say(text: string): void;
  /** For people, beside data that is piped on. */
  note(text: string): void;
}

export const output: Output = {
  json: (value) => void process.stdout.write(`${JSON.stringify(value)}\n`),
  say: (text) => void process.stdout.write(`${text}\n`),
  note: (text) => void process.stderr.write(`${text}\n`),
};

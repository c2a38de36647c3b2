/** Where a command prints: data on standard output, everything else on standard error. */
export interface Output {
  /** Data where a script asks for it or reads along, and words for people on a terminal. */
  show(value: unknown, shown: { readonly json?: true | undefined; readonly text: () => string }): void;
  /** For scripts: one line of JSON. */
  json(value: unknown): void;
  /** For people. */
  say(text: string): void;
  /** For people, beside data that is piped on. */
  note(text: string): void;
}

export const output: Output = {
  show(value, { json, text }) {
    if (json === true || !process.stdout.isTTY) output.json(value);
    else output.say(text());
  },
  json: (value) => void process.stdout.write(`${JSON.stringify(value)}\n`),
  say: (text) => void process.stdout.write(`${text}\n`),
  note: (text) => void process.stderr.write(`${text}\n`),
};

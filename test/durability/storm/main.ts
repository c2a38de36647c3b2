import { parseArgs } from 'node:util';
import { storm } from './storm.ts';

/** `npm run storm -- --minutes 5 --seed 42 [--people 300] [--folder logs] [--json]`; code 1 when anything was broken. */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    people: { type: 'string', default: '300' },
    folder: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

const say = (words: string): void => void process.stderr.write(`${words}\n`);

say(`storm of ${values.minutes} min over ${values.people} people, seed ${values.seed}`);
const outcome = await storm({
  minutes: Number(values.minutes),
  seed: Number(values.seed),
  people: Number(values.people),
  folder: values.folder ?? null,
  onProgress: say,
});
for (const violation of outcome.violations) say(`✘ ${violation}`);
say(outcome.violations.length === 0 ? '✔ nothing lost, nothing twice' : `✘ ${outcome.violations.length} violations`);
process.stdout.write(values.json ? `${JSON.stringify(outcome)}\n` : `${JSON.stringify(outcome, null, 2)}\n`);
process.exitCode = outcome.violations.length === 0 ? 0 : 1;

import { fileURLToPath } from 'node:url';
import { compileFolder } from '../../cli/compile.ts';
import { sampleEvents } from '../support/six.ts';
import { tell } from '../support/tale.ts';

const example = fileURLToPath(new URL('../../journeys', import.meta.url));

/** So many decisions of the sample's people are looked at. */
const wanted = 1_000;

interface Decided {
  readonly step: string;
  readonly what: string;
  readonly because: readonly string[];
}

/** Whether a line names the step, what became of it and the first reason, and the lines below it the others, in order. */
function isTold(told: readonly string[], { step, what, because: [first = '', ...more] }: Decided): boolean {
  const named = what === step ? first : what;
  return told.some((line, index) => {
    const at = line.indexOf(` ${step} `);
    const rest = line.slice(at + step.length + 2);
    if (at === -1 || !rest.toLowerCase().includes(named.toLowerCase()) || !rest.includes(first)) return false;
    return more.every((reason, below) => told[index + 1 + below]?.trim() === reason);
  });
}

describe('usher explain', () => {
  it(`has every reason, of ${wanted} decisions of the sample’s people, that their trails hold`, async () => {
    const compiled = await compileFolder(example);
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
    const { release } = compiled;
    const lacking: string[] = [];
    let [decisions, reasons] = [0, 0];
    for (const [user, events] of sampleEvents()) {
      if (decisions >= wanted) break;
      const { played, explain } = tell({ release, user, events });
      const told = (await explain(events.at(-1)!.receivedAt)).split('\n');
      for (const { step, what, because } of played.path) {
        decisions++;
        reasons += because.length;
        if (!isTold(told, { step, what, because })) lacking.push(`${user} ${step} ${what}: ${because.join('; ')}`);
      }
    }
    expect({ isEnough: decisions >= wanted && reasons > decisions, lacking }).toEqual({ isEnough: true, lacking: [] });
  });
});

import { fileURLToPath } from 'node:url';
import { compileFolder } from '../../cli/compile.ts';
import { sampleEvents } from '../support/six.ts';
import { tell } from '../support/tale.ts';

const example = fileURLToPath(new URL('../../journeys', import.meta.url));

/** So many decisions of the sample's people are looked at. */
const wanted = 1_000;

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
        const isTold = because.every((reason) => told.some((line) => line.includes(reason)));
        const isNamed = told.some((line) => line.includes(step) && line.toLowerCase().includes(what.toLowerCase()));
        if (!isTold || !isNamed) lacking.push(`${user} ${step} ${what}: ${because.join('; ')}`);
      }
    }
    expect({ isEnough: decisions >= wanted && reasons > decisions, lacking }).toEqual({ isEnough: true, lacking: [] });
  });
});

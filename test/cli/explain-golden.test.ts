import { fileURLToPath } from 'node:url';
import type { Release } from '../../domain/release/release.ts';
import { golden } from '../support/golden.ts';
import { exampleRelease, looks, sampleEventsOf, six } from '../support/six.ts';
import { tell } from '../support/tale.ts';

let release: Release;
beforeAll(async () => {
  release = await exampleRelease();
});

describe('usher explain --segments', () => {
  it.each(six)('tells the story of %s as it is kept', async (user) => {
    const own = sampleEventsOf(user);
    const start = own[0]!.receivedAt;
    const texts: string[] = [];
    for (const look of looks) {
      const until = start + look;
      texts.push(await tell({ release, user, events: own, until }).explain(until, { notIn: true }));
    }
    const says = `${texts.join('\n\n')}\n`;
    expect(says).toBe(golden(fileURLToPath(new URL(`golden/${user}.txt`, import.meta.url)), says));
  });
});

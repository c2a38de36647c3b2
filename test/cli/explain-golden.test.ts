import { fileURLToPath } from 'node:url';
import { compileFolder } from '../../cli/compile.ts';
import type { Release } from '../../domain/release/release.ts';
import { day } from '../../domain/time/instant.ts';
import { golden } from '../support/golden.ts';
import { sampleEvents, tell } from '../support/tale.ts';

const example = fileURLToPath(new URL('../../journeys', import.meta.url));
const events = sampleEvents();
const six = ['ada', 'bo', 'chen', 'dee', 'eve', 'finley'];
/** While they are under way, and when nothing more comes of it. */
const looks = [5 * day, 25 * day];

let release: Release;
beforeAll(async () => {
  const compiled = await compileFolder(example);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  release = compiled.release;
});

describe('usher explain --segments', () => {
  it.each(six)('tells the story of %s as it is kept', async (user) => {
    const own = events.get(user)!;
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

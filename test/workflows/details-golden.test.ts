import { fileURLToPath } from 'node:url';
import { journeyOf } from '../../domain/enrolment/identity.ts';
import { toInstruction, type Instruction } from '../../domain/enrolment/instruction.ts';
import { maskAddress } from '../../domain/profile/mask.ts';
import { zoneOf } from '../../domain/profile/surroundings.ts';
import type { Release } from '../../domain/release/release.ts';
import { simulate } from '../../domain/simulation/simulate.ts';
import { realClock } from '../../domain/time/clock.ts';
import { day } from '../../domain/time/instant.ts';
import { detailsOf, nothingTold, toldWith } from '../../workflows/details.ts';
import { golden } from '../support/golden.ts';
import { exampleRelease, sampleEventsOf, six } from '../support/six.ts';

/** While they are under way, and when nothing more comes of it. */
const looks = [1.5 * day, 4 * day, 25 * day];

let release: Release;
beforeAll(async () => {
  release = await exampleRelease();
});

/** The instructions that the workflows of a user have had by a time after the first event, by course and visit. */
function instructionsOf(user: string, after: number): ReadonlyMap<string, readonly Instruction[]> {
  const events = sampleEventsOf(user);
  const until = events[0]!.receivedAt + after;
  const { decisions, user: known } = simulate({ release, user, events, until });
  const zone = zoneOf(known.profile, release.content.settings.zone);
  const told = { clock: realClock, now: until, user, zone, to: maskAddress(known.profile.traits.email), release };
  const had = new Map<string, Instruction[]>();
  for (const { course, visit, decision } of decisions) {
    const program = release.content.journeys[journeyOf(course)]!;
    const instruction = toInstruction(decision, { ...told, program });
    had.set(`${course}, visit ${visit}`, [...(had.get(`${course}, visit ${visit}`) ?? []), instruction]);
  }
  return had;
}

/** As the workflow puts them together. */
function detailsAfter(instructions: readonly Instruction[]): string {
  const told = instructions.reduce(toldWith, nothingTold);
  const arms = instructions.flatMap((instruction) => instruction.arms ?? []);
  return detailsOf(instructions.at(-1)!, told, { release: 'release', arms });
}

describe('the current details in the Temporal UI', () => {
  it.each(six)('tell where %s stands, why, and what is next', (user) => {
    const says = looks.flatMap((after) =>
      [...instructionsOf(user, after)].map(
        ([course, instructions]) => `# ${course}, after ${after / day} days\n\n${detailsAfter(instructions)}\n`,
      ),
    );
    const path = fileURLToPath(new URL(`golden/${user}.md`, import.meta.url));
    expect(says.join('\n')).toBe(golden(path, says.join('\n')));
  });

  it('cost the history little', () => {
    const news = six.flatMap((user) => [...instructionsOf(user, 25 * day).values()].flat().map((each) => each.news));
    const bytes = news.map((each) => Buffer.byteLength(JSON.stringify(each ?? '')));
    expect(Math.max(...bytes)).toBeLessThan(400);
  });
});

import { fileURLToPath } from 'node:url';
import { explainUser } from '../../client/explain/explanation.ts';
import { explanationText } from '../../cli/explain/text.ts';
import { journeyOf } from '../../domain/enrolment/identity.ts';
import type { UserEvent } from '../../domain/profile/event.ts';
import type { Release } from '../../domain/release/release.ts';
import type { Played } from '../../domain/simulation/play.ts';
import { simulate } from '../../domain/simulation/simulate.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Store } from '../../store/index.ts';
import { golden } from '../support/golden.ts';
import { exampleRelease, looks, sampleEventsOf, six } from '../support/six.ts';

let release: Release;
beforeAll(async () => {
  release = await exampleRelease();
});

/** What is kept of somebody whose story was played, as far as an explanation reads it. */
function keeping({ user, path }: Played): Pick<Store, 'users' | 'trail' | 'releases'> {
  const told = path.map(({ course, visit, ...entry }, number) => {
    return { user: user.id, journey: journeyOf(course), visit, number, release: release.id, entries: [entry] };
  });
  const parts = {
    users: { read: () => Promise.resolve({ ...user, revision: 1 }), aliases: () => Promise.resolve([]) },
    trail: { of: () => Promise.resolve(told.sort((a, b) => (a.journey < b.journey ? -1 : Number(a.journey > b.journey)))) }, // prettier-ignore
    releases: { current: () => Promise.resolve(release), read: () => Promise.resolve(release) },
  };
  return parts as unknown as Store;
}

/** What `usher explain --segments` says at an instant, under a release that has no number. */
async function explained(user: string, events: readonly UserEvent[], now: Instant): Promise<string> {
  const played = simulate({ release, user, events, until: now });
  const explanation = await explainUser(keeping(played), user, { now, notIn: true });
  return explanationText(explanation!, now).replaceAll(release.id.slice(0, 7), 'release');
}

describe('usher explain --segments', () => {
  it.each(six)('tells the story of %s as it is kept', async (user) => {
    const events = sampleEventsOf(user);
    const start = events[0]!.receivedAt;
    const texts: string[] = [];
    for (const look of looks) texts.push(await explained(user, events, start + look));
    const says = `${texts.join('\n\n')}\n`;
    expect(says).toBe(golden(fileURLToPath(new URL(`golden/${user}.txt`, import.meta.url)), says));
  });
});

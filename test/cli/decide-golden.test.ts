import { fileURLToPath } from 'node:url';
import { answer } from '../../cli/decide/answer.ts';
import { answerText } from '../../cli/decide/text.ts';
import { factsOf } from '../../domain/enrolment/user.ts';
import type { UserEvent } from '../../domain/profile/event.ts';
import type { Release } from '../../domain/release/release.ts';
import { simulate } from '../../domain/simulation/simulate.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Store } from '../../store/index.ts';
import { golden } from '../support/golden.ts';
import { exampleRelease, looks, sampleEventsOf, six } from '../support/six.ts';

let release: Release;
beforeAll(async () => {
  release = await exampleRelease();
});

/** What `usher decide --slot tutorial` says at an instant, under a release that has no number. */
async function decided(user: string, events: readonly UserEvent[], now: Instant): Promise<string> {
  const played = simulate({ release, user, events, until: now });
  const kept = {
    releases: { current: () => Promise.resolve(release) },
    facts: { read: () => Promise.resolve({ facts: factsOf(played.user) }) },
  };
  const told = await answer(kept as unknown as Store, { user, slot: 'tutorial', context: [], now });
  return answerText(told).replaceAll(release.id.slice(0, 7), 'release');
}

describe('usher decide', () => {
  it.each(six)('tells from facts by segments and rules to the item what %s is shown', async (user) => {
    const events = sampleEventsOf(user);
    const start = events[0]!.receivedAt;
    const texts: string[] = [];
    for (const look of looks) texts.push(await decided(user, events, start + look));
    const says = `${texts.join('\n\n')}\n`;
    expect(says).toBe(golden(fileURLToPath(new URL(`golden/decide/${user}.txt`, import.meta.url)), says));
  });
});

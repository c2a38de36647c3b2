import fc from 'fast-check';
import { createPlay, type Played, type Story } from '../../../domain/simulation/play.ts';
import { simulate } from '../../../domain/simulation/simulate.ts';
import { day, hour } from '../../../domain/time/instant.ts';
import { anyStories } from '../../support/arbitrary-story.ts';
import { eventOf, monday } from '../../support/event.ts';
import { done, programOf } from '../../support/program.ts';
import { releaseOf } from '../../support/release.ts';
import { delay, on, send, waitAny, waitFor } from '../../support/steps.ts';

const numRuns = process.env.USHER_PROPERTIES === 'full' ? 5_000 : 300;

function outcome({ nudges, path, user }: Played): unknown {
  return { nudges, path, profile: user.profile, visits: user.visits };
}

/** A story, and which of its events come again, how much later. */
const retried = anyStories.chain((story) =>
  fc.record({
    story: fc.constant(story),
    retries: fc.array(fc.record({ of: fc.nat(story.events.length - 1), after: fc.nat(5 * day) }), { maxLength: 8 }),
  }),
);

/** Ingest folds the event that is stored, whenever its retry comes. */
function playWith(story: Story, retries: readonly { readonly of: number; readonly after: number }[]): Played {
  const play = createPlay(story);
  const again = retries.map(({ of, after }) => ({
    event: story.events[of]!,
    at: story.events[of]!.receivedAt + after,
  }));
  const arrivals = [...story.events.map((event) => ({ event, at: event.receivedAt })), ...again];
  for (const { event, at } of arrivals.sort((a, b) => a.at - b.at)) {
    play.pass(at);
    play.happen(event);
  }
  play.pass(Infinity);
  return play.played();
}

it('retries of events, at any later time, change no nudge and no profile', () => {
  fc.assert(
    fc.property(retried, ({ story, retries }) => {
      expect(outcome(playWith(story, retries))).toEqual(outcome(simulate(story)));
    }),
    { numRuns },
  );
});

const both = waitAny([on('Import Finished'), on('Teammate Invited')], { id: 'both', mode: 'all', done: 3, timeout: 4 });
const program = programOf([
  send('welcome', { next: 1 }),
  waitFor(done('Profile Completed'), 'Profile Completed', { done: 2, timeout: 4, next: 2 }),
  both,
  send('together', { next: 5 }),
  send('alone', { next: 5 }),
  delay(day, { next: -1 }),
]);
const names = ['Profile Completed', 'Import Finished', 'Teammate Invited', 'Page Viewed', 'Page Viewed'];

it('a burst in any order sends the same nudges at the same times, where no step asks which came first', () => {
  const bursts = fc.record({
    after: fc.integer({ min: 1, max: 2 * day }),
    order: fc.shuffledSubarray(names, { minLength: 1 }),
  });
  fc.assert(
    fc.property(bursts, ({ after, order }) => {
      const story = (burst: readonly string[]): Story => ({
        release: releaseOf([program]),
        user: 'bo',
        events: [
          eventOf('bo', null, { at: monday - hour, traits: { email: 'bo@acme.test' } }),
          eventOf('bo', 'Signed Up', { at: monday, messageId: 'first' }),
          ...burst.map((name, index) => eventOf('bo', name, { at: monday + after, messageId: `${name} ${index}` })),
        ],
      });
      const sorted = simulate(story([...order].sort()));
      const shuffled = simulate(story(order));
      expect(shuffled.nudges).toEqual(sorted.nudges);
      expect(shuffled.user.profile).toEqual(sorted.user.profile);
    }),
    { numRuns },
  );
});

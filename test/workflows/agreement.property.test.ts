import fc from 'fast-check';
import { visitOf, type User } from '../../domain/enrolment/user.ts';
import type { PlayedLine, PlayedNudge, Story } from '../../domain/simulation/play.ts';
import { simulate } from '../../domain/simulation/simulate.ts';
import { stretchAt } from '../../domain/time/offsets.ts';
import { day, type Instant } from '../../domain/time/instant.ts';
import { runs } from '../domain/condition/runs.ts';
import { anyStories, begunAt } from '../support/arbitrary-story.ts';
import { monday } from '../support/event.ts';
import { startJourneyServer, type JourneyServer } from '../support/journey-server.ts';
import { createTwin, type Twin } from '../support/twin.ts';

const times = runs(40, 200);
/** Where a story may be waiting when the clocks change. */
const changing = fc.option(fc.constantFrom('America/New_York', 'America/Santiago', 'Australia/Lord_Howe'), { nil: null, freq: 2 }); // prettier-ignore

let server: JourneyServer;
beforeAll(async () => {
  server = await startJourneyServer();
});
afterAll(() => server.close());

/** What the two have to agree on. Of two journeys at one instant, either may be told first. */
interface Course {
  readonly nudges: readonly object[];
  readonly path: readonly object[];
  readonly outcome: string;
  readonly decisions: number;
}

interface Outcome {
  readonly user: User;
  readonly nudges: readonly PlayedNudge[];
  readonly path: readonly PlayedLine[];
}

function coursesOf({ user, nudges, path }: Outcome): Record<string, Course> {
  const courses = Object.entries(user.visits).map(([course, { decision, number }]): [string, Course] => {
    return [
      course,
      {
        nudges: nudges.filter((nudge) => nudge.course === course),
        path: path.filter((line) => line.course === course),
        outcome: decision?.effect.kind === 'end' ? decision.effect.outcome : 'open',
        decisions: number,
      },
    ];
  });
  return Object.fromEntries(courses);
}

/** When a story begins: now, or two days before a zone's clocks change. */
async function beginning(zone: string | null): Promise<Instant> {
  const now = await server.now();
  if (zone === null) return now;
  const { to } = stretchAt(zone, now + 2 * day);
  await server.pass(to - 2 * day - now);
  return server.now();
}

/** Plays a story on the server, as long after its beginning as it tells; gives it as it really was. */
async function lead(twin: Twin, story: Story, began: Instant): Promise<void> {
  for (const event of story.events.toSorted((a, b) => a.receivedAt - b.receivedAt)) {
    await twin.pass(began + event.receivedAt - monday);
    await twin.happen({ ...begunAt(event, began), user: story.user }, event.receivedAt - event.timestamp);
  }
  await twin.pass(Infinity);
}

describe('the simulation and the workflow', () => {
  it(
    'agree on generated journeys and events: the same nudges, the same path, the same outcome',
    async () => {
      // Nobody comes in twice for the first time: Temporal would refuse.
      const property = fc.asyncProperty(anyStories, changing, fc.uuid(), async (told, zone, which) => {
        const story = { ...told, user: `bo-${which}`, provider: told.provider!, meanwhile: told.meanwhile! };
        const twin = createTwin(server, story);
        await lead(twin, story, await beginning(zone));
        const { memory } = twin;
        const own = (id: string): boolean => story.events.some(({ messageId }) => messageId === id);
        const played = simulate({ ...story, events: memory.events.filter(({ messageId }) => own(messageId)) });
        const courses = coursesOf(memory);
        expect(courses).toEqual(coursesOf(played));
        expect(memory.user.profile).toEqual(played.user.profile);
        for (const [course, { outcome, decisions }] of Object.entries(courses)) {
          if (visitOf(memory.user, course)?.status !== 'closed') continue;
          expect(await twin.resultOf(course)).toMatchObject({ outcome, decisions });
        }
      });
      await fc.assert(property, { numRuns: times, endOnFailure: true });
    },
    times * 10_000,
  );
});

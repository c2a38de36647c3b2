import fc from 'fast-check';
import type { PlayedLine, PlayedNudge, Story } from '../../domain/simulation/play.ts';
import { simulate } from '../../domain/simulation/simulate.ts';
import type { User } from '../../domain/enrolment/user.ts';
import { runs } from '../domain/condition/runs.ts';
import { anyStories } from '../support/arbitrary-story.ts';
import { monday } from '../support/event.ts';
import { startJourneyServer, type JourneyServer } from '../support/journey-server.ts';
import { createTwin, type Twin } from '../support/twin.ts';

const times = runs(25, 200);
/** The stories are told so much faster, for more to happen while somebody waits for it. */
const faster = 4;

let server: JourneyServer;
beforeAll(async () => {
  server = await startJourneyServer();
}, 60_000);
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

/** Plays a story on the server, as long after its beginning as it tells; gives it as it really was. */
async function lead(twin: Twin, story: Story, began: number): Promise<void> {
  for (const event of story.events.toSorted((a, b) => a.receivedAt - b.receivedAt)) {
    await twin.pass(began + (event.receivedAt - monday) / faster);
    await twin.happen({ ...event, user: story.user }, event.receivedAt - event.timestamp);
  }
  await twin.pass(Infinity);
}

describe('the simulation and the workflow', () => {
  it(
    'agree on generated journeys and events: the same nudges, the same path, the same outcome',
    async () => {
      const property = fc.asyncProperty(anyStories, fc.nat(), async (told, which) => {
        const story = { ...told, user: `bo-${which}`, provider: told.provider! };
        const twin = createTwin(server, story);
        await lead(twin, story, await server.now());
        const { memory } = twin;
        const own = (id: string): boolean => story.events.some(({ messageId }) => messageId === id);
        const played = simulate({ ...story, events: memory.events.filter(({ messageId }) => own(messageId)) });
        const courses = coursesOf(memory);
        expect(courses).toEqual(coursesOf(played));
        for (const [course, { outcome, decisions }] of Object.entries(courses))
          expect(await twin.resultOf(course)).toMatchObject({ outcome, decisions });
      });
      await fc.assert(property, { numRuns: times, endOnFailure: true });
    },
    times * 10_000,
  );
});

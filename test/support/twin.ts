import { setTimeout as sleep } from 'node:timers/promises';
import { workflowId } from '../../domain/enrolment/identity.ts';
import type { Intent } from '../../domain/enrolment/visit.ts';
import type { UserEvent } from '../../domain/profile/event.ts';
import type { Story as Result } from '../../workflows/journey.ts';
import { second, type Instant } from '../../domain/time/instant.ts';
import type { JourneyServer } from './journey-server.ts';
import { nextTimer } from './turn.ts';
import { activitiesOver, fold, newMemory, type Played, type TwinMemory } from './twin-memory.ts';

/** One user of a simulated story whom the real journey workflows lead, on the server's time. */
export interface Twin {
  readonly memory: TwinMemory;
  /** Lets the server's time pass up to an instant, and all that falls due until then happen. */
  pass(until: Instant): Promise<void>;
  /** Lets something happen now, `late` after its timestamp; and all that comes of it. */
  happen(event: UserEvent, late: number): Promise<void>;
  /** What the newest workflow of a course returned. */
  resultOf(course: string): Promise<Result>;
}

/** No event is let happen so shortly before a timer that the two could overtake each other. */
const apart = 5 * second;
/** What has not come to rest by then (real time) never will. */
const patience = 60 * second;

export function createTwin(server: JourneyServer, played: Played): Twin {
  const memory = newMemory(played.user);
  const { now, pass, tell, resultOf } = server.admit(
    played.user,
    activitiesOver(memory, played, () => now()),
  );

  async function carryOut(intent: Intent): Promise<void> {
    if (intent.kind === 'event') return fold(memory, intent.event, played);
    // What is not told is for the sweep: the workflow before this one is still closing.
    while ((await tell(memory.user, intent)) !== 'told' && memory.user.todo.includes(intent)) await sleep(2);
    await untilTrue(() => !memory.user.todo.includes(intent) && !delivers(intent.course));
  }

  function delivers(course: string): boolean {
    return memory.user.visits[course]?.decision?.effect.kind === 'deliver';
  }

  async function untilTrue(holds: () => boolean): Promise<void> {
    for (const end = performance.now() + patience; !holds(); await sleep(2)) hurry(end);
  }

  function hurry(end: number): void {
    if (performance.now() > end) throw new Error(`does not come to rest: ${JSON.stringify(memory.user)}`);
  }

  /** Does what is to do, one after the other, until every journey waits for something to come. */
  async function settle(): Promise<Instant> {
    for (const end = performance.now() + patience; ; await sleep(2)) {
      hurry(end);
      const delivering = Object.keys(memory.user.visits).some(delivers);
      const [intent] = memory.user.todo;
      if (intent !== undefined && !delivering) await carryOut(intent);
      const next = nextTimer(memory.user);
      if (next !== null && next > (await now())) return next;
    }
  }

  return {
    memory,
    async pass(until) {
      for (;;) {
        const next = await settle();
        const at = await now();
        if (next === Infinity && until === Infinity) return;
        // What is due a moment after `until` comes before whatever is to happen then.
        const target = at >= until && next <= at + apart ? next : Math.min(next, until);
        if (target <= at) return;
        await pass(target - at);
      }
    },
    async happen(event, late) {
      const at = await now();
      fold(memory, { ...event, receivedAt: at, timestamp: at - late }, played);
      await settle();
    },
    resultOf: (course) => resultOf(workflowId(course, played.user)),
  };
}

import { day } from '../../domain/time/instant.ts';
import { explainUser } from '../../client/explain/explanation.ts';
import { done, onEvent, programOf } from '../support/program.ts';
import { freshName } from '../support/stack.ts';
import { delay, send, waitFor } from '../support/steps.ts';
import { openWorking, type Working } from '../support/working.ts';

const wait = { atMost: 9 * day, done: 2, timeout: 2, next: 2 };
const steps = [
  send('welcome', { next: 1 }),
  waitFor(done('Profile Completed'), 'Profile Completed', { id: 'wait-profile', ...wait }),
  send('thanks', { next: 3 }),
  waitFor(done('Project Created'), 'Project Created', { id: 'wait-project', ...wait, done: 4, timeout: 4, next: 4 }),
  send('bye', { next: 5 }),
  delay(day),
];
const enrol = ['Signed Up', 'Profile Completed'].map((on) => onEvent(on));
const program = programOf(steps, { enrol, again: { kind: 'always' } });

let working: Working;
beforeAll(async () => {
  working = await openWorking([program]);
});
afterAll(() => working.close());

const atWait =
  (step: string) =>
  (visit: { decision: unknown; status: string }): boolean => {
    const effect = (visit.decision as { effect: { kind: string; step?: string } } | null)?.effect;
    return effect?.kind === 'wait' && effect.step === step;
  };

/** Somebody who waits for the profile, or (after it) for the project. */
async function waiting(...events: readonly string[]): Promise<string> {
  const user = await working.enters();
  await working.visit(user, atWait('wait-profile'));
  for (const event of events) await working.does(user, event);
  if (events.length > 0) await working.visit(user, atWait('wait-project'));
  return user;
}

describe('Terminate', () => {
  it('under an open visit, and then an event that it waited for: the visit ends, and the event enrols afresh', async () => {
    const user = await waiting();
    await working.handle(user).terminate('by a person');
    await working.does(user, 'Profile Completed');
    const { visit, entry } = await working.visit(user, (each) => each.visit === 2 && each.status === 'open');
    expect({ visit, because: entry.because }).toEqual({ visit: 2, because: ['Profile Completed'] });
    const told = (await working.kept.store.trail.of(user)).filter((each) => each.visit === 1);
    expect(told.at(-1)?.entries).toMatchObject([{ step: 'end', what: 'terminated', because: ['its workflow was terminated in Temporal'] }]); // prettier-ignore
    expect((await working.user(user)).todo).toEqual([]);
  });

  it('in a journey that lets nobody in again leaves the visit closed, and explain says by what', async () => {
    const user = await waiting('Profile Completed');
    await working.handle(user).terminate();
    await working.does(user, 'Project Created');
    await working.visit(user, ({ status }) => status === 'closed');
    const explanation = await explainUser(working.kept.store, await working.user(user), { now: Date.now() });
    expect(explanation.standings).toMatchObject([{ status: 'terminated', why: 'its workflow was terminated in Temporal' }]); // prettier-ignore
    expect((await working.user(user)).todo).toEqual([]);
  });

  it('met by ten events and two sweeps at once ends the visit once', async () => {
    const user = await waiting('Profile Completed');
    await working.handle(user).terminate();
    const events = Array.from({ length: 10 }, () => working.does(user, 'Project Created'));
    await Promise.all([...events, working.ingest.sweep(0), working.ingest.sweep(0)]);
    const { visit, status } = await working.visit(user, (each) => each.status === 'closed');
    expect({ visit, status }).toEqual({ visit: 1, status: 'closed' });
    const ends = (await working.kept.store.trail.of(user)).flatMap(({ entries }) => entries.filter(({ what }) => what === 'terminated')); // prettier-ignore
    expect(ends).toHaveLength(1);
    expect((await working.user(user)).profile.events['Project Created']?.count).toBe(10);
  });

  it('of a workflow that was deleted altogether is met in the same way', async () => {
    const user = await waiting('Profile Completed');
    const { client } = working.temporal;
    const workflowExecution = { workflowId: `test/${user}` };
    await client.workflowService.deleteWorkflowExecution({ namespace: client.options.namespace, workflowExecution });
    await gone(user);
    await working.does(user, 'Project Created');
    const { decision } = await working.visit(user, ({ status }) => status === 'closed');
    expect(decision?.effect).toMatchObject({ outcome: 'terminated', words: 'its workflow is no longer in Temporal' });
  });
});

async function gone(user: string): Promise<void> {
  for (;;) {
    const found = await working.handle(user).describe().then(() => true, () => false); // prettier-ignore
    if (!found) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('Reset', () => {
  /** The events that a workflow can be reset to. */
  async function points(user: string): Promise<readonly number[]> {
    const { events } = await working.handle(user).fetchHistory();
    return (events ?? []).flatMap((event) =>
      event.workflowTaskCompletedEventAttributes == null ? [] : [Number(event.eventId)],
    );
  }

  async function reset(user: string, point: number): Promise<void> {
    const { client } = working.temporal;
    const { runId } = await working.handle(user).describe();
    await client.workflowService.resetWorkflowExecution({
      namespace: client.options.namespace,
      workflowExecution: { workflowId: `test/${user}`, runId },
      reason: 'a test',
      workflowTaskFinishEventId: point as unknown as never,
      requestId: freshName('reset'),
    });
  }

  /** What both sides say, once the workflow says what the document does. */
  async function met(user: string): Promise<unknown> {
    for (;;) {
      const number = (await working.instruction(user).catch(() => null))?.number;
      const visit = (await working.user(user)).visits.test;
      if (number !== undefined && number === visit?.number) return { number, step: visit.decision?.effect };
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  it('to any point of a journey half done: both sides meet again, no nudge is repeated, and the journey goes on', async () => {
    const model = await waiting('Profile Completed');
    const before = await met(model);
    const all = await points(model);
    expect(all.length).toBeGreaterThanOrEqual(4);
    await Promise.all(
      all.map(async (_, index) => {
        const user = await waiting('Profile Completed');
        const its = await points(user);
        await reset(user, its[index] ?? its.at(-1) ?? 0);
        expect(await met(user)).toMatchObject({ number: (before as { number: number }).number });
        expect(await working.mails(user)).toEqual(['welcome', 'thanks']);
        await working.does(user, 'Project Created');
        await working.visit(user, atWait('pause'));
        expect(await working.mails(user)).toEqual(['welcome', 'thanks', 'bye']);
      }),
    );
  });

  it('of an enrolment that is over ends it again, and sends nothing', async () => {
    const user = await waiting('Profile Completed');
    await working.handle(user).terminate();
    await working.does(user, 'Project Created');
    await working.visit(user, ({ status }) => status === 'closed');
    await reset(user, (await points(user))[1] ?? 0);
    expect(await working.handle(user).result()).toMatchObject({ outcome: 'terminated' });
    expect(await working.mails(user)).toEqual(['welcome', 'thanks']);
  });

  it('right after Terminate, before anybody has noticed, undoes it', async () => {
    const user = await waiting();
    await working.handle(user).terminate();
    await reset(user, (await points(user)).at(-1) ?? 0);
    await met(user);
    await working.does(user, 'Profile Completed');
    await working.visit(user, atWait('wait-project'));
    expect(await working.mails(user)).toEqual(['welcome', 'thanks']);
  });
});

import type { Visit } from '../../domain/enrolment/visit.ts';
import { realClock } from '../../domain/time/clock.ts';
import { day } from '../../domain/time/instant.ts';
import { reconcile } from '../../ingest/reconcile.ts';
import type { Reconciled } from '../../ingest/reconcile-tally.ts';
import { done, programOf } from '../support/program.ts';
import { send, waitFor } from '../support/steps.ts';
import { openWorking, type Working } from '../support/working.ts';

const wait = { atMost: 9 * day, done: 2, timeout: 2, next: 2 };
const program = programOf(
  [
    send('welcome', { next: 1 }),
    waitFor(done('Profile Completed'), 'Profile Completed', { id: 'wait-profile', ...wait }),
    send('thanks', { next: 3 }),
    waitFor(done('Project Created'), 'Project Created', { id: 'wait-project', ...wait, done: 4, timeout: 4, next: 4 }),
    send('bye', { next: -1 }),
  ],
  { again: { kind: 'always' } },
);

let working: Working;
// Each test restores the whole database: each has one of its own.
beforeEach(async () => {
  working = await openWorking([program]);
});
afterEach(() => working.close());

const isAt =
  (step: string) =>
  ({ decision }: Visit): boolean =>
    decision?.effect.kind === 'wait' && decision.effect.step === step;
const isClosed = ({ status }: Visit): boolean => status === 'closed';

/** Both sides: the document is there before the workflow has heard of it, and its history tells of what was sent. */
async function comesTo(user: string, step: string): Promise<void> {
  await working.visit(user, isAt(step));
  while ((await working.instruction(user))?.step !== step) await pause();
}

async function waiting(): Promise<string> {
  const user = await working.enters();
  await comesTo(user, 'wait-profile');
  return user;
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

async function reconciled(mend: boolean, thorough = false): Promise<Reconciled> {
  const { kept, temporal, ingest } = working;
  const onError = (error: unknown): never => {
    throw error;
  };
  return reconcile({ store: kept.store, temporal, clock: realClock, ingest, onError }, { mend, thorough });
}

/** Reconciles once the lists show what happened, and gives what was found and mended of each kind. */
async function found(kinds: readonly string[], mend = true): Promise<Record<string, readonly number[]>> {
  for (;;) {
    const looked = (await reconciled(false)).kinds.map(({ kind }) => kind);
    if (kinds.every((kind) => looked.includes(kind as never))) break;
    await pause();
  }
  const result = await reconciled(mend);
  return Object.fromEntries(result.kinds.map(({ kind, found: count, mended }) => [kind, [count, mended]]));
}

describe('a restored database', () => {
  it('that is behind a waiting workflow: reconciliation has it decide again, and the event that it awaits wakes it', async () => {
    const user = await waiting();
    const restore = await working.backup();
    await working.does(user, 'Profile Completed');
    await comesTo(user, 'wait-project');
    await restore();
    await working.visit(user, isAt('wait-profile'));
    expect(await found(['behind'])).toEqual({ behind: [1, 1], nudges: [1, 0] });
    await working.visit(user, isAt('wait-project'));
    await working.does(user, 'Project Created');
    await working.visit(user, isClosed);
    expect(await working.mails(user)).toEqual(['welcome', 'thanks', 'bye']);
    expect(await working.handle(user).result()).toMatchObject({ outcome: 'finished' });
  });

  it('that is behind, met by an event for an older number: the sweep finds out, without reconciliation', async () => {
    const user = await waiting();
    const restore = await working.backup();
    await working.does(user, 'Profile Completed');
    await comesTo(user, 'wait-project');
    await restore();
    await working.does(user, 'Profile Completed');
    expect((await working.user(user)).todo).toMatchObject([{ kind: 'wake', number: 2 }]);
    await working.kept.age(2 * 60_000);
    await working.ingest.sweep();
    await working.visit(user, isAt('wait-project'));
    expect((await working.user(user)).todo).toEqual([]);
    expect(await working.mails(user)).toEqual(['welcome', 'thanks']);
  });

  it('that never knew the user takes the running visit over, with its state', async () => {
    const restore = await working.backup();
    const user = await waiting();
    await working.does(user, 'Profile Completed');
    await comesTo(user, 'wait-project');
    await restore();
    expect((await working.user(user)).revision).toBe(0);
    expect(await found(['adopted'])).toEqual({ adopted: [1, 1], nudges: [2, 0] });
    const { visit, release } = await working.visit(user, isAt('wait-project'));
    expect({ visit, release }).toEqual({ visit: 1, release: working.release.id });
    await working.does(user, 'Project Created');
    await working.visit(user, isClosed);
    // The restore took the address with it: nothing can go out any more, and nothing goes out twice.
    expect(await working.mails(user)).toEqual(['welcome', 'thanks']);
  });

  it('that never knew the user, who enters again: the start meets the running workflow and takes it over', async () => {
    const restore = await working.backup();
    const user = await waiting();
    await restore();
    await working.does(user, 'Signed Up');
    const { visit, number } = await working.visit(user, isAt('wait-profile'));
    expect({ visit, ahead: number > 2 }).toEqual({ visit: 1, ahead: true });
    expect((await working.user(user)).todo).toEqual([]);
    expect(await working.mails(user)).toEqual(['welcome']);
  });

  it('that believes in a visit which has ended since: it ends there too, as its workflow did', async () => {
    const user = await waiting();
    const restore = await working.backup();
    for (const event of ['Profile Completed', 'Project Created']) {
      await working.does(user, event);
      await working.visit(user, (visit) => isAt('wait-project')(visit) || isClosed(visit));
    }
    await working.handle(user).result();
    await restore();
    expect(await found(['ended', 'nudges'])).toEqual({ ended: [1, 1], nudges: [2, 0] });
    const { decision, status } = await working.visit(user, isClosed);
    expect({ status, effect: decision?.effect }).toMatchObject({ status: 'closed', effect: { outcome: 'finished' } });
  });

  it('that has lost a visit which is over keeps it again, so that who comes back has the next number', async () => {
    const restore = await working.backup();
    const user = await waiting();
    await working.handle(user).terminate();
    await restore();
    await working.does(user, 'Signed Up');
    const { visit } = await working.visit(user, ({ visit: number, status }) => number === 2 && status === 'open');
    expect(visit).toBe(2);
    const told = (await working.kept.store.trail.of(user)).find((each) => each.visit === 1);
    expect(told?.entries).toMatchObject([{ what: 'terminated' }]);
  });

  it('tells of lost visits that nobody comes back to, and changes nothing unless it is asked to', async () => {
    const restore = await working.backup();
    const user = await waiting();
    await working.handle(user).terminate();
    await restore();
    expect(await found(['lost'], false)).toEqual({ lost: [1, 0], nudges: [1, 0] });
    expect((await working.user(user)).revision).toBe(0);
    expect(await found(['lost'])).toMatchObject({ lost: [1, 1] });
    expect((await working.user(user)).visits.test).toMatchObject({ visit: 1, status: 'closed' });
    expect((await reconciled(true)).kinds).toEqual([]);
  });

  it('counts the nudges of every visit that Temporal still keeps, and of every step', async () => {
    const restore = await working.backup();
    const user = await waiting();
    for (const event of ['Profile Completed', 'Project Created']) {
      await working.does(user, event);
      await working.visit(user, (visit) => isAt('wait-project')(visit) || isClosed(visit));
    }
    await working.handle(user).result();
    await working.does(user, 'Signed Up');
    // Whatever it waits for is done already.
    await working.visit(user, (visit) => visit.visit === 2 && isClosed(visit));
    await working.handle(user).result();
    await restore();
    expect(await found(['lost'])).toEqual({ lost: [1, 1], nudges: [6, 0] });
  });

  it('counts them too where somebody else has brought both sides together, when it is asked to be thorough', async () => {
    const user = await waiting();
    const restore = await working.backup();
    await working.does(user, 'Profile Completed');
    await comesTo(user, 'wait-project');
    await restore();
    await working.does(user, 'Profile Completed');
    await working.kept.age(2 * 60_000);
    await working.ingest.sweep();
    await comesTo(user, 'wait-project');
    while ((await reconciled(true)).kinds.length > 0) await pause();
    expect((await reconciled(true, true)).kinds).toMatchObject([{ kind: 'nudges', found: 1, mended: 0 }]);
    expect(await working.mails(user)).toEqual(['welcome', 'thanks']);
  });

  it('while a nudge is being sent: the workflow asks again with its state, and what is known as sent is not sent again', async () => {
    const user = await waiting();
    const nudges = await working.kept.db.collection('nudges').find().toArray();
    const restore = await working.backup();
    expect(nudges).toHaveLength(1);
    await restore();
    // The document forgets even that the first nudge was decided; the reservation's record is all that is left.
    await working.kept.db.collection<{ _id: string }>('users').deleteOne({ _id: user });
    await working.does(user, 'Profile Completed');
    expect(await found(['adopted'])).toEqual({ adopted: [1, 1] });
    await working.visit(user, isAt('wait-project'));
    expect(await working.mails(user)).toEqual(['welcome']);
  });
});

describe('visits and workflows that agree', () => {
  it('are compared, and nothing is found', async () => {
    await waiting();
    for (;;) {
      const { checked, kinds } = await reconciled(false);
      if (checked.workflows === 1 && kinds.length === 0) break;
      await pause();
    }
    expect(await reconciled(true)).toEqual({ checked: { visits: 1, workflows: 1 }, kinds: [] });
  });
});

import pino from 'pino';
import { createDecide, type DecideRequest } from '../../activities/decide.ts';
import { receive } from '../../domain/enrolment/receive.ts';
import type { Intent } from '../../domain/enrolment/visit.ts';
import type { Program } from '../../domain/journey/program.ts';
import type { UserEvent } from '../../domain/profile/event.ts';
import { day } from '../../domain/time/instant.ts';
import { setClock } from '../support/clock.ts';
import { eventOf, monday } from '../support/event.ts';
import { createMemoryStore } from '../support/memory-store.ts';
import { programOf } from '../support/program.ts';
import { releaseOf } from '../support/release.ts';
import { delay, exit, experiment, on, set, start, waitAny } from '../support/steps.ts';
import { noWebhooks } from '../support/webhook.ts';

const tour = { experiment: 'tour', arms: [{ arm: 'video', weight: 1 }], coverage: 1, target: null };

/** Somebody who signed up, and whose workflow asks; `ask` takes the workflow's time. */
function enrolled(programs: readonly Program[]) {
  const release = releaseOf(programs, { experiments: { tour } });
  const memory = createMemoryStore(release, 'bo');
  const clock = setClock(monday);
  const begun: Intent[] = [];
  const decide = createDecide({
    store: memory.store,
    clock,
    email: { send: () => Promise.reject(new Error('nothing is sent here')), close: () => undefined },
    webhook: noWebhooks,
    links: null,
    begin: (_, todo) => void begun.push(...todo),
    log: pino({ level: 'silent' }),
  });
  const happen = (event: UserEvent): void => {
    memory.events.set(event.messageId, event);
    memory.change((user) => receive(user, event, { release, at: event.receivedAt }).user);
  };
  happen(eventOf('bo', 'Signed Up', { at: monday }));
  const request = { enrolment: { journey: 'test', user: 'bo', visit: 1, release: release.id }, number: 0, state: null };
  const ask = (at: number, rest: Partial<DecideRequest> = {}) => {
    clock.shows(at);
    return decide({ ...request, now: at, ...rest });
  };
  return { ...memory, ask, happen, begun };
}

describe('a decision', () => {
  it('records an exposure once, however often it is asked for', async () => {
    const { ask, exposures } = enrolled([programOf([experiment({ video: 1 }, { next: 1 }), delay(day)])]);
    await ask(monday);
    await ask(monday);
    expect([...exposures]).toEqual([
      ['test/bo/1/1/tour', expect.objectContaining({ arm: 'video', kind: 'chosen', probability: 1, user: 'bo' })],
    ]);
  });

  it('leaves the event of a set step and the start of another journey to be done, in the same write', async () => {
    const tips = programOf([exit('done')], { journey: 'tips', enrol: [] });
    const { ask, begun, user } = enrolled([programOf([set({ plan: 'pro' }, { next: 1 }), start('tips')]), tips]);
    await ask(monday);
    expect(user().profile.traits).toEqual({ plan: 'pro' });
    expect(user().todo).toEqual(begun);
    expect(begun).toMatchObject([
      { kind: 'event', event: { messageId: 'usher:test/bo/1/1', type: 'identify', traits: { plan: 'pro' } } },
      { kind: 'start', course: 'tips', visit: 1 },
    ]);
  });
});

describe('an awaited event', () => {
  const rows = [{ path: 'rows', comparison: 'gte', operand: { kind: 'value', value: 100 } }] as const;
  const program = programOf([waitAny([on('Import Finished', { to: 1 }, rows)], { as: 'import' }), exit('imported')]);
  const imported = (at: number): UserEvent => eventOf('bo', 'Import Finished', { at, properties: { rows: 100 } });

  it('that was folded before it was awaited is found', async () => {
    const { ask, happen } = enrolled([program]);
    happen(imported(monday + 500));
    // The decision is taken as of entry; the event came half a second later, before the decision did.
    expect((await ask(monday + 1_000)).task).toMatchObject({ kind: 'end', words: 'imported' });
  });

  it('that is folded while the decision is being taken is found by the second try', async () => {
    const person = enrolled([program]);
    let late: UserEvent | null = imported(monday + 500);
    const read = person.store.users.read.bind(person.store.users);
    Object.assign(person.store.users, {
      async read(id: string) {
        const user = await read(id);
        if (late !== null) person.happen(late);
        late = null;
        return user;
      },
    });
    expect((await person.ask(monday + 1_000)).task).toMatchObject({ kind: 'end', words: 'imported' });
  });

  it('that comes later wakes the workflow, and is remembered under its name', async () => {
    const { ask, happen, user } = enrolled([program]);
    const { number, state, task } = await ask(monday);
    expect(task.kind).toBe('wait');
    const event = imported(monday + day);
    happen(event);
    expect(user().todo).toMatchObject([{ kind: 'wake', course: 'test', number: 1 }]);
    expect((await ask(monday + day, { number, state })).task).toMatchObject({ kind: 'end', words: 'imported' });
    expect(user().visits.test!.waits).toEqual({ import: { event: event.messageId, at: event.timestamp } });
  });
});

import { SearchAttributeType, defineSearchAttributeKey } from '@temporalio/common';
import { done, programOf } from '../support/program.ts';
import { startJourneyServer, type Handle, type JourneyServer } from '../support/journey-server.ts';
import type { Person } from '../support/journey-fakes.ts';
import * as steps from '../support/steps.ts';
import { delay, hasty, send, sendThenWait, wait, waiting } from '../support/waiting.ts';
import type { Program } from '../../domain/journey/program.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { day, hour, minute } from '../../domain/time/instant.ts';

let server: JourneyServer;
beforeAll(async () => {
  server = await startJourneyServer();
}, 60_000);
afterAll(() => server.close());

function templates({ mails }: Person): readonly string[] {
  return mails.map(({ template }) => template);
}

/** How long after the entry the last mail went out. */
function lastAfter(person: Person): number {
  return (person.mails.at(-1)?.at ?? NaN) - (person.trail[0]?.at ?? NaN);
}

async function eventsOf(handle: Handle, kind: string): Promise<number> {
  const { events } = await handle.fetchHistory();
  return events?.filter((event) => event[kind as keyof typeof event] != null).length ?? 0;
}

async function shown(handle: Handle): Promise<object> {
  const { typedSearchAttributes: attributes } = await handle.describe();
  const word = (name: string): string | undefined =>
    attributes.get(defineSearchAttributeKey(name, SearchAttributeType.KEYWORD));
  const since = attributes.get(defineSearchAttributeKey('UsherSince', SearchAttributeType.DATETIME));
  return { journey: word('UsherJourney'), status: word('UsherStatus'), step: word('UsherStep'), since };
}

describe('each step kind, on the server’s own time', () => {
  it('sends, and ends as finished', async () => {
    const { person, handle } = await server.enter(programOf([send('welcome')]));
    expect(await handle.result()).toEqual({ outcome: 'finished', words: 'all steps done', decisions: 2 });
    expect(person.mails).toMatchObject([{ template: 'welcome', to: `${person.id}@acme.test` }]);
  });

  it('delays by exactly a day', async () => {
    const { person, handle } = await server.enter(programOf([send('welcome', 1), delay(2), send('later')]));
    await handle.result();
    expect(person.mails[1]!.at - person.mails[0]!.at).toBe(day);
  });

  it('waits in vain, and takes the timeout branch when its time is over', async () => {
    const { person, handle } = await server.enter(waiting);
    await handle.result();
    expect(templates(person)).toEqual(['reminder']);
    expect(lastAfter(person)).toBe(2 * day);
  });

  it('is woken by the event it waits for, and goes on in that moment', async () => {
    const { person, handle } = await server.enter(waiting);
    await server.pass(day);
    await person.happens('Profile Completed');
    await handle.result();
    expect(templates(person)).toEqual(['thanks']);
    expect(Math.abs(lastAfter(person) - day)).toBeLessThan(minute);
  });

  it('goes on at once where the event had come before the wait', async () => {
    const { person, handle } = await server.enter(programOf([delay(1), { ...wait, done: 2, timeout: 3 }, send('thanks'), send('reminder')])); // prettier-ignore
    await server.pass(hour);
    await person.happens('Profile Completed');
    await handle.result();
    expect(templates(person)).toEqual(['thanks']);
    expect(lastAfter(person)).toBe(day);
  });

  it.each([
    ['the profile is complete', true, ['advanced']],
    ['it is not', false, ['basics']],
  ])('branches by the facts of then: %s', async (_, completed, expected) => {
    const cases = [
      { when: done('Profile Completed'), to: 2, words: 'complete' },
      { when: null, to: 3, words: 'otherwise' },
    ];
    const branch = steps.branch(cases);
    const { person, handle } = await server.enter(programOf([delay(1), branch, send('advanced'), send('basics')]));
    await server.pass(hour);
    if (completed) await person.happens('Profile Completed');
    await handle.result();
    expect(templates(person)).toEqual(expected);
  });

  it('exits with its word', async () => {
    const { handle } = await server.enter(programOf([steps.exit('not for you'), send('never')]));
    expect(await handle.result()).toEqual({ outcome: 'finished', words: 'not for you', decisions: 1 });
  });
});

describe('the ends of a journey', () => {
  const goal = { milestone: 'project', event: 'Project Created', within: 14 * day };
  const long: Partial<Program> = {
    goal,
    leave: [
      { kind: 'event', on: 'Account Deleted' },
      { kind: 'after', after: 60 * day },
    ],
  };
  const program = programOf([delay(1, 90 * day), send('too late')], long);

  it.each([
    { by: 'the goal', event: 'Project Created', outcome: 'converted', words: 'goal reached: Project Created' },
    { by: 'an event that leaves', event: 'Account Deleted', outcome: 'left', words: 'Account Deleted' },
  ])('come by $by while it waits, without another nudge', async ({ event, outcome, words }) => {
    const { person, handle } = await server.enter(program);
    await server.pass(3 * day);
    await person.happens(event);
    expect(await handle.result()).toEqual({ outcome, words, decisions: 2 });
    expect(person.mails).toEqual([]);
  });

  it('come by age, on the day', async () => {
    const { person, handle } = await server.enter(program);
    expect(await handle.result()).toEqual({ outcome: 'left', words: '60 days since entry', decisions: 2 });
    expect(person.trail.at(-1)!.at - person.trail[0]!.at).toBe(60 * day);
  });

  it('drop a nudge whose goal was reached before it went out', async () => {
    const { person, handle } = await server.enter(programOf([send('welcome')], long), {
      decided: (number, somebody) => (number === 1 ? somebody.happens('Project Created') : undefined),
    });
    expect(await handle.result()).toMatchObject({ outcome: 'converted' });
    expect(person.mails).toEqual([]);
  });
});

describe('a wake-up', () => {
  it('that comes before the workflow has heard of its own wait is kept', async () => {
    const { person, handle } = await server.enter(waiting, {
      decided: (number, somebody) => (number === 1 ? somebody.happens('Profile Completed') : undefined),
    });
    await handle.result();
    expect(templates(person)).toEqual(['thanks']);
    expect(lastAfter(person)).toBeLessThan(minute);
    expect(await eventsOf(handle, 'workflowExecutionSignaledEventAttributes')).toBe(1);
  });

  it('is not needed for an event that comes while it is being decided: the decision sees it', async () => {
    const { person, handle } = await server.enter(waiting, {
      deciding: (number, somebody) => (number === 0 ? somebody.happens('Profile Completed') : undefined),
    });
    await handle.result();
    expect(templates(person)).toEqual(['thanks']);
    expect(await eventsOf(handle, 'workflowExecutionSignaledEventAttributes')).toBe(0);
  });

  it('during a delivery is not lost: the wait that the delivery ends with is over at once', async () => {
    const { person, handle } = await server.enter(sendThenWait, {
      delivered: (number, somebody) => (number === 2 ? somebody.happens('Profile Completed') : undefined),
    });
    await handle.result();
    expect(templates(person)).toEqual(['welcome', 'thanks']);
    expect(lastAfter(person)).toBeLessThan(minute);
  });

  it('is not needed for an event that comes while the provider has the nudge: the next decision sees it', async () => {
    const { person, handle } = await server.enter(sendThenWait, {
      delivering: (number, somebody) => (number === 1 ? somebody.happens('Profile Completed') : undefined),
    });
    await handle.result();
    expect(templates(person)).toEqual(['welcome', 'thanks']);
    expect(await eventsOf(handle, 'workflowExecutionSignaledEventAttributes')).toBe(0);
  });

  it('for an earlier number, or for the visit before, wakes nobody', async () => {
    const { person, handle } = await server.enter(sendThenWait);
    await server.pass(hour);
    await handle.signal('wake', 1);
    await handle.signal('wake', 9, 0);
    // Entered and delivered, waited in vain, delivered: nobody asked in between.
    expect(await handle.result()).toMatchObject({ decisions: 4 });
    expect(lastAfter(person)).toBe(2 * day);
  });

  it('is not undone by an older one that comes after it', async () => {
    let knows: (handle: Handle) => void = () => {};
    const known = new Promise<Handle>((resolve) => (knows = resolve));
    const { person, handle } = await server.enter(sendThenWait, {
      delivered: async (number, somebody) => {
        if (number !== 2) return;
        await somebody.happens('Profile Completed');
        await (await known).signal('wake', 1);
      },
    });
    knows(handle);
    await handle.result();
    expect(templates(person)).toEqual(['welcome', 'thanks']);
    expect(lastAfter(person)).toBeLessThan(minute);
  });

  it('told twice is taken once', async () => {
    const { person, handle } = await server.enter(waiting);
    await server.pass(hour);
    await person.happens('Profile Completed');
    await handle.signal('wake', 1);
    expect(await handle.result()).toMatchObject({ decisions: 3 });
    expect(templates(person)).toEqual(['thanks']);
  });
});

describe('what fails', () => {
  it('a timer that fires too early changes nothing: the same wait goes on', async () => {
    const { person, handle } = await server.enter(waiting, { clock: hasty });
    await handle.result();
    expect(person.asked()).toBe(5);
    expect(templates(person)).toEqual(['reminder']);
    expect(lastAfter(person)).toBe(2 * day);
  });

  it('a decision that fails twice beside the workflow is taken by an ordinary activity', async () => {
    let failures = 0;
    const { person, handle } = await server.enter(programOf([send('welcome')]), {
      deciding: () => {
        if (++failures <= 2) throw new Error('MongoDB is away');
      },
    });
    expect(await handle.result()).toMatchObject({ outcome: 'finished', decisions: 2 });
    expect(person.asked()).toBe(3);
    expect(templates(person)).toEqual(['welcome']);
    const history = await handle.fetchHistory();
    const scheduled = history.events?.flatMap((event) => event.activityTaskScheduledEventAttributes?.activityType?.name ?? []); // prettier-ignore
    expect(scheduled).toEqual(['decide', 'deliver']);
  });

  it('a decision whose answer was lost is given again, not taken again', async () => {
    let lost = 0;
    const { person, handle } = await server.enter(waiting, {
      decided: (number) => {
        if (number === 1 && ++lost === 1) throw new Error('the connection broke');
      },
    });
    expect(await handle.result()).toMatchObject({ decisions: 3 });
    expect(person.trail.map(({ what }) => what)).toEqual(['entered', 'timeout', 'sent', 'finished']);
  });

  it('a delivery that fails is tried again until it goes out, once', async () => {
    const { person, handle } = await server.enter(programOf([send('welcome')]), {
      answer: (attempt) => {
        if (attempt <= 3) throw new Error('451 later');
        return { kind: 'sent', because: 'email accepted' };
      },
    });
    expect(await handle.result()).toMatchObject({ outcome: 'finished', decisions: 2 });
    expect(templates(person)).toEqual(['welcome']);
  });

  it('a delivery whose answer was lost does not send again', async () => {
    let lost = 0;
    const { person, handle } = await server.enter(programOf([send('welcome')]), {
      delivered: () => {
        if (++lost === 1) throw new Error('the connection broke');
      },
    });
    expect(await handle.result()).toMatchObject({ outcome: 'finished', decisions: 2 });
    expect(templates(person)).toEqual(['welcome']);
  });

  it('a provider that refuses for now makes the enrolment wait in view of everybody, and still lets it leave', async () => {
    const program = programOf([send('welcome')], { leave: [{ kind: 'event', on: 'Account Deleted' }] });
    const { person, handle } = await server.enter(program, {
      answer: () => ({ kind: 'later', because: 'SMTP refused with 451', unsure: false }),
    });
    await server.pass(minute);
    expect(await handle.query('enrolment')).toMatchObject({ status: 'failing', task: { kind: 'wait', words: 'SMTP refused with 451' } }); // prettier-ignore
    await person.happens('Account Deleted');
    expect(await handle.result()).toMatchObject({ outcome: 'left' });
  });

  it('a provider that refused for now is left alone for ten minutes, even when a timer comes too early', async () => {
    const clock: Clock = { ...hasty, real: (instant, now) => Math.min(instant, now + minute) };
    const { person, handle } = await server.enter(programOf([send('welcome')]), {
      clock,
      answer: (attempt) =>
        attempt === 1
          ? { kind: 'later', because: 'SMTP refused with 451', unsure: false }
          : { kind: 'sent', because: 'email accepted' },
    });
    await handle.result();
    expect(templates(person)).toEqual(['welcome']);
    expect(lastAfter(person)).toBe(10 * minute);
  });

  it('a visit that the database no longer knows ends', async () => {
    const { person, handle } = await server.enter(waiting);
    await server.pass(hour);
    person.forget();
    expect(await handle.result()).toEqual({ outcome: 'left', words: 'this visit is over or forgotten', decisions: 2 });
    expect(person.mails).toEqual([]);
  });
});

describe('what people see', () => {
  it('the query tells where the enrolment stands', async () => {
    const { handle } = await server.enter(waiting);
    await server.pass(hour);
    expect(await handle.query('enrolment')).toMatchObject({
      number: 1,
      status: 'waiting',
      step: 'wait-profile',
      task: { kind: 'wait', words: 'wait up to 2 days for Profile Completed' },
      because: ['entered entered: Signed Up'],
    });
    await handle.result();
  });

  it('the search attributes tell the same, and are written only when they change', async () => {
    const { handle } = await server.enter(waiting);
    await server.pass(hour);
    expect(await shown(handle)).toMatchObject({ journey: 'test', status: 'waiting', step: 'wait-profile' });
    await handle.result();
    // The wait, and the end; nothing for the delivery between them.
    expect(await eventsOf(handle, 'upsertWorkflowSearchAttributesEventAttributes')).toBe(2);
  });

  it('a wait that goes on after a timer came too early writes none of them again', async () => {
    const { handle } = await server.enter(waiting, { clock: hasty });
    await handle.result();
    expect(await eventsOf(handle, 'upsertWorkflowSearchAttributesEventAttributes')).toBe(2);
  });

  it('a closed journey says when it left its last step, as the waiting one said since when it waits', async () => {
    const { person, handle } = await server.enter(waiting);
    await server.pass(hour);
    expect(await shown(handle)).toMatchObject({ since: new Date(person.trail[0]!.at) });
    await handle.result();
    const since = new Date(person.trail.at(-1)!.at);
    expect(await shown(handle)).toEqual({ journey: 'test', status: 'finished', step: 'end', since });
  });
});

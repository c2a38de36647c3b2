import { done, programOf } from '../support/program.ts';
import { startJourneyServer, type JourneyServer } from '../support/journey-server.ts';
import { lastAfter, templates } from '../support/journey-fakes.ts';
import * as steps from '../support/steps.ts';
import { delay, send, wait, waiting } from '../support/waiting.ts';
import type { Program } from '../../domain/journey/program.ts';
import { day, hour, minute } from '../../domain/time/instant.ts';

let server: JourneyServer;
beforeAll(async () => {
  server = await startJourneyServer();
});
afterAll(() => server.close());

describe('each step kind, on the server’s own time', () => {
  it('sends, and ends as finished', async () => {
    const { person, handle } = await server.enter(programOf([send('welcome')]));
    expect(await handle.result()).toEqual({
      ...{ outcome: 'finished', words: 'all steps done', decisions: 2 },
      nudges: [[expect.any(String), 'email welcome', 'sent']],
    });
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
    expect(await handle.result()).toMatchObject({ outcome: 'finished', words: 'not for you', decisions: 1 });
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
    expect(await handle.result()).toMatchObject({ outcome, words, decisions: 2 });
    expect(person.mails).toEqual([]);
  });

  it('come by age, on the day', async () => {
    const { person, handle } = await server.enter(program);
    expect(await handle.result()).toMatchObject({ outcome: 'left', words: '60 days since entry', decisions: 2 });
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

import { programOf } from '../support/program.ts';
import { startJourneyServer, type JourneyServer } from '../support/journey-server.ts';
import { lastAfter, templates } from '../support/journey-fakes.ts';
import { hasty, send, waiting } from '../support/waiting.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { day, hour, minute } from '../../domain/time/instant.ts';

let server: JourneyServer;
beforeAll(async () => {
  server = await startJourneyServer();
});
afterAll(() => server.close());

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
    await server.pass(minute / 2);
    expect(await handle.query('enrolment')).toMatchObject({ status: 'failing', task: { kind: 'wait', words: 'SMTP refused with 451' } }); // prettier-ignore
    await person.happens('Account Deleted');
    expect(await handle.result()).toMatchObject({ outcome: 'left' });
  });

  it('a provider that refused for now is left alone for a minute, even when a timer comes too early', async () => {
    const clock: Clock = { ...hasty, real: (instant, now) => Math.min(instant, now + minute / 4) };
    const { person, handle } = await server.enter(programOf([send('welcome')]), {
      clock,
      answer: (attempt) =>
        attempt === 1
          ? { kind: 'later', because: 'SMTP refused with 451', unsure: false }
          : { kind: 'sent', because: 'email accepted' },
    });
    await handle.result();
    expect(templates(person)).toEqual(['welcome']);
    expect(lastAfter(person)).toBe(minute);
  });

  it('a visit that the database no longer knows ends', async () => {
    const { person, handle } = await server.enter(waiting);
    await server.pass(hour);
    person.forget();
    expect(await handle.result()).toEqual({ outcome: 'left', words: 'this visit is over or forgotten', decisions: 2 });
    expect(person.mails).toEqual([]);
  });
});

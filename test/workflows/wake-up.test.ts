import { startJourneyServer, type Handle, type JourneyServer } from '../support/journey-server.ts';
import { lastAfter, templates } from '../support/journey-fakes.ts';
import { sendThenWait, waiting } from '../support/waiting.ts';
import { day, hour, minute } from '../../domain/time/instant.ts';

let server: JourneyServer;
beforeAll(async () => {
  server = await startJourneyServer();
});
afterAll(() => server.close());

async function eventsOf(handle: Handle, kind: string): Promise<number> {
  const { events } = await handle.fetchHistory();
  return events?.filter((event) => event[kind as keyof typeof event] != null).length ?? 0;
}

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

  it('that somebody sends by hand and that is for no decision of it changes nothing, and later ones are heard', async () => {
    const { person, handle } = await server.enter(waiting);
    for (const wrong of [[], [{}], ['soon'], [-1, null], [1e9]]) await handle.signal('wake', ...(wrong as [number]));
    await person.happens('Profile Completed');
    expect((await handle.result()).decisions).toBeLessThan(5);
    expect(templates(person)).toEqual(['thanks']);
    expect(lastAfter(person)).toBeLessThan(minute);
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

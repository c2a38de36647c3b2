import { SearchAttributeType, defineSearchAttributeKey } from '@temporalio/common';
import { startJourneyServer, type Handle, type JourneyServer } from '../support/journey-server.ts';
import { hasty, waiting } from '../support/waiting.ts';
import { hour } from '../../domain/time/instant.ts';

let server: JourneyServer;
beforeAll(async () => {
  server = await startJourneyServer();
});
afterAll(() => server.close());

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

describe('what people see', () => {
  it('the query tells where the enrolment stands', async () => {
    const { handle } = await server.enter(waiting);
    await server.pass(hour);
    expect(await handle.query('enrolment')).toMatchObject({
      number: 1,
      status: 'waiting',
      step: 'wait-profile',
      task: { kind: 'wait', words: 'wait up to 2 days for Profile Completed' },
      because: ['entered: Signed Up'],
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

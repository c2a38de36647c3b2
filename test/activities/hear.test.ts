import { hear } from '../../activities/hear.ts';
import { day, minute } from '../../domain/time/instant.ts';
import { eventOf, monday } from '../support/event.ts';
import { createMemoryStore } from '../support/memory-store.ts';
import { play } from '../support/play.ts';
import { programOf } from '../support/program.ts';
import { releaseOf } from '../support/release.ts';
import { on, waitAny } from '../support/steps.ts';

const program = programOf([waitAny([on('Opened')], { since: 'entry' })]);

/** The names of what is heard of somebody who has opened the app so often since they entered, once a minute. */
async function heard(times: number): Promise<readonly string[]> {
  const events = Array.from({ length: times }, (_, index) =>
    eventOf('bo', 'Opened', { at: monday + (index + 1) * minute, messageId: String(index) }),
  );
  const { user } = play([program], { until: monday });
  const counter = { count: times, first: monday, last: monday + day, recent: [] };
  const known = { ...user, profile: { ...user.profile, events: { Opened: counter } } };
  const { store, events: kept } = createMemoryStore(releaseOf([program]), 'bo');
  for (const event of events) kept.set(event.messageId, event);
  return (await hear(store, known, { course: 'test', program })).events.map(({ messageId }) => messageId);
}

describe('what is heard of events that are waited for', () => {
  it('is all of them', async () => {
    expect(await heard(999)).toHaveLength(999);
  });

  it('of very many is the first since entry, which a wait since entry takes, and the newest', async () => {
    const ids = await heard(2_500);
    expect(ids).toHaveLength(2_000);
    expect([ids[0], ids[999], ids[1_000], ids.at(-1)]).toEqual(['0', '999', '1500', '2499']);
  });

  it('is each once where the oldest and the newest overlap', async () => {
    expect(await heard(1_500)).toHaveLength(1_500);
  });
});

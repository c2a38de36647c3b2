import { pino } from 'pino';
import type { ActivityDependencies } from '../../activities/dependencies.ts';
import { createDecide } from '../../activities/decide.ts';
import { createDeliver } from '../../activities/deliver.ts';
import { explainUser } from '../../client/explain/explanation.ts';
import { explanationText } from '../../cli/explain/text.ts';
import type { Command } from '../../domain/journey/command.ts';
import { day, hour, minute } from '../../domain/time/instant.ts';
import { createIngest } from '../../ingest/index.ts';
import { setClock } from '../support/clock.ts';
import { identify, monday, track } from '../support/event.ts';
import { links } from '../support/links.ts';
import { done, programOf } from '../support/program.ts';
import { releaseOf } from '../support/release.ts';
import { send, waitFor } from '../support/steps.ts';
import { openTestStore } from '../support/store.ts';
import { absentTemporal } from '../support/temporal.ts';
import { noWebhooks } from '../support/webhook.ts';

const release = releaseOf([
  programOf(
    [
      send('welcome', { next: 1 }),
      waitFor(done('Profile Completed'), 'Profile Completed', { id: 'wait-profile', atMost: 2 * day }),
    ],
    { goal: { milestone: 'project', event: 'Project Created', within: 14 * day } },
  ),
]);

/** What somebody tells bo's enrolment an hour after Monday's start. */
async function told(activities: ActivityDependencies, command: Command): Promise<void> {
  const { number, decision, release: pinned } = (await activities.store.users.read('bo')).visits.test!;
  const enrolment = { journey: 'test', user: 'bo', visit: 1, release: pinned };
  await createDecide(activities)({ enrolment, number, state: decision!.state, now: monday + hour, command });
}

describe('the explanation of a user', () => {
  it('says what slots of the product gave them, under whichever id, by which rule, and what of it they saw', async () => {
    const kept = await openTestStore();
    const ingest = createIngest({ store: kept.store, temporal: absentTemporal, clock: setClock(monday), onError: () => {} }); // prettier-ignore
    await ingest.take({ ...identify('bo', { timezone: 'Asia/Tokyo' }, { at: monday }), anonymousId: '5f3c' });
    await ingest.close();
    const { showings } = kept.store;
    const guide = { user: 'anonymous:5f3c', slot: 'tutorial', item: 'guide', rule: null, session: 'a', release: 'r' };
    const film = { ...guide, user: 'bo', item: 'film', rule: 'newcomers' };
    await showings.record({ ...guide, kind: 'chosen', at: monday - hour });
    await showings.record({ ...film, kind: 'chosen', at: monday });
    await showings.record({ ...film, kind: 'seen', at: monday + minute });
    const explanation = await explainUser(kept.store, await kept.store.users.read('bo'), { now: monday });
    await kept.close();
    expect(explanationText(explanation, monday).split('\n').slice(-3)).toEqual([
      'In the product',
      ' tutorial      Mon 2 Mar 17:00: guide by default, not seen yet',
      ' tutorial      Mon 2 Mar 18:00: film by rule newcomers, seen Mon 2 Mar 18:01',
    ]);
  });

  it('says who they were before, under whichever of their ids it is asked for', async () => {
    const kept = await openTestStore();
    const ingest = createIngest({
      store: kept.store,
      temporal: absentTemporal,
      clock: setClock(monday),
      onError: () => {},
    });
    const visit = track('', 'Opened', { at: monday - hour });
    await ingest.take({ ...visit, userId: null, anonymousId: '5f3c' });
    await ingest.take({ ...identify('bo', { timezone: 'Asia/Tokyo' }, { at: monday }), anonymousId: '5f3c' });
    await ingest.close();
    const ids = ['bo', 'anonymous:5f3c'];
    const [bo, before] = await Promise.all(
      ids.map(async (id) => explainUser(kept.store, await kept.store.users.read(id), { now: monday })),
    );
    await kept.close();
    expect(before).toEqual(bo);
    expect(explanationText(bo!, monday).split('\n')).toEqual([
      'bo · nobody · Asia/Tokyo, now Mon 2 Mar 18:00 · locale not known',
      'joined anonymous:5f3c, Mon 2 Mar 18:00',
    ]);
  });

  it('says where they are, what happened and why, who did it, and what was not done, in their own time', async () => {
    const kept = await openTestStore();
    const { store } = kept;
    await store.releases.publish(release, monday, 'shorter waits');
    const clock = setClock(monday);
    const ingest = createIngest({ store, temporal: absentTemporal, clock, onError: () => {} });
    await ingest.take(identify('bo', { email: 'bo@acme.test', timezone: 'Asia/Tokyo', locale: 'pt' }, { at: monday }));
    await ingest.take(track('bo', 'Signed Up', { at: monday }));
    const email = { send: () => Promise.resolve({ kind: 'sent', because: 'email accepted in 0.1 s' } as const), close: () => {} };
    const activities = { store, clock, email, webhook: noWebhooks, links, begin: () => undefined, log: pino({ level: 'silent' }) };
    const enrolment = { journey: 'test', user: 'bo', visit: 1, release: release.id };
    await createDecide(activities)({ enrolment, number: 0, state: null, now: monday });
    await createDeliver(activities)({ enrolment, number: 1 }, { attempt: 1, since: Date.now() });
    clock.shows(monday + hour);
    await ingest.take(track('bo', 'Signed Up', { at: monday + hour }));
    await ingest.close();
    await told(activities, { id: 'one', kind: 'pause', by: 'kim', reason: 'ticket 4711' });
    await told(activities, { id: 'two', kind: 'resend', by: 'jo', reason: 'ticket 4712', step: 'welcome' });
    const explanation = await explainUser(store, await store.users.read('bo'), { now: monday });
    await kept.close();
    expect(explanation).not.toBeNull();
    expect(explanationText(explanation, monday + 7 * hour + 5 * minute).replaceAll(release.id.slice(0, 7), 'release')).toBe(
      `bo · b…@acme.test · Asia/Tokyo, now Tue 3 Mar 01:05 · pt · email yes
test · release release "shorter waits" · day 1 · PAUSED at wait-profile
  why    paused by kim: ticket 4711
  goal   Project Created by Mon 16 Mar 18:00: not yet

Mon 2 Mar
 18:00 entered       Signed Up
 18:00 welcome       SENT: email accepted in 0.1 s; in pt
 19:00 wait-profile  paused by kim: ticket 4711
Not entered
 test          Mon 2 Mar 19:00: already in this journey
Not done
 resend        Mon 2 Mar 19:00, in test by jo: "ticket 4712"; resend: nothing is sent while it is paused, resume first`,
    );
  }); // prettier-ignore
});

import { enter } from '../../../domain/enrolment/entrance.ts';
import { ownerOf } from '../../../domain/enrolment/identity.ts';
import { join } from '../../../domain/enrolment/join.ts';
import { find } from '../../../domain/enrolment/question.ts';
import { reconcile } from '../../../domain/enrolment/reconcile.ts';
import { terminate } from '../../../domain/enrolment/terminate.ts';
import { changed, newUser, type User } from '../../../domain/enrolment/user.ts';
import type { Visit } from '../../../domain/enrolment/visit.ts';
import type { LedgerEntry } from '../../../domain/pacing/ledger.ts';
import { apply } from '../../../domain/profile/apply.ts';
import { day, hour, minute, type Instant } from '../../../domain/time/instant.ts';
import { eventOf, monday } from '../../support/event.ts';
import { programOf } from '../../support/program.ts';
import { releaseOf } from '../../support/release.ts';

const programs = ['test', 'other'].map((journey) => programOf([], { journey, again: { kind: 'always' } }));
const release = releaseOf(programs);
const device = 'anonymous:7';

/** Somebody who has done something. */
function somebody(id: string): User {
  const event = eventOf(id, 'Opened', { at: monday });
  return { ...changed(newUser(id), { profile: apply(newUser(id).profile, event) }), revision: 1 };
}

interface Entering {
  readonly journey?: string;
  readonly at?: Instant;
  readonly exclusive?: string;
}

/** The user in a journey, waiting in its first decision. */
function entered(user: User, { journey = 'test', at = monday, exclusive }: Entering = {}): User {
  const program = programOf([], { journey, again: { kind: 'always' }, exclusive: exclusive ?? null });
  const entry = { event: `${user.id}-in`, at, receivedAt: at, because: [] };
  return waiting(enter(user, { program, release: release.id, entry, properties: {} }).user, journey, at);
}

function waiting(user: User, course: string, at: Instant): User {
  const state = { step: 0, since: at, entry: at };
  const effect = {
    kind: 'wait',
    step: 'pause',
    status: 'delayed',
    until: at + day,
    awaits: [],
    words: 'a day',
  } as const;
  const decision = { number: 1, at, state, effect, trail: [], exposures: [] };
  const visit: Visit = { ...user.visits[course]!, status: 'open', number: 1, decision };
  return changed(user, { visits: { ...user.visits, [course]: visit }, todo: [] });
}

function left(user: User, at: Instant, course = 'test'): User {
  return terminate(user, course, { visit: user.visits[course]!, end: { at, outcome: 'left', words: 'left' } });
}

function joined(target: User, source: User, at = monday + hour): User {
  return join(target, source, { release, at });
}

const [bo, somebodyElse] = [somebody('bo'), somebody(device)];

describe('an open visit of somebody who becomes another user', () => {
  it('moves, keeps the id of its workflow, and is asked to decide again', () => {
    const user = joined(bo, entered(somebodyElse));
    expect(user.visits.test).toMatchObject({ status: 'open', origin: device, visit: 1, woke: { number: 1 } });
    expect(user.todo).toEqual([{ kind: 'wake', course: 'test', number: 1, at: monday + hour }]);
    expect(find(user, { course: 'test', visit: 1, number: 1, state: null, origin: device }).kind).toBe('here');
    expect(find(user, { course: 'test', visit: 1, number: 1, state: null }).kind).toBe('gone');
  });

  it('that is still to be started is started under its old id', () => {
    const source = changed(entered(somebodyElse), { todo: [{ kind: 'start', course: 'test', visit: 1, at: monday }] });
    const starting: User = { ...source, visits: { test: { ...source.visits.test!, status: 'starting', decision: null, number: 0 } } }; // prettier-ignore
    const user = joined(bo, starting);
    expect(user.visits.test).toMatchObject({ status: 'starting', origin: device });
    expect(user.todo).toEqual([{ kind: 'start', course: 'test', visit: 1, at: monday }]);
  });

  it('moves on with whoever the other one becomes, still under its first id', () => {
    const user = joined(somebody('ada'), joined(bo, entered(somebodyElse)));
    expect(user.visits.test?.origin).toBe(device);
    expect(user.aliases).toEqual(['bo', device]);
  });

  it.each([
    ['the known user’s is the older one', monday - minute, undefined, device],
    ['the other is the older one', monday + minute, device, 'bo'],
    ['both came at once: the known user’s stands', monday, undefined, device],
  ])('collides on a course, and %s', (...[, at, origin, ended]) => {
    const user = joined(entered(bo, { at }), entered(somebodyElse));
    expect(user.visits.test?.origin).toBe(origin);
    expect(user.visits.test?.status).toBe('open');
    const [end] = user.todo.filter(({ kind }) => kind === 'end');
    expect(end).toMatchObject({ course: 'test', origin: ended, visit: 1, number: 1 });
    const answer = find(user, { course: 'test', visit: 1, number: 1, state: null, origin: ended });
    const words = `${device} is bo, whose older enrolment than that in test goes on`;
    expect(answer).toMatchObject({ kind: 'kept', decision: { number: 2, effect: { kind: 'end', outcome: 'merged', words } } }); // prettier-ignore
  });

  it('collides with one of the same exclusive group, of which the older goes on', () => {
    const source = entered(somebodyElse, { journey: 'other', at: monday - minute, exclusive: 'lifecycle' });
    const user = joined(entered(bo, { exclusive: 'lifecycle' }), source);
    expect([user.visits.test?.status, user.visits.other?.status]).toEqual(['closed', 'open']);
    expect(user.visits.test?.decision?.effect).toMatchObject({ outcome: 'merged' });
  });

  it('leaves the claims and the doubts of what gave way behind: a claim is free, what was sent counts', () => {
    const entry = (id: string, status: LedgerEntry['status']): LedgerEntry => ({
      ...{ nudge: `test/${id}/1/pause/${status === 'held' ? 1 : 2}`, course: 'test', visit: 1, step: 'pause', channel: 'email' },
      ...{ template: 'tips', category: '', tags: [], priority: 0, transactional: false, at: monday, local: monday },
      ...{ fresh: null, status, attempt: 1, lease: null },
    }); // prettier-ignore
    const held = (user: User): User => {
      const visit = user.visits.test!;
      const effect = { ...visit.decision!.effect, status: 'held' } as NonNullable<Visit['decision']>['effect'];
      const visits = { test: { ...visit, decision: { ...visit.decision!, effect } } };
      return changed(user, { visits, ledger: [entry(user.id, 'held'), entry(user.id, 'sent')] });
    };
    const user = joined(held(entered(bo)), held(entered(somebodyElse, { at: monday + 1 })));
    expect(user.ledger.map(({ nudge, status }) => `${ownerOf(nudge)} ${status}`).sort()).toEqual([
      `${device} sent`,
      'bo held',
      'bo sent',
    ]);
  });
});

describe('visits that are over', () => {
  it('are one user’s: the one that ended last tells when to let them in again', () => {
    const user = joined(left(entered(bo), monday + minute), left(entered(somebodyElse), monday + 2 * minute));
    expect(user.visits.test).toMatchObject({ origin: device, endedAt: monday + 2 * minute, upTo: 1 });
    expect(find(user, { course: 'test', visit: 1, number: 1, state: null })).toMatchObject({ kind: 'kept', decision: { effect: { outcome: 'left' } } }); // prettier-ignore
  });

  it('give no number twice to the workflow that begins next', () => {
    const thrice = [1, 2, 3].reduce((user, time) => left(entered(user, { at: monday + time }), monday + time), bo);
    const user = joined(thrice, left(entered(somebodyElse), monday + hour));
    const again = entered(user, { at: monday + 2 * hour });
    expect(again.visits.test).toMatchObject({ visit: 4 });
    expect(again.visits.test?.origin).toBeUndefined();
    expect(find(again, { course: 'test', visit: 1, number: 1, state: null, origin: device })).toMatchObject({ kind: 'kept' }); // prettier-ignore
  });
});

describe('what else is known of two users who become one', () => {
  it('is united: the known user’s arms stand', () => {
    const heldOut = { release: release.id, at: monday, goal: null, converted: null };
    const source = changed(somebodyElse, { arms: { tour: 'video', depth: 'long' }, suppressed: ['a@b.c'], heldOut: { test: heldOut }, applied: [{ id: 'm-1', at: 1 }] }); // prettier-ignore
    const target = changed(bo, { arms: { tour: 'none' }, suppressed: ['d@e.f'], heldOut: { test: { ...heldOut, at: monday + 1, converted: monday + 5 } } }); // prettier-ignore
    const { arms, suppressed, heldOut: out, applied, profile } = joined(target, source);
    expect({ arms, suppressed, out, applied }).toEqual({
      arms: { tour: 'none', depth: 'long' },
      suppressed: ['a@b.c', 'd@e.f'],
      out: { test: { ...heldOut, converted: monday + 5 } },
      applied: [{ id: 'm-1', at: 1 }],
    });
    expect([profile.user, profile.events.Opened?.count]).toEqual(['bo', 2]);
  });

  it('are the addresses that refused mail, the present one among them, however many there are', () => {
    const many = Array.from({ length: 20 }, (_, n) => `a${n}@acme.test`);
    const lives = apply(bo.profile, eventOf('bo', null, { at: monday, traits: { email: 'zoe@acme.test' } }));
    const target = changed(bo, { profile: lives, suppressed: many });
    const { suppressed } = joined(target, changed(somebodyElse, { suppressed: ['zoe@acme.test'] }));
    expect(suppressed).toEqual([...many.toSorted(), 'zoe@acme.test']);
  });

  it('wakes nobody where one of them is but an id', () => {
    const user = entered(bo);
    expect(joined(user, newUser(device))).toEqual({ ...user, aliases: [device] });
  });
});

describe('a workflow under another id of the user’s', () => {
  const user = joined(entered(bo), entered(somebodyElse, { at: monday + 1 }));
  const run = { enrolment: { journey: 'test', user: device, visit: 1, release: release.id }, startedAt: monday };

  it('that runs on is told that its visit is over', () => {
    const sighting = { kind: 'running', run, progress: { number: 1, entry: monday } } as const;
    expect(reconcile(user, 'test', { sighting, now: monday, origin: device })).toEqual({ kind: 'wake', disagreement: 'outlived', visit: 1, number: 1 }); // prettier-ignore
  });

  it('that is over, or nowhere, is as it should be', () => {
    const over = { kind: 'over', run, at: monday, outcome: 'merged', words: '' } as const;
    for (const sighting of [over, { kind: 'none' } as const])
      expect(reconcile(user, 'test', { sighting, now: monday, origin: device })).toEqual({ kind: 'agreed' });
  });
});

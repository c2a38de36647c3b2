import { refreshed } from '../../../domain/enrolment/refreshed.ts';
import { passFlips } from '../../../domain/enrolment/flips.ts';
import { receive } from '../../../domain/enrolment/receive.ts';
import { newUser, type User } from '../../../domain/enrolment/user.ts';
import type { Program, SegmentRule } from '../../../domain/journey/program.ts';
import type { Release } from '../../../domain/release/release.ts';
import { day, hour, minute, type Instant } from '../../../domain/time/instant.ts';
import { conditionOf } from '../../support/condition.ts';
import { eventOf, monday } from '../../support/event.ts';
import { play, reasons, sent, type Deed } from '../../support/play.ts';
import { onEvent, onSegment, programOf } from '../../support/program.ts';
import { releaseOf } from '../../support/release.ts';
import { delay, send, set } from '../../support/steps.ts';

const pays = conditionOf({ 'traits.plan': 'team' });
const quiet = conditionOf({ 'events.App Opened.last': { $lte: { $ago: '3d' } } });
const always = { kind: 'always' } as const;

const entered = (rule: SegmentRule, rest: Partial<Program> = {}): Program =>
  programOf([send('hi')], { enrol: [rule], again: always, ...rest });
const opened = (after: string): Deed => ['App Opened', after];
const plan = (name: string, after: string): Deed => [null, after, { plan: name }];

describe('coming into a segment', () => {
  const paying = entered(onSegment('paying', pays));

  it('by an event enters with that event', () => {
    const played = play([paying], { deeds: [plan('team', '1h')] });
    expect(sent(played)).toEqual(['hi +1h']);
    expect(reasons(played, 'entered')).toEqual(['entered segment paying', 'plan is team']);
  });

  it('by the very first event enters as well', () => {
    expect(sent(play([paying], { traits: { plan: 'team' } }))).toEqual(['hi +-1d 23h 59m 59s']);
  });

  it('and staying in it enters once', () => {
    expect(sent(play([paying], { deeds: [plan('team', '1h'), ['App Opened', '2h'], plan('team', '3h')] }))).toEqual([
      'hi +1h',
    ]);
  });

  it('again after leaving it enters again, where the journey lets people back in', () => {
    const deeds = [plan('team', '1h'), plan('free', '2h'), plan('team', '3h')];
    expect(sent(play([paying], { deeds }))).toEqual(['hi +1h', 'hi +3h']);
  });

  it('by time alone enters at the instant from which it is true', () => {
    const played = play([entered(onSegment('quiet', quiet))], { deeds: [opened('1h')] });
    expect(sent(played)).toEqual(['hi +3d 1h']);
  });

  it('is put off by every event that makes it true later', () => {
    const played = play([entered(onSegment('quiet', quiet))], { deeds: [opened('1h'), opened('2d'), opened('6d')] });
    expect(sent(played)).toEqual(['hi +5d', 'hi +9d']);
  });

  it('by a trait that a journey sets enters at the instant of that decision', () => {
    const selling = programOf([delay(day, { next: 1 }), set({ plan: 'team' })], {
      journey: 'selling',
      enrol: [onEvent('App Opened')],
    });
    expect(sent(play([selling, paying], { deeds: [opened('1h')] }))).toEqual(['hi +1d 1h']);
  });

  it('counts only with what has to hold besides, and keeps why not', () => {
    const rule = onSegment('paying', pays, { when: conditionOf({ 'traits.score': { $gte: 5 } }) });
    const played = play([entered(rule)], { deeds: [plan('team', '1h')] });
    expect(sent(played)).toEqual([]);
    expect(played.user.refused.map(({ because }) => because)).toEqual([
      ['entered segment paying', 'plan is team', 'score is not set, so not at least 5'],
    ]);
  });

  it('is known to everybody who waits for it, as an event of Usher’s own', () => {
    const { user } = play([paying], { deeds: [plan('team', '1h')] });
    expect(user.profile.events['Segment Entered']).toMatchObject({ count: 1, last: monday + hour });
  });

  it('is not told by an event of that name that somebody sends', () => {
    expect(sent(play([paying], { deeds: [['Segment Entered', '1h', { segment: 'paying' }]] }))).toEqual([]);
  });
});

describe('the door of a journey that is entered by a segment', () => {
  it('opens for the highest priority first, whether an event or a segment leads to it', () => {
    const group = { exclusive: 'one', again: always };
    const byEvent = programOf([delay(day)], { journey: 'by-event', enrol: [onEvent('Bought')], priority: 1, ...group });
    const bySegment = programOf([delay(day)], {
      journey: 'by-segment',
      enrol: [onSegment('buyers', conditionOf({ did: { event: 'Bought', times: { $gte: 1 } } }))],
      priority: 2,
      ...group,
    });
    const { user } = play([byEvent, bySegment], { deeds: [['Bought', '1h']], until: monday + 2 * hour });
    expect(Object.keys(user.visits)).toEqual(['by-segment']);
    expect(user.refused.map(({ journey }) => journey)).toEqual(['by-event']);
  });

  it('keeps its share out, and remembers it', () => {
    const { user } = play([entered(onSegment('paying', pays), { holdout: 1 })], { deeds: [plan('team', '1h')] });
    expect(user.heldOut).toMatchObject({ test: { at: monday + hour } });
  });

  it('stays closed to whoever is inside', () => {
    const long = programOf([delay(5 * day)], { enrol: [onSegment('paying', pays)], again: always });
    const { user } = play([long], { deeds: [plan('team', '1h'), plan('free', '2h'), plan('team', '3h')] });
    expect(user.refused.map(({ because }) => because)).toEqual([['already in this journey']]);
  });
});

/** Somebody whose events come one after the other, by the release that is current when they come. */
function lives(
  release: Release,
  events: readonly (readonly [string | null, Instant, object?])[],
  from = newUser('bo'),
): User {
  return events.reduce<User>((user, [name, at, rest = {}]) => {
    const event = eventOf('bo', name, { at, ...rest });
    return receive(user, event, { release, at, since: monday }).user;
  }, from);
}

const startsOf = ({ todo }: User): readonly string[] =>
  todo.flatMap((intent) => (intent.kind === 'start' ? [intent.course] : []));

describe('an event that is no news', () => {
  const release = releaseOf([entered(onSegment('paying', pays))]);

  it.each([
    ['that comes more than a day late', { receivedAt: monday + 26 * hour }],
    ['that is told as history', { historical: true as const }],
  ])('%s leads into the segment and lets nobody in', (_, rest) => {
    const user = lives(release, [[null, monday + hour, { traits: { plan: 'team' }, ...rest }]]);
    expect(user.members).toMatchObject({ paying: { is: true } });
    expect(startsOf(user)).toEqual([]);
  });

  it('does not undo what time has done: an event that is folded after the instant', () => {
    const release = releaseOf([entered(onSegment('quiet', quiet))]);
    const before = lives(release, [['App Opened', monday]]);
    const flipped = passFlips(before, { release, since: monday, real: monday }, monday + 3 * day + hour).user;
    expect(startsOf(flipped)).toEqual(['test']);
    // It was received just before that instant, and lay about.
    const after = lives(release, [['Page Viewed', monday + 3 * day - minute]], flipped);
    const later = passFlips(after, { release, since: monday, real: monday }, monday + 9 * day).user;
    expect(later.members).toMatchObject({ quiet: { is: true, since: monday + 3 * day } });
    expect(startsOf(later)).toEqual(['test']);
  });
});

describe('time that has passed when an event comes', () => {
  it('counts first: who came into the segment before the event has entered, though it leads out again', () => {
    const release = releaseOf([entered(onSegment('quiet', quiet))]);
    const user = lives(release, [
      ['App Opened', monday],
      ['App Opened', monday + 4 * day],
    ]);
    expect(startsOf(user)).toEqual(['test']);
    expect(user.visits.test?.entry).toMatchObject({ at: monday + 3 * day, receivedAt: monday + 3 * day });
    expect(user.members).toMatchObject({ quiet: { is: false } });
  });
});

describe('a release that brings a segment, or another meaning of it', () => {
  const before = releaseOf([]);
  const known = lives(before, [[null, monday, { traits: { plan: 'team', score: 3 } }]]);
  const publishedAt = monday + day;
  const now = publishedAt + hour;
  const bring = (user: User, rule: SegmentRule, rest: Partial<Program> = {}): User => {
    const release = releaseOf([entered(rule, rest)]);
    return refreshed(user, { release, since: publishedAt, real: now, now, events: null }).user;
  };

  it('lets nobody in who is in it already', () => {
    const user = bring(known, onSegment('paying', pays));
    expect(user.members).toMatchObject({ paying: { is: true } });
    expect(startsOf(user)).toEqual([]);
  });

  it('lets them in with `backfill: all`, once', () => {
    const rule = onSegment('paying', pays, { backfill: 'all' });
    const user = bring(known, rule);
    expect(startsOf(user)).toEqual(['test']);
    expect(user.visits.test?.entry.at).toBe(now);
    expect(bring(user, rule)).toBe(user);
  });

  it('lets those in who came into it between its publication and their turn, at the instant when they did', () => {
    const opened = lives(before, [['App Opened', publishedAt - 3 * day + minute]]);
    const user = bring(opened, onSegment('quiet', quiet));
    expect(user.visits.test?.entry.at).toBe(publishedAt + minute);
  });

  it('lets those in by an event who came before their turn, and by nothing else', () => {
    const release = releaseOf([entered(onSegment('paying', pays))]);
    const event = eventOf('bo', 'App Opened', { at: publishedAt + minute });
    const user = receive(known, event, { release, at: now, since: publishedAt }).user;
    expect(startsOf(user)).toEqual([]);
    const free = lives(before, [[null, monday, { traits: { plan: 'free' } }]]);
    const buys = eventOf('bo', null, { at: publishedAt + minute, traits: { plan: 'team' } });
    expect(startsOf(receive(free, buys, { release, at: now, since: publishedAt }).user)).toEqual(['test']);
  });

  it('that means something else now lets nobody in for that, but with `backfill: all`', () => {
    const user = bring(known, onSegment('scored', conditionOf({ 'traits.score': { $gte: 5 } })));
    expect(user.members).toMatchObject({ scored: { is: false } });
    const wider = conditionOf({ 'traits.score': { $gte: 2 } });
    expect(startsOf(bring(user, onSegment('scored', wider)))).toEqual([]);
    expect(startsOf(bring(user, onSegment('scored', wider, { backfill: 'all' })))).toEqual(['test']);
  });

  it('fills a journey that is new from a segment that is known', () => {
    const user = bring(known, onSegment('paying', pays));
    const rule = onSegment('paying', pays, { backfill: 'all' });
    expect(startsOf(bring(user, rule))).toEqual(['test']);
    const filled = bring(user, rule);
    const second = releaseOf([entered(rule), entered(rule, { journey: 'second' })]);
    const after = refreshed(filled, { release: second, since: now, real: now, now, events: null }).user;
    expect(startsOf(after)).toEqual(['test', 'second']);
  });

  it('asks the doors that it fills as any other: `when`, `again`, the group, the holdout', () => {
    const rule = onSegment('paying', pays, { backfill: 'all' });
    expect(bring(known, { ...rule, when: conditionOf({ 'traits.score': 9 }) }).refused).toHaveLength(1);
    expect(bring(known, rule, { holdout: 1 }).heldOut).toMatchObject({ test: { at: now } });
  });

  it('forgets the segments that lead nowhere any more', () => {
    const user = bring(known, onSegment('quiet', quiet));
    const after = refreshed(user, { release: before, since: now, real: now, now, events: null }).user;
    expect([after.members, after.flipAt]).toEqual([{}, null]);
  });
});

it('a release without such a journey costs nothing: the user is left as it is', () => {
  const release = releaseOf([programOf([send('hi')])]);
  const user = newUser('bo');
  expect(passFlips(user, { release, since: monday, real: monday }, monday).user).toBe(user);
});

import type { EnrolRule, Program } from '../../../domain/journey/program.ts';
import { day, hour } from '../../../domain/time/instant.ts';
import { eventOf, monday } from '../../support/event.ts';
import { play, sent, type Deed } from '../../support/play.ts';
import { done, programOf } from '../../support/program.ts';
import { releaseOf } from '../../support/release.ts';
import { simulate } from '../../../domain/simulation/simulate.ts';
import { send } from '../../support/steps.ts';

const way = (on: string, rest: Partial<EnrolRule> = {}): EnrolRule => ({ on, first: false, when: null, ...rest });
const journey = (...enrol: EnrolRule[]): Program => programOf([send('hi')], { enrol, again: { kind: 'always' } });

describe('a way in', () => {
  it.each<[string, Deed[], string[]]>([
    ['the first of them', [['Go', '1h']], ['hi +1h']],
    ['the second', [['Back', '1h']], ['hi +1h']],
    ['each, one after the other', [['Back', '1h'], ['Go', '2h']], ['hi +1h', 'hi +2h']],
    ['none of another name', [['Gone', '1h']], []],
  ])('is by any of several events: %s', (_, deeds, expected) => {
    expect(sent(play([journey(way('Go'), way('Back'))], { deeds }))).toEqual(expected);
  }); // prettier-ignore

  it('with `first` is by the first such event alone, by receipt', () => {
    const first = journey(way('Go', { first: true }));
    expect(sent(play([first], { deeds: [['Go', '1h'], ['Go', '2h']] }))).toEqual(['hi +1h']); // prettier-ignore
    // Done before the other, heard of after it.
    const told = eventOf('bo', 'Go', { at: monday + hour });
    const late = eventOf('bo', 'Go', { at: monday, receivedAt: monday + 2 * hour });
    const { user } = simulate({ release: releaseOf([first]), user: 'bo', events: [told, late] });
    expect(user.visits.test?.entry.at).toBe(monday + hour);
    expect(user.visits.test?.visit).toBe(1);
  });

  it.each([
    ['twice', ['1h', '2h']],
    ['3 times', ['1h', '2h', '3h']],
  ])('with `first` says how often it has been done: %s', (times, at) => {
    const { user } = play([journey(way('Go', { first: true }))], { deeds: at.map((after): Deed => ['Go', after]) });
    expect(user.refused.at(-1)?.because).toEqual([`Go done ${times}, only the first enrols`]);
  });

  it.each<[string, Deed[], string[]]>([
    ['it does', [['Paid', '1h'], ['Go', '2h']], ['hi +2h']],
    ['it does not yet', [['Go', '1h'], ['Paid', '2h']], []],
  ])('with `when` is only while that holds: %s', (_, deeds, expected) => {
    expect(sent(play([journey(way('Go', { when: done('Paid') }))], { deeds }))).toEqual(expected);
  }); // prettier-ignore

  it('sees what its own event has changed', () => {
    const itself = journey(way('Go', { when: done('Go') }));
    expect(sent(play([itself], { deeds: [['Go', '1h']] }))).toEqual(['hi +1h']);
  });

  it.each([
    ['just a day', day, 1],
    ['more than that', day + 1, 0],
  ])('is not by an event that comes more than a day late: after %s', (_, late, visits) => {
    const event = eventOf('bo', 'Go', { at: monday, receivedAt: monday + late });
    const { user } = simulate({ release: releaseOf([journey(way('Go'))]), user: 'bo', events: [event] });
    expect(Object.keys(user.visits)).toHaveLength(visits);
  });

  it('is from the timestamp of its event, whenever that was received', () => {
    const event = eventOf('bo', 'Go', { at: monday, receivedAt: monday + 3 * hour });
    const { user } = simulate({ release: releaseOf([journey(way('Go'))]), user: 'bo', events: [event] });
    expect(user.visits.test?.entry).toMatchObject({ at: monday, receivedAt: monday + 3 * hour });
  });
});

describe('a way in by an event of the workspace’s own', () => {
  const named = {
    'big-import': { kind: 'event', of: 'b', on: 'Imported', where: [{ path: 'rows', comparison: 'gte', operand: { kind: 'value', value: 10 } }], sequence: null },
    'quick-invite': { kind: 'event', of: 'q', on: 'Invited', where: [], sequence: { after: 'big-import', within: hour } },
    'plan-changed': { kind: 'change', of: 'p', trait: 'plan' },
  } as const; // prettier-ignore
  const release = releaseOf([journey(way('big-import'), way('quick-invite'), way('plan-changed'))], { named });
  const entriesOf = (...events: ReturnType<typeof eventOf>[]): number => simulate({ release, user: 'bo', events }).user.visits.test?.visit ?? 0; // prettier-ignore
  const imported = (rows: number, at: number) => eventOf('bo', 'Imported', { at, properties: { rows } });

  it('is by the event that counts as one, and no other', () => {
    expect(entriesOf(imported(5, monday))).toBe(0);
    expect(entriesOf(imported(10, monday))).toBe(1);
    expect(entriesOf(imported(10, monday), eventOf('bo', 'Invited', { at: monday + hour }))).toBe(2);
    expect(entriesOf(eventOf('bo', 'big-import', { at: monday }))).toBe(0);
  });

  it('is by the event that tells a trait to be another', () => {
    const told = (plan: string, at: number) => eventOf('bo', null, { at, traits: { email: 'bo@acme.test', plan } });
    expect(entriesOf(told('free', monday), told('free', monday + 1), told('team', monday + 2))).toBe(1);
  });
});

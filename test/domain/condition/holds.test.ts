import { holds } from '../../../domain/condition/holds.ts';
import { hour } from '../../../domain/time/instant.ts';
import { factsOf } from '../../support/facts.ts';
import { now, parsed } from './workspace.ts';

describe('whether a condition holds', () => {
  it('is asked again of other facts and at other instants, with one compilation', () => {
    const condition = parsed({ did: { event: 'App Opened', within: '2h' } });
    const user = factsOf({ events: { 'App Opened': [now - hour] } });
    expect([holds(condition, user, now), holds(condition, user, now + 2 * hour)]).toEqual([true, false]);
    expect(holds(condition, factsOf({}), now)).toBe(false);
  });

  it('is asked of the newest time where an event is awaited since an instant', () => {
    const awaited = { kind: 'since', event: 'Profile Completed', since: now } as const;
    const done = (...at: number[]) => holds(awaited, factsOf({ events: { 'Profile Completed': at } }), now + hour);
    expect([done(), done(now - 1), done(now), done(now - hour, now + 1)]).toEqual([false, false, true, true]);
  });

  it('sees no fact that every object inherits', () => {
    const nobody = factsOf({ traits: { company: {} } });
    const inherited = [
      parsed({ did: { event: 'constructor' } }),
      parsed({ 'events.toString.last': { $exists: true } }),
      { kind: 'field', path: 'traits.valueOf', type: 'string', tests: parsedTests({ $exists: true }) } as const,
      {
        kind: 'field',
        path: 'traits.company.constructor',
        type: 'string',
        tests: parsedTests({ $exists: true }),
      } as const,
      { kind: 'completed', milestone: 'm', event: 'hasOwnProperty', is: true } as const,
    ];
    expect(inherited.map((condition) => holds(condition, nobody, now))).toEqual(inherited.map(() => false));
  });

  it('counts an event that was never done as done 0 times', () => {
    expect(holds(parsed({ 'events.App Opened.count': { $lt: 1 } }), factsOf({}), now)).toBe(true);
    expect(holds(parsed({ 'events.App Opened.count': null }), factsOf({}), now)).toBe(false);
  });
});

function parsedTests(operators: object) {
  const field = parsed({ 'traits.plan': operators });
  if (field.kind !== 'field') throw new Error('expected a field');
  return field.tests;
}

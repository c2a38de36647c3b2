import fc from 'fast-check';
import { simulate } from '../../../domain/simulation/simulate.ts';
import { day } from '../../../domain/time/instant.ts';
import { anyStories } from '../../support/arbitrary-story.ts';
import { monday } from '../../support/event.ts';
import { runs } from '../condition/runs.ts';
import { play, walked } from '../../support/play.ts';
import { programOf, referenceProgram } from '../../support/program.ts';
import { delay, repeat, send } from '../../support/steps.ts';

describe('the simulation', () => {
  it('plays the reference path', () => {
    expect(walked(play([referenceProgram]))).toEqual([
      'entered entered',
      'welcome sent',
      'delay-1d done',
      'branch 1 "new" taken',
      'wait-profile timeout',
      'reminder sent',
      'exit-done finished',
    ]);
  });

  it('stops at the instant it is told to', () => {
    const { nudges, user } = play([referenceProgram], { until: monday + day });
    expect(nudges).toHaveLength(1);
    expect(user.visits.test).toMatchObject({ status: 'open' });
  });

  it('of any journeys and events never throws, ends every journey, and always comes to the same', () => {
    const property = fc.property(anyStories, (story) => {
      const played = simulate(story);
      expect(Object.values(played.user.visits).filter(({ status }) => status !== 'closed')).toEqual([]);
      expect(played.user.todo).toEqual([]);
      expect(simulate(story)).toEqual(played);
    });
    fc.assert(property, { numRuns: runs(400, 1_000) });
  });

  it('never sends a nudge twice', () => {
    const property = fc.property(anyStories, (story) => {
      const { user } = simulate(story);
      const sent = user.ledger.filter(({ status }) => status === 'sent').map(({ nudge }) => nudge);
      expect(new Set(sent).size).toBe(sent.length);
      expect(user.ledger.filter(({ lease }) => lease !== null)).toEqual([]);
    });
    fc.assert(property, { numRuns: 300 });
  });

  it('keeps the state of every decision small', () => {
    const nested = programOf([
      repeat({ body: 1, upTo: 2 }),
      repeat({ body: 2, upTo: 2, next: 0, every: day }),
      send('a', { next: 3 }),
      delay(day, { next: 1 }),
    ]);
    const { user } = play([nested], { until: monday + day });
    expect(JSON.stringify(user.visits.test!.decision!.state).length).toBeLessThanOrEqual(300);
  });
});

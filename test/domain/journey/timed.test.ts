import { advance, entered } from '../../../domain/journey/advance.ts';
import { nothingHeard } from '../../../domain/journey/background.ts';
import type { Effect, Input } from '../../../domain/journey/state.ts';
import { day } from '../../../domain/time/instant.ts';
import { emptyShelf } from '../../../domain/slot/shelf.ts';
import { monday } from '../../support/event.ts';
import { factsOf } from '../../support/facts.ts';
import { done, programOf } from '../../support/program.ts';
import { delay, send, waitFor } from '../../support/steps.ts';

const wait = waitFor(done('Profile'), 'Profile', { id: 'wait', atMost: day, done: 1, timeout: 1, next: 1 });

function decided(step: Parameters<typeof programOf>[0][number], input: Input): Effect {
  const program = programOf([step, send('welcome')]);
  const facts = factsOf({ traits: {} });
  const standing = {
    program,
    facts,
    zone: 'UTC',
    experiments: {},
    shelf: emptyShelf,
    heard: nothingHeard,
    now: monday + day,
  };
  return advance({ ...standing, state: entered(program, monday, monday) }, input).effect;
}

describe('a nudge', () => {
  it.each([
    ['after a delay', delay(day, { next: 1 })],
    ['after a wait in vain', wait],
    ['that was held', send('again')],
  ])('that a timer has made due says so: %s', (_, step) => {
    expect(decided(step, { kind: 'timer' })).toMatchObject({ kind: 'deliver', timed: true });
  });

  it.each<[string, Input]>([
    ['its user has just entered', { kind: 'enrolled' }],
    ['an event was waited for', { kind: 'facts', by: 'event' }],
  ])('does not when %s', (_, input) => {
    expect(decided(send('first'), input)).toEqual({ kind: 'deliver', step: expect.any(String) as string, templates: ['first'], round: 0 }); // prettier-ignore
  });
});

import { monday } from '../../../support/event.ts';
import { play } from '../../../support/play.ts';
import { programOf } from '../../../support/program.ts';
import { delay, send } from '../../../support/steps.ts';
import { day, hour, minute } from '../../../../domain/time/instant.ts';

describe('a delay of a duration', () => {
  // Clocks change on 8 March in New York and on 29 March in Berlin; everybody signs up on 2 March.
  it.each([
    ['a minute', minute, 'UTC'],
    ['36 hours', 36 * hour, 'Asia/Kathmandu'],
    ['a week in which clocks go forward', 7 * day, 'America/New_York'],
    ['a month in which clocks go forward', 30 * day, 'Europe/Berlin'],
    ['a month in which clocks go back', 35 * day, 'Australia/Sydney'],
    ['the longest there is', 400 * day, 'America/Santiago'],
  ])('is exact, whatever clocks do meanwhile: %s', (_, duration, timezone) => {
    const { nudges } = play([programOf([delay(duration, { next: 1 }), send('a')])], { traits: { timezone } });
    expect(nudges.map(({ at }) => at - monday)).toEqual([duration]);
  });
});

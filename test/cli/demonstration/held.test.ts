import { heldBy } from '../../../cli/demonstration/held.ts';
import { statusLines } from '../../../cli/demonstration/screen.ts';

const reasons = [
  { because: 'quiet hours 21:00–08:00', times: 40 },
  { because: 'quiet all day on Sun', times: 8 },
  { because: 'outside of the allowed hours 09:00–17:00', times: 3 },
  { because: 'email-day: 1 of 1 a day used by trial-ends at 08:00', times: 30 },
  { because: 'email-day: 0 of 1 a day used, trial-ends goes first, due at 08:00', times: 6 },
  { because: 'gap: 1 of 1 in 2 h used', times: 1 },
  { because: 'gap 2 h: welcome went out 20 min ago', times: 4 },
  { because: 'everything is paused by kim: "ticket 4711"', times: 2 },
];
const totals = { events: 1, stored: 1, duplicate: 0, late: 0, irrelevant: 0, users: 1, entered: 1, converted: 0, finished: 0, left: 0, sent: 402, skipped: 0, failed: 0 }; // prettier-ignore

describe('what the demonstration tells of nudges that were held', () => {
  it('counts each by the first rule that was named', () => {
    expect(heldBy(reasons)).toEqual({ quiet: 51, caps: 37, gap: 4, other: 2 });
  });

  it('names what there was', () => {
    const words = (held: Parameters<typeof heldBy>[0]): string | undefined =>
      statusLines(1, 14, { ...totals, held: heldBy(held) })[1];
    expect(words(reasons)).toMatch(/402 sent, 94 held \(quiet hours 51, caps 37, gap 4, other 2\)$/);
    expect(words(reasons.slice(0, 6))).toMatch(/402 sent, 88 held \(quiet hours 51, caps 37\)$/);
    expect(words([])).toMatch(/402 sent$/);
  });
});

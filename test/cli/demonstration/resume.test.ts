import { resume } from '../../../cli/demonstration/resume.ts';
import type { SampleMessage } from '../../../cli/demonstration/sample.ts';
import { day } from '../../../domain/time/instant.ts';

const message = (messageId: string, arrival: number, timestamp = arrival): SampleMessage => ({
  messageId,
  user: 'bo',
  name: messageId === 'c' ? 'Page Viewed' : 'Signed Up',
  timestamp,
  arrival,
  message: {},
});
const sample = [message('a', 1), message('b', 2, 2 - 2 * day), message('a', 3), message('c', 4), message('b', 9)];
const relevant = new Set(['Signed Up']);

describe('a demonstration that goes on', () => {
  it('plays everything where nothing was stored', () => {
    const { left, tally } = resume({ sample, stored: new Set(), now: 0, relevant });
    expect(left).toEqual(sample);
    expect(tally.events).toBe(0);
  });

  it('plays what was not stored and repeats that are still to come, and counts the rest as before', () => {
    const { left, tally } = resume({ sample, stored: new Set(['a', 'b']), now: 5, relevant });
    expect(left.map(({ arrival }) => arrival)).toEqual([4, 9]);
    expect(tally).toMatchObject({ events: 3, stored: 2, duplicate: 1, late: 1, irrelevant: 0 });
  });

  it('does not play again what was stored though the clock has not come to it', () => {
    const { left, tally } = resume({ sample, stored: new Set(['a', 'b', 'c']), now: 0, relevant });
    expect(left.map(({ arrival }) => arrival)).toEqual([3, 9]);
    expect(tally).toMatchObject({ events: 3, stored: 3, irrelevant: 1 });
  });
});

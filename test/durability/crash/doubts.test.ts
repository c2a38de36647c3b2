import { doubtsOf } from './doubts.ts';
import { miscounted } from './miscounted.ts';
import type { Trace } from './traces.ts';

/** Attempts for one nudge, in the order of their words: `1 reserved`. */
function tracesOf(told: string): readonly Trace[] {
  return told.split(', ').map((words) => {
    const [attempt = '', ...what] = words.split(' ');
    return { user: 'bo', attempt, what: what.join(' ') as Trace['what'], nudge: 'tips' };
  });
}

const kept = '2 reserving, 2 reserved, 2 handed, 2 accepted, 2 recording, 2 recorded, 2 ending, 2 ended';
const refused = '1 reserving, 1 reserved, 1 handed, 1 refused, 1 ending, 1 ended';

describe('what has to be counted of a nudge', () => {
  it.each([
    ['one attempt', 'no', kept],
    ['one before that died before it was handed over', 'yes', `1 reserving, 1 reserved, ${kept}`],
    ['one before that was handed over and died', 'yes', `1 reserving, 1 reserved, 1 handed, ${kept}`],
    ['one before that broke off and said so', 'yes', `1 reserving, 1 reserved, 1 handed, 1 ending, 1 ended, ${kept}`],
    ['one before that was refused', 'no', `${refused}, ${kept}`],
    ['one before that took its reservation back', 'no', `1 reserving, 1 reserved, 1 ending, 1 ended, ${kept}`],
    ['one before that lost its write', 'no', `1 reserving, 1 lost, ${kept}`],
    ['one before that died as it wrote', 'unknown', `1 reserving, ${kept}`],
    ['one that broke off after it', 'no', `${kept}, 3 reserving, 3 reserved, 3 handed`],
  ])('%s: %s', (_, answer, told) => {
    const { counted, unknown } = doubtsOf(tracesOf(told));
    expect({ counted, unknown }).toEqual({
      counted: answer === 'yes' ? ['tips'] : [],
      unknown: answer === 'unknown' ? ['tips'] : [],
    });
  });

  it('is missed in both directions', () => {
    const [sure, doubted] = [doubtsOf(tracesOf(kept)), doubtsOf(tracesOf(`1 reserving, 1 reserved, ${kept}`))];
    const [once, counted] = [
      { maybeTwice: [], twice: [] },
      { maybeTwice: ['tips'], twice: [] },
    ];
    const came = { maybeTwice: ['tips'], twice: ['tips'] };
    expect([miscounted(once, sure), miscounted(counted, doubted)]).toEqual([[], []]);
    for (const wrong of [miscounted(counted, sure), miscounted(once, doubted), miscounted(came, doubted)])
      expect(wrong).toHaveLength(1);
  });
});

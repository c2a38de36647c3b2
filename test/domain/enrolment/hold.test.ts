import type { Admission, Admitting } from '../../../domain/pacing/admit.ts';
import { day, hour, type Instant } from '../../../domain/time/instant.ts';
import { monday } from '../../support/event.ts';
import { programOf } from '../../support/program.ts';
import { send } from '../../support/steps.ts';

/** What becomes of a nudge that is held, whatever holds it: pacing's own rules have tests of their own. */
let admission: (admitting: Admitting) => Admission = go;
// Other test files share the modules: what is loaded here is loaded afresh, and forgotten again.
vi.resetModules();
vi.doMock('../../../domain/pacing/admit.ts', () => ({ admit: (admitting: Admitting) => admission(admitting) }));
const { booking } = await import('../../../domain/pacing/entry.ts');
const { play, reasons, sent, walked } = await import('../../support/play.ts');
afterAll(() => {
  vi.doUnmock('../../../domain/pacing/admit.ts');
  vi.resetModules();
});

function go({ nudge, now }: Admitting): Admission {
  return { kind: 'go', to: 'bo@acme.test', entry: booking(nudge, now, now), displaced: [] };
}

/** No room before an instant; room is looked for every two hours. */
function from(opens: Instant, only?: string): (admitting: Admitting) => Admission {
  return (admitting) => {
    const { nudge, now } = admitting;
    if (now >= opens || (only !== undefined && nudge.template.name !== only)) return go(admitting);
    const until = Math.min(opens, now + 2 * hour);
    return { kind: 'hold', until, because: ['quiet hours'], entry: booking(nudge, until, until) };
  };
}

const never = Infinity;
const limited = { atMost: 3 * hour, else: 'skip' } as const;
const then = programOf([send('a', { hold: limited, next: 1 }), send('b')]);
const unlimited = programOf([send('a')]);
const aSteps = (lines: readonly string[]): readonly string[] => lines.filter((line) => line.startsWith('a '));

describe('a nudge that may not go out now', () => {
  it.each<[string, Instant, string[]]>([
    ['goes out at once where there is room', monday, ['a', 'b']],
    ['goes out when there is room, before its time is over', monday + 150 * 60_000, ['a +2h 30m', 'b +2h 30m']],
    ['goes out at the very end of its time', monday + 3 * hour, ['a +3h', 'b +3h']],
  ])('%s', (_, opens, expected) => {
    admission = from(opens);
    expect(sent(play([then]))).toEqual(expected);
  });

  it('is held at most as long as its step says', () => {
    admission = from(never, 'a');
    expect(sent(play([then]))).toEqual(['b +3h']);
  });

  it('is skipped when that time is over', () => {
    admission = from(never, 'a');
    const played = play([then]);
    expect(aSteps(walked(played)).at(-1)).toBe('a skipped');
    expect(reasons(played, 'a').at(-1)).toBe('held for 3 h at most; quiet hours');
  });

  it('waits as long as it takes where its step says nothing', () => {
    admission = from(monday + 5 * day);
    expect(sent(play([unlimited]))).toEqual(['a +5d']);
  });

  it('blocks its step and reserves nothing: its claim binds nobody', () => {
    admission = from(never);
    const { user, nudges } = play([then], { until: monday + hour });
    expect(nudges).toEqual([]);
    expect(user.ledger).toMatchObject([{ status: 'held', step: 'a', at: monday + 2 * hour, attempt: 0, lease: null }]);
    expect(user.visits.test?.decision?.effect).toMatchObject({ kind: 'wait', status: 'held', step: 'a' });
  });

  it('of several templates sends one that may go out before it holds another', () => {
    admission = from(never, 'a');
    expect(sent(play([programOf([send('a', { templates: ['a', 'other'] })])]))).toEqual(['other']);
  });

  it('is admitted afresh when it is tried again', () => {
    const asked: Instant[] = [];
    admission = (admitting) => {
      asked.push((admitting.now - monday) / hour);
      return from(monday + 4 * hour)(admitting);
    };
    play([unlimited]);
    expect([...new Set(asked)]).toEqual([0, 2, 4]);
  });

  it('is looked at twice a day, as what holds it may be mended, and tells that to nobody', () => {
    const month = monday + 30 * day;
    admission = ({ nudge }) => ({ kind: 'hold', until: month, because: ['a month'], entry: booking(nudge, month, month) });
    const { user } = play([unlimited], { until: monday + hour });
    const effect = user.visits.test?.decision?.effect;
    expect(effect).toMatchObject({ kind: 'wait', until: month });
    const look = effect?.kind === 'wait' ? (effect.look ?? 0) - monday : 0;
    expect([look >= 12 * hour, look < 13 * hour]).toEqual([true, true]);
    const held = admission;
    admission = (admitting) => (admitting.now > monday + 20 * day ? go(admitting) : held(admitting));
    const played = play([unlimited]);
    expect(played.nudges[0]?.at).toBeLessThan(monday + 20 * day + 13 * hour);
    expect(aSteps(walked(played))).toEqual(['a held', 'a sent']);
  }); // prettier-ignore

  it('is looked at after an hour where only a claim has its room', () => {
    admission = (admitting) => {
      const { nudge, now } = admitting;
      if (now >= monday + 90 * 60_000) return go(admitting);
      return { kind: 'hold', until: now + 7 * day, because: ['other goes first'], behind: true, entry: booking(nudge, now + 7 * day, now) };
    };
    expect(sent(play([unlimited]))).toEqual(['a +2h']);
  }); // prettier-ignore

  it('tells when it is held until another time than before', () => {
    admission = (admitting) => {
      const until = admitting.now < monday + hour ? monday + 5 * day : monday + 3 * day;
      return admitting.now >= monday + 3 * day ? go(admitting) : { kind: 'hold', until, because: ['quiet hours'], entry: booking(admitting.nudge, until, until) };
    };
    const played = play([unlimited]);
    expect(sent(played)).toEqual(['a +3d']);
    expect(aSteps(walked(played))).toEqual(['a held', 'a held', 'a sent']);
  }); // prettier-ignore

  it.each([
    ['the goal is reached', 'Project Created', 'goal reached while held'],
    ['its journey is left', 'Account Deleted', 'left while held'],
  ])('is dropped when %s meanwhile, at once', (_, event, because) => {
    admission = from(never);
    const goal = { milestone: 'project', event: 'Project Created', within: 14 * day };
    const program = programOf([send('a')], { goal, leave: [{ kind: 'event', on: 'Account Deleted' }] });
    const played = play([program], { deeds: [[event, '61m']] });
    expect(reasons(played, 'a')).toContain(because);
    expect(played.path.at(-1)?.at).toBe(monday + 61 * 60_000);
  });
});

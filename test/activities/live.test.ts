import { createLiveView, type LiveView } from '../../activities/live.ts';
import type { Switch } from '../../domain/pacing/switch.ts';
import { openPolicy } from '../../domain/pacing/policy.ts';
import { minute, second } from '../../domain/time/instant.ts';
import { monday } from '../support/event.ts';
import { programOf } from '../support/program.ts';
import { releaseOf } from '../support/release.ts';
import { openTestStore, type TestStore } from '../support/store.ts';

let kept: TestStore;

beforeAll(async () => {
  kept = await openTestStore();
});
afterAll(() => kept.close());

const everything: Switch = { what: { kind: 'everything' }, then: 'hold', at: monday, by: 'kim', reason: 'x' };
const strict = { ...openPolicy, gap: minute };

/** A store that counts what it is asked, and can be made to fail or to hang. */
function counting(): { view: LiveView; reads: () => number; now: { at: number }; how: { is: 'well' | 'fails' | 'hangs' } } {
  const now = { at: monday };
  const how: { is: 'well' | 'fails' | 'hangs' } = { is: 'well' };
  let reads = 0;
  const { releases, switches } = kept.store;
  const off: typeof switches.off = () => {
    reads++;
    if (how.is === 'hangs') return new Promise(() => {});
    return how.is === 'fails' ? Promise.reject(new Error('away')) : switches.off();
  };
  const view = createLiveView({ releases, switches: { ...switches, off } }, () => now.at);
  return { view, reads: () => reads, now, how };
} // prettier-ignore

describe('what holds for everybody', () => {
  it('is open before anything was published', async () => {
    expect(await counting().view()).toEqual({ policy: openPolicy, switches: [] });
  });

  it('is read once for many deliveries, and again when it is two seconds old', async () => {
    const { view, reads, now } = counting();
    await Promise.all(Array.from({ length: 100 }, () => view()));
    now.at += 2 * second - 1;
    await view();
    expect(reads()).toBe(1);
    now.at += 1;
    await Promise.all([view(), view()]);
    expect(reads()).toBe(2);
  });

  it('in another process follows a switch and a release within two seconds', async () => {
    const here = counting();
    const there = { ...counting(), store: await kept.another() };
    const other = createLiveView(there.store, () => there.now.at);
    await Promise.all([here.view(), other()]);
    await kept.store.releases.publish(releaseOf([programOf([])], { policy: strict }), monday);
    await kept.store.switches.switchOff(everything);
    here.now.at += 2 * second;
    there.now.at += 2 * second;
    const expected = { policy: strict, switches: [everything] };
    expect([await here.view(), await other()]).toMatchObject([expected, expected]);
  });

  it.each(['fails', 'hangs'] as const)('is what was read last for a minute, while the database %s', async (is) => {
    const { view, now, how } = counting();
    const known = await view();
    how.is = is;
    now.at += minute - 1;
    expect(await view()).toBe(known);
    now.at += 1;
    await expect(view()).rejects.toThrow(is === 'fails' ? 'away' : 'MongoDB does not tell the policy and the switches');
    how.is = 'well';
    expect(await view()).toEqual(known);
  });

  it.each(['fails', 'hangs'] as const)('is trusted for five seconds where a nudge is handed over, while the database %s', async (is) => {
    const { view, now, how } = counting();
    const known = await view('handing');
    how.is = is;
    now.at += 5 * second - 1;
    expect(await view('handing')).toBe(known);
    now.at += 1;
    await expect(view('handing')).rejects.toThrow();
    expect(await view()).toBe(known);
  }); // prettier-ignore

  it('is too old to hand a nudge over by when it has become so while the database did not answer', async () => {
    const { view, now, how } = counting();
    await view('handing');
    how.is = 'hangs';
    now.at += 4.9 * second;
    const asked = view('handing');
    now.at += 3 * second;
    await expect(asked).rejects.toThrow('MongoDB does not tell');
  });
});

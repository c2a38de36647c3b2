import { minute } from '../../domain/time/instant.ts';
import type { Switch } from '../../domain/pacing/switch.ts';
import { monday } from '../support/event.ts';
import { openTestStore, type TestStore } from '../support/store.ts';

let kept: TestStore;

beforeEach(async () => {
  kept = await openTestStore();
});
afterEach(() => kept.close());

const by = { by: 'kim', reason: 'wrong price in the mail' };
const journey = { kind: 'journey', name: 'onboarding' } as const;

function off(rest: Partial<Switch> = {}): Switch {
  return { what: journey, then: 'hold', at: monday, ...by, ...rest };
}

describe('a switch', () => {
  it('is off for every process from then on, until somebody switches it on', async () => {
    const { switches } = kept.store;
    const other = await kept.another();
    expect(await switches.off()).toEqual([]);
    expect(await switches.switchOff(off())).toBe(true);
    expect(await other.switches.off()).toEqual([off()]);
    expect(await other.switches.switchOn(journey, { at: monday + minute, ...by })).toBe(true);
    expect(await switches.off()).toEqual([]);
  });

  it('that is as it is asked to be stays as it is, and who asked again is not told as if it had changed anything', async () => {
    const { switches } = kept.store;
    expect(await switches.switchOn(journey, { at: monday, ...by })).toBe(false);
    await switches.switchOff(off());
    expect(await switches.switchOff(off({ at: monday + minute, by: 'di' }))).toBe(false);
    expect(await switches.off()).toEqual([off()]);
    await switches.switchOn(journey, { at: monday, ...by });
    expect(await switches.switchOn(journey, { at: monday, ...by })).toBe(false);
    expect((await switches.histories())[0]?.history).toHaveLength(2);
  });

  it('goes over from waiting to dropping', async () => {
    const { switches } = kept.store;
    await switches.switchOff(off());
    expect(await switches.switchOff(off({ then: 'skip', at: monday + minute }))).toBe(true);
    expect(await switches.off()).toEqual([off({ then: 'skip', at: monday + minute })]);
  });

  it('keeps who switched it, when and why', async () => {
    const { switches } = kept.store;
    await switches.switchOff(off());
    await switches.switchOn(journey, { at: monday + minute, by: 'di', reason: 'mended' });
    expect(await switches.histories()).toEqual([
      {
        what: journey,
        history: [
          { did: 'off', then: 'hold', at: monday, ...by },
          { did: 'on', then: 'hold', at: monday + minute, by: 'di', reason: 'mended' },
        ],
      },
    ]);
  });

  it('is its own thing: a journey, a template and a channel of one name do not mix', async () => {
    const { switches } = kept.store;
    const whats = [
      { kind: 'everything' },
      { kind: 'channel', name: 'email' },
      { kind: 'journey', name: 'email' },
      { kind: 'template', name: 'email' },
    ] as const;
    for (const what of whats) await switches.switchOff(off({ what }));
    await switches.switchOn({ kind: 'journey', name: 'email' }, { at: monday, ...by });
    expect((await switches.off()).map(({ what }) => what.kind)).toEqual(['channel', 'everything', 'template']);
  });

  it('switched by eight processes at once has changed once', async () => {
    const stores = await Promise.all(Array.from({ length: 8 }, () => kept.another()));
    const changed = await Promise.all(stores.map(({ switches }) => switches.switchOff(off())));
    expect(changed.filter(Boolean)).toHaveLength(1);
    expect((await kept.store.switches.histories())[0]?.history).toHaveLength(1);
  });
});

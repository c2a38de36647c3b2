import { changesOf, choicesOf, type Choosing } from '../../../domain/link/preferences.ts';
import { openPolicy, type ConsentMode } from '../../../domain/pacing/policy.ts';
import type { Consents } from '../../../domain/profile/consent.ts';
import { monday } from '../../support/event.ts';

function choosing(mode: ConsentMode, consents: Consents = {}, channel: Choosing['channel'] = 'email'): Choosing {
  const { modes } = openPolicy.consent;
  return {
    consents,
    channel,
    address: null,
    cameTo: null,
    policy: { modes: { ...modes, email: mode }, categories: ['tips', 'news'] },
  };
}

const wantedOf = (asked: Choosing): readonly boolean[] => choicesOf(asked).map(({ wanted }) => wanted);
const [out, said, confirmed] = (['out', 'in', 'confirmed'] as const).map((says) => ({ says, at: monday - 10 }));
const later = (says: 'in' | 'out'): Consents[string] => ({ says, at: monday - 5 });

describe('the preference page', () => {
  it.each([
    ['opt-out', {}, [true, true, true]],
    ['opt-in', {}, [false, false, false]],
    ['double-opt-in', { 'email/tips': said }, [false, false, false]],
    ['double-opt-in', { 'email/tips': confirmed }, [true, false, false]],
    ['opt-in', { 'email/tips': said }, [true, false, false]],
    ['opt-out', { 'email/*': out }, [false, false, false]],
    ['opt-out', { '*/*': out, 'email/news': later('in') }, [false, true, false]],
    ['opt-out', { 'email/news': confirmed, '*/news': later('out') }, [true, false, true]],
    ['opt-out', { 'in-app/*': out }, [true, true, true]],
    ['opt-out', { 'email/tips': { says: 'in', at: monday }, 'email/*': { says: 'out', at: monday } }, [false, false, false]],
  ] as [ConsentMode, Consents, boolean[]][])('under %s, after %j, has ticked %j', (mode, consents, ticked) => {
    expect(wantedOf(choosing(mode, consents))).toEqual(ticked);
  }); // prettier-ignore

  it('has a line for whatever the user has refused alone, so that it can be taken back', () => {
    const consents = { 'email/onboarding': out!, 'in-app/chat': out!, '*/digest': said!, 'email/*': said! };
    expect(choicesOf(choosing('opt-out', consents))).toEqual([
      { category: 'tips', wanted: true },
      { category: 'news', wanted: true },
      { category: 'digest', wanted: true },
      { category: 'onboarding', wanted: false },
      { category: null, wanted: true },
    ]);
  });

  it('about every channel shows what was said of mail', () => {
    expect(wantedOf(choosing('opt-out', { 'email/tips': out! }, null))).toEqual([false, true, true]);
  });

  it('that comes back as it went says nothing', () => {
    const asked = choosing('opt-out', { 'email/tips': out! });
    expect(changesOf(asked, choicesOf(asked), monday)).toEqual([]);
  });

  it('says what is different, and only that', () => {
    const asked = choosing('opt-out');
    const wished = choicesOf(asked).map((choice) => ({ ...choice, wanted: choice.category !== 'tips' }));
    expect(changesOf(asked, wished, monday)).toEqual([{ category: 'tips', says: 'out', at: monday }]);
  });

  it('with everything else off says that first, and what is to stay again', () => {
    const asked = choosing('opt-out');
    const wished = choicesOf(asked).map((choice) => ({ ...choice, wanted: choice.category === 'tips' }));
    expect(changesOf(asked, wished, monday)).toEqual([
      { category: null, says: 'out', at: monday - 1 },
      { category: 'tips', says: 'in', at: monday },
    ]);
  });

  it('takes back by a box what a Yes alone would not: a complaint, and a No of more or less than the box names', () => {
    const complaint: Consents = { 'email/*': { says: 'out', at: monday - 10, complained: monday - 10 } };
    const tips = [{ category: 'tips', wanted: true }];
    const words = (consents: Consents, channel: Choosing['channel']) =>
      changesOf(choosing('opt-out', consents, channel), tips, monday).map(({ says }) => says);
    expect(words(complaint, 'email')).toEqual(['confirmed']);
    expect(words({ 'email/tips': out! }, null)).toEqual(['confirmed']);
    expect(words({ 'email/tips': out! }, 'email')).toEqual(['in']);
    expect(words({ '*/*': out! }, 'email')).toEqual(['in']);
  });

  it('counts as confirmed under double opt-in for who came by mail', () => {
    const tips = [{ category: 'tips', wanted: true }];
    const words = (cameTo: string | null) =>
      changesOf({ ...choosing('double-opt-in'), cameTo }, tips, monday).map(({ says, address }) => [says, address]);
    expect([words('its-print'), words(null)]).toEqual([[['confirmed', 'its-print']], [['in', undefined]]]);
  });

  it.each(['opt-out', 'opt-in', 'double-opt-in'] as const)('under %s unconfirms nothing that stays', (mode) => {
    const asked = choosing(mode, { 'email/tips': confirmed!, 'email/*': confirmed! }, 'email');
    const wished = choicesOf(asked).map((choice) => ({ ...choice, wanted: choice.category === 'tips' }));
    expect(changesOf(asked, wished, monday)).toEqual([
      { category: null, says: 'out', at: monday - 1 },
      { category: 'tips', says: 'confirmed', at: monday },
    ]);
  });

  it('leaves alone what was not offered', () => {
    expect(changesOf(choosing('opt-out'), [{ category: 'news', wanted: false }], monday)).toHaveLength(1);
  });
});

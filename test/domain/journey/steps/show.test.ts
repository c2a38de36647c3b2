import { end, type ShowStep } from '../../../../domain/journey/program.ts';
import { openPolicy } from '../../../../domain/pacing/policy.ts';
import type { Slot } from '../../../../domain/slot/slot.ts';
import { templateOf } from '../../../../domain/slot/slot.ts';
import { play, reasons, sent, walked, type Playing } from '../../../support/play.ts';
import { programOf } from '../../../support/program.ts';
import { inAppOf, mailOf } from '../../../support/release.ts';
import { itemsOf, ruleOf, showing, slotOf, slotsOf, traitIs } from '../../../support/slots.ts';
import { send } from '../../../support/steps.ts';

const show = (rest: Partial<ShowStep> = {}): ShowStep => {
  return { kind: 'show', id: 'show-card', slot: 'card', next: end, when: null, hold: null, ...rest };
};
const card = (slot: Partial<Slot> = {}): Playing => ({
  slots: slotsOf(slotOf('card', [ruleOf('team', { when: traitIs('plan', 'team') })], { default: 'start', ...slot })),
  items: itemsOf('team', 'start', 'other'),
});
const night = [{ channels: ['in-app'], countries: [], days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 600, then: 'hold' }] as const; // prettier-ignore
const arms = [{ arm: 'control', weight: 1 }, { arm: 'video', weight: 1 }]; // prettier-ignore
const byArm = { kind: 'experiment', experiment: 'tour', arms: { control: { kind: 'none' }, video: showing('other') } } as const; // prettier-ignore

describe('show', () => {
  it('sends what the rules of its slot choose by the in-app channel, with the reasons', () => {
    const played = play([programOf([show()])], { ...card(), traits: { plan: 'team' } });
    expect(sent(played)).toEqual([templateOf('team')]);
    expect(walked(played)).toEqual(['entered entered', 'show-card rule team decides', 'show-card sent', 'end finished']); // prettier-ignore
    expect(reasons(played, 'show-card')).toEqual(['shows team', 'plan is team', 'in-app accepted']);
  });

  it('sends the default where no rule fits', () => {
    expect(sent(play([programOf([show()])], card()))).toEqual([templateOf('start')]);
  });

  it('is passed over where the slot shows nothing, with the reason', () => {
    const played = play([programOf([show()])], card({ default: null }));
    expect(sent(played)).toEqual([]);
    expect(reasons(played, 'show-card')).toEqual(['no rule fits, and there is no default', 'not team: plan is not set, so not team']); // prettier-ignore
  });

  it('asks the rules again when it had to wait', () => {
    const policy = { ...openPolicy, quiet: night };
    const deeds = [[null, '30m', { plan: 'team' }]] as const;
    const played = play([programOf([show()])], { ...card(), policy, deeds, traits: { timezone: 'UTC' } });
    expect(sent(played)).toEqual([`${templateOf('team')} +1h`]);
  });

  it('is held no longer than its step says', () => {
    const policy = { ...openPolicy, quiet: night };
    const program = programOf([show({ hold: { atMost: 60_000, else: 'skip' } })]);
    const played = play([program], { ...card(), policy, traits: { timezone: 'UTC' } });
    expect(sent(played)).toEqual([]);
    expect(reasons(played, 'show-card').join()).toContain('held for 1 min at most');
  });

  it.each([
    ['control', []],
    ['video', [templateOf('other')]],
  ])('by an arm that is %s meets it, and it stays', (arm, expected) => {
    const tour = { experiment: 'tour', arms: arms.filter((each) => each.arm === arm), coverage: 1, target: null };
    const given = { ...card({ rules: [ruleOf('tour', { show: byArm })] }), experiments: { tour } };
    const played = play([programOf([show()])], given);
    expect(sent(played)).toEqual(expected);
    expect(played.user.arms).toEqual({ tour: arm });
  });
});

describe('a mail that says what a slot shows', () => {
  it('meets the arm by which that was chosen when it goes out', () => {
    const tour = { experiment: 'tour', arms: [arms[1]!], coverage: 1, target: null };
    const mail = { ...mailOf('tips'), slots: ['card'], locales: { en: { subject: '{{ slots.card.title }}', html: '<p>Hi</p>' } } }; // prettier-ignore
    const given = { ...card({ rules: [ruleOf('tour', { show: byArm })] }), experiments: { tour } };
    const templates = { tips: mail, [templateOf('other')]: inAppOf(templateOf('other')) };
    const played = play([programOf([send('tips')])], { ...given, templates });
    expect(sent(played)).toEqual(['tips']);
    expect(played.user.arms).toEqual({ tour: 'video' });
  });
});

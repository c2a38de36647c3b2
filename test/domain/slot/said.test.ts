import { newProfile } from '../../../domain/profile/apply.ts';
import { templateOf } from '../../../domain/slot/slot.ts';
import { slotsSaid, type SlotsSaid } from '../../../domain/slot/words.ts';
import type { Template } from '../../../domain/template/template.ts';
import { day } from '../../../domain/time/instant.ts';
import { monday } from '../../support/event.ts';
import { entryOf } from '../../support/pacing.ts';
import { play } from '../../support/play.ts';
import { programOf } from '../../support/program.ts';
import { inAppOf, mailOf, releaseOf } from '../../support/release.ts';
import { itemsOf, ruleOf, slotOf, slotsOf } from '../../support/slots.ts';
import { delay, send } from '../../support/steps.ts';

const mails = ['one', 'two', 'three', 'four'];
const naming = (name: string): Template => ({ ...mailOf(name), slots: ['tutorial'] });
const [first, second] = [templateOf('first'), templateOf('second')];
const given = {
  templates: {
    ...Object.fromEntries(mails.map((name) => [name, naming(name)])),
    [first]: { ...inAppOf(first), repeatAfter: 2 * day },
    [second]: { ...inAppOf(second), repeatAfter: 30 * day },
  },
  slots: slotsOf(slotOf('tutorial', [ruleOf('first'), ruleOf('second')], { strategy: 'all', limit: 2 })),
  items: itemsOf('first', 'second'),
};

/** What a mail with two slots says, of which both show the same. */
function said(ledger: Parameters<typeof slotsSaid>[2]['past']['ledger'] = []): SlotsSaid {
  const slots = slotsOf(...['tutorial', 'other'].map((name) => slotOf(name, [ruleOf('first')])));
  const release = releaseOf([], { ...given, slots });
  const facts = { profile: newProfile('bo'), arms: {} };
  const past = { ledger, nudge: 'own' };
  return slotsSaid({ slots: ['tutorial', 'other'] }, release, { facts, holdout: null, past, now: monday });
}

describe('what slots say in nudges', () => {
  it('is no item twice within its repeat_after: the next one of the slot, or none', () => {
    const steps = mails.flatMap((name, at) => [
      send(name, { next: 2 * at + 1 }),
      delay(day, { next: at === 3 ? -1 : 2 * at + 2 }),
    ]);
    const { user } = play([programOf(steps)], given);
    const items = user.ledger.map(({ template, shown = [] }) => [template, ...shown.map((each) => each.template)]);
    expect(items).toEqual([['one', first], ['two', second], ['three', first], ['four']]);
  });

  it('is told with the item and the rule of each slot, and why', () => {
    expect(said().told).toEqual(['tutorial: shows first by rule first, since everybody', 'other: shows nothing, all of it came too recently']); // prettier-ignore
    const { path } = play([programOf([send('one')])], given);
    expect(path.find(({ what }) => what === 'sent')?.because).toEqual([
      'email accepted',
      'tutorial: shows first by rule first, since everybody',
    ]);
  });

  it('is not what the user got in the app, nor twice in one mail', () => {
    expect(Object.keys(said().slots)).toEqual(['tutorial']);
    const shown = entryOf('card', { template: first, channel: 'in-app', at: monday - day, fresh: monday + day });
    expect(said([shown]).slots).toEqual({});
    expect(Object.keys(said([{ ...shown, fresh: monday }]).slots)).toEqual(['tutorial']);
    expect(Object.keys(said([{ ...shown, nudge: 'own' }]).slots)).toEqual(['tutorial']);
    expect(Object.keys(said([{ ...shown, status: 'failed' }]).slots)).toEqual(['tutorial']);
  });
});

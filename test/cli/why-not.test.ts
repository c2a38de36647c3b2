import type { UserEvent } from '../../domain/profile/event.ts';
import type { Program } from '../../domain/journey/program.ts';
import { day, hour } from '../../domain/time/instant.ts';
import { eventOf, monday } from '../support/event.ts';
import { hoursOf, policyOf } from '../support/pacing.ts';
import { done, onEvent, programOf } from '../support/program.ts';
import { inAppOf, mailOf, releaseOf, type Given } from '../support/release.ts';
import { delay, repeat, send, start, waitFor } from '../support/steps.ts';
import { tell } from '../support/tale.ts';

const night = policyOf({ quiet: [hoursOf({ from: 0, to: 13 * 60 })] });
const waiting = [waitFor(done('Profile'), 'Profile', { done: 2, timeout: 1 }), send('reminder', { next: 2 }), delay()];

/** What is said of a template to somebody who has signed up on Monday at ten, two hours later. */
function ask(
  template: string,
  programs: readonly Program[],
  { given = {}, events = [] }: { given?: Given; events?: readonly UserEvent[] } = {},
): Promise<string> {
  const known = eventOf('bo', null, { at: monday - 1, traits: { email: 'bo@acme.test' } });
  const signUp = eventOf('bo', 'Signed Up', { at: monday });
  const until = monday + 2 * hour;
  const tale = { release: releaseOf(programs, given), user: 'bo', events: [known, signUp, ...events], until };
  return tell(tale).explain(until, { whyNot: template });
}

describe('usher explain --why-not', () => {
  it.each<
    [
      what: string,
      template: string,
      programs: readonly Program[],
      more: Parameters<typeof ask>[2],
      says: readonly string[],
    ]
  >([
    [
      'was sent',
      'welcome',
      [programOf([send('welcome', { next: 1 }), delay()])],
      {},
      ['test · welcome: SENT Mon 2 Mar 10:00', 'email accepted'],
    ],
    [
      'is held',
      'welcome',
      [programOf([send('welcome', { next: 1 }), delay()])],
      { given: { policy: night } },
      [
        'test · welcome: waits since Mon 2 Mar 10:00, until Mon 2 Mar 13:00 at the latest',
        'held: quiet hours 00:00–13:00',
      ],
    ],
    [
      'is held, though an earlier round of it was sent',
      'welcome',
      [programOf([repeat({ every: hour, upTo: 3, body: 1 }), send('welcome', { next: 0 })])],
      {
        given: {
          policy: policyOf({ caps: [{ id: 'mail-day', of: {}, max: 1, per: { kind: 'calendar', unit: 'day' } }] }),
        },
      },
      ['test · welcome: waits since Mon 2 Mar 11:00, until Tue 3 Mar 00:00 at the latest'],
    ],
    [
      'may still come',
      'reminder',
      [programOf(waiting)],
      {},
      [
        'test · reminder: its turn may still come (waits until Thu 5 Mar 10:00 at the latest)',
        'waiting at wait: wait up to 3 days for Profile',
        'then wait: timeout',
        'if it were due now: it would go out',
      ],
    ],
    [
      'was not needed',
      'reminder',
      [programOf(waiting)],
      { events: [eventOf('bo', 'Profile', { at: monday + hour })] },
      [
        'test · reminder: its turn never came, another way was taken Mon 2 Mar 11:00',
        'wait: done',
        'Profile after 1 h',
      ],
    ],
    [
      'came too late for a journey that was over',
      'reminder',
      [programOf(waiting, { leave: [{ kind: 'event', on: 'Gone' }] })],
      { events: [eventOf('bo', 'Gone', { at: monday + hour })] },
      ['test · reminder: its turn never came, the journey ended Mon 2 Mar 11:00', 'wait: left', 'Gone'],
    ],
    [
      'gave way to another one',
      'welcome',
      [programOf([send('hello', { templates: ['welcome', 'hint'], next: 1 }), delay()])],
      {
        given: { templates: { welcome: mailOf('welcome'), hint: inAppOf('hint') } },
        events: [eventOf('bo', null, { at: monday - 1, traits: { email: null } })],
      },
      [
        'test · hello: NOT SENT Mon 2 Mar 10:00',
        'hint went out in its place',
        'not welcome: no email address',
        'if it were due now: it would not go out: no email address',
      ],
    ],
    [
      'is of a journey that nothing has led into',
      'tips',
      [
        programOf([start('other', { when: done('Profile') })]),
        programOf([send('tips')], { journey: 'other', enrol: [onEvent('Joined')] }),
      ],
      {},
      ['other: not entered', 'entered on Joined, which has not come', 'or started by test at start-other'],
    ],
    [
      'is of a journey that has refused the user',
      'tips',
      [programOf([send('tips')], { enrol: [onEvent('Signed Up', { when: done('Profile') })] })],
      {},
      ['test: not entered Mon 2 Mar 10:00', 'Signed Up', 'Profile not done, needs 1'],
    ],
    [
      'is of a journey that has held the user out',
      'tips',
      [programOf([send('tips')], { holdout: 1 })],
      {},
      ['test: not entered Mon 2 Mar 10:00', 'held out: bucket'],
    ],
    [
      'nothing sends',
      'spare',
      [programOf([delay()])],
      { given: { items: { spare: { item: 'spare', template: 'spare' } as never } } },
      ['spare · in-app, category onboarding', 'no journey of the current release sends it'],
    ],
  ])('says of a template that it %s', async (...[, template, programs, more, says]) => {
    const told = (await ask(template, programs, more)).split('\n').map((line) => line.trim());
    for (const words of says) expect(told).toContainEqual(expect.stringContaining(words));
  });

  it('refuses a template that there is not, and says which may be meant', async () => {
    await expect(ask('welcom', [programOf([send('welcome')])])).rejects.toMatchObject({
      code: 'TEMPLATE_UNKNOWN',
      message: 'no release of the user has a template "welcom", did you mean "welcome"?',
    });
  });
});

describe('usher explain --since', () => {
  it('tells only what has happened since, and how much was left out', async () => {
    const known = eventOf('bo', null, { at: monday - 1, traits: { email: 'bo@acme.test' } });
    const events = [known, eventOf('bo', 'Signed Up', { at: monday })];
    const release = releaseOf([programOf([send('welcome', { next: 1 }), delay(day, { next: 2 }), send('tips')])]);
    const told = await tell({ release, user: 'bo', events }).explain(monday + 2 * day, { since: () => monday + day });
    expect(told.split('\n').slice(3)).toEqual([
      '',
      '(2 earlier lines are left out)',
      '',
      'Tue 3 Mar',
      ' 10:00 pause         done: delay of 1 day',
      " 10:00 tips          SENT: email accepted; in en, the workspace's: what the user reads was not known",
      ' 10:00 end           finished: all steps done',
    ]);
  });
});

import { fileURLToPath } from 'node:url';
import { compileFolder } from '../../cli/compile.ts';
import type { UserEvent } from '../../domain/profile/event.ts';
import type { Release } from '../../domain/release/release.ts';
import { hour, minute, type Instant } from '../../domain/time/instant.ts';
import { eventOf, monday } from '../support/event.ts';
import { hoursOf, policyOf, templateOf } from '../support/pacing.ts';
import { programOf } from '../support/program.ts';
import { inAppOf, mailOf, releaseOf } from '../support/release.ts';
import { delay, send } from '../support/steps.ts';
import { sampleEvents } from '../support/six.ts';
import { tell, type Tale } from '../support/tale.ts';

const sample = sampleEvents();

let release: Release;
beforeAll(async () => {
  const compiled = await compileFolder(fileURLToPath(new URL('../../journeys', import.meta.url)));
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  release = compiled.release;
});

interface Question {
  /** What is typed after `usher explain`, beside the user. */
  readonly whyNot?: string;
  readonly since?: Instant;
  /** When it is asked, as a clock in UTC shows it. */
  readonly at: string;
}

/** Somebody of the example, up to when it is asked. */
function example(user: string, question: Question, more: Partial<Tale> = {}): Promise<string> {
  return asked({ release, user, events: sample.get(user) ?? [], ...more }, question);
}

async function asked(tale: Tale, { at, whyNot, since }: Question): Promise<string> {
  const now = Date.parse(at);
  const ways = { ...(whyNot !== undefined && { whyNot }), ...(since !== undefined && { since: () => since }) };
  return tell({ ...tale, until: now }).explain(now, ways);
}

/** Bo signs up at an instant, in a workspace of one journey, and then happens what happens. */
function bo(given: Release, events: readonly UserEvent[], traits: UserEvent['traits'] = {}): Tale {
  const known = eventOf('bo', null, { at: events[0]!.timestamp - 1, traits: { email: 'bo@acme.test', ...traits } });
  return { release: given, user: 'bo', events: [known, ...events] };
}

function signUp(at: Instant): UserEvent {
  return eventOf('bo', 'Signed Up', { at });
}

const quiet = hoursOf({ channels: ['email'], from: 21 * 60, to: 8 * 60 });
const greeting = programOf([send('welcome', { next: 1 }), delay()]);
const greetingRelease = releaseOf([greeting], { policy: policyOf({ quiet: [quiet] }) });
const nudgeOf = (event: string, at: Instant, properties: UserEvent['properties'] = {}): UserEvent =>
  eventOf('bo', event, { at, properties: { nudge: 'test/bo/1/welcome/0', ...properties } });

const questions: readonly (readonly [question: string, ask: () => Promise<string>, answer: readonly string[]])[] = [
  [
    'Why two mails on Monday?',
    () => {
      const receipt = { ...templateOf('receipt'), transactional: true };
      const program = programOf([
        send('welcome', { next: 1 }),
        delay(hour, { next: 2 }),
        send('receipt', { next: 3 }),
        delay(),
      ]);
      const caps = [
        { id: 'email-day', of: { channel: 'email' }, max: 1, per: { kind: 'calendar', unit: 'day' } },
      ] as const;
      return asked(bo(releaseOf([program], { templates: { receipt }, policy: policyOf({ caps }) }), [signUp(monday)]), {
        at: '2026-03-03T09:00Z',
      });
    },
    [
      '10:00 welcome SENT: email accepted',
      '11:00 receipt SENT: email accepted',
      'transactional: at any hour, in no cap',
    ],
  ],
  [
    'Why has nothing come since Sunday?',
    () => example('bo', { at: '2026-03-12T08:00Z', since: Date.parse('2026-03-09T00:00+01:00') }),
    [
      'DELAYED at repeat-invite',
      'why round 3 of at most 3, every 2 days',
      'next Thu 12 Mar 10:00',
      'earlier lines are left out',
    ],
  ],
  [
    'Why is it in Portuguese?',
    () => example('dee', { at: '2026-03-04T00:00Z' }),
    ['· pt-BR ·', 'welcome SENT: email accepted; in pt for pt-BR'],
  ],
  [
    'Why is it in English?',
    () => example('chen', { at: '2026-03-07T00:00Z' }),
    ['welcome SENT: email accepted; in en: there are no words in zh-Hans-CN'],
  ],
  [
    'Why in English, and at 3 in the morning?',
    () => {
      const travels = eventOf('bo', null, { at: monday + 3 * hour, traits: { timezone: 'America/Los_Angeles' } });
      return asked(bo(greetingRelease, [signUp(monday + 2 * hour), travels]), { at: '2026-03-02T18:00Z' });
    },
    [
      'bo · b…@acme.test · America/Los_Angeles',
      '03:00 welcome SENT',
      "in en, the workspace's: what the user reads was not known",
      'Mon 2 Mar 12:00 by the clocks of Europe/Berlin, as far as was known then',
    ],
  ],
  [
    'Why at noon, where she lives it is night?',
    () => asked(bo(greetingRelease, [signUp(monday + 2 * hour)]), { at: '2026-03-02T12:00Z' }),
    ["Europe/Berlin (the workspace's, the user's is not known), now Mon 2 Mar 13:00"],
  ],
  [
    'Why did the welcome come half an hour late?',
    () => example('ada', { at: '2026-03-02T12:00Z' }),
    ['07:30 welcome HELD: quiet hours 21:00–08:00 → 08:00', '08:00 welcome SENT'],
  ],
  [
    'When does the next one come, and what?',
    () => example('bo', { at: '2026-03-14T06:30Z' }),
    ['HELD at trial-ends', 'why quiet hours 21:00–08:00', 'next Sat 14 Mar 08:00, then exit-quiet'],
  ],
  [
    'Why was the greeting of the team held until Sunday?',
    () => example('bo', { at: '2026-03-14T12:00Z' }),
    [
      'team-welcome HELD: email-day: 0 of 1 a day used, trial-ends goes first, due at 08:00 → Sun 15 Mar 08:00',
      'quiet hours 21:00–08:00',
    ],
  ],
  [
    'Why has she never got the welcome?',
    () => example('finley', { at: '2026-03-09T12:00Z', whyNot: 'welcome' }),
    ['onboarding: not entered Wed 4 Mar 19:45', 'held out: bucket 0.0061, holdout below 0.05'],
  ],
  [
    'Why was she not reminded of her profile?',
    () => example('bo', { at: '2026-03-06T12:00Z', whyNot: 'finish-profile' }),
    [
      'its turn never came, another way was taken Tue 3 Mar 21:40',
      'wait-profile: done',
      'Profile Completed after 1 day 12 h',
    ],
  ],
  [
    'Why has she not got the mail of the film?',
    () => example('ada', { at: '2026-03-06T12:00Z', whyNot: 'video-tour' }),
    ['another way was taken Thu 5 Mar 09:30', 'tour-format: arm control', '50 %, bucket 0.929, first met; stays'],
  ],
  [
    'Why has she not got the tutorial by mail?',
    () => example('bo', { at: '2026-03-06T12:00Z', whyNot: 'tutorial' }),
    [
      'first-steps: 1 "new, device" taken',
      'in segment new: signedUpAt 1 day 12 h ago, limit 7 days',
      'device is mobile',
    ],
  ],
  [
    'Does she still get the first project?',
    () => example('bo', { at: '2026-03-07T12:00Z', whyNot: 'first-project' }),
    [
      'its turn may still come (waits until Sun 8 Mar 10:00 at the latest)',
      'waiting at wait-invite: wait up to 2 days for Teammate Invited',
      'then closing: 1 "active, team-player"',
      'if it were due now: it would go out',
    ],
  ],
  [
    'Why has she not got the check-in?',
    () => example('dee', { at: '2026-03-09T12:00Z', whyNot: 'check-in' }),
    ['its turn never came, the journey ended Fri 6 Mar 10:20', 'wait-invite: left', 'Account Deleted'],
  ],
  [
    'She says she never got the welcome.',
    () => example('chen', { at: '2026-03-09T12:00Z', whyNot: 'welcome' }),
    ['onboarding · welcome: SENT Fri 6 Mar 09:05'],
  ],
  [
    'Why no mail though she has cancelled?',
    () => example('eve', { at: '2026-03-20T12:00Z', whyNot: 'sorry' }),
    [
      'win-back · sorry: NOT SENT Sat 14 Mar 09:40',
      'unsubscribed from news by email',
      'if it were due now: it would not go out: unsubscribed from news by email',
    ],
  ],
  [
    'Why does she not come into win-back?',
    () => example('bo', { at: '2026-03-20T12:00Z', whyNot: 'sorry' }),
    [
      'win-back: not entered',
      'entered by coming into segment lapsed, which the user is not in',
      'Subscription Cancelled not done',
    ],
  ],
  [
    'Why in the app, and not by mail?',
    () => {
      const program = programOf([send('welcome', { id: 'hello', templates: ['welcome', 'hint'], next: 1 }), delay()]);
      return asked(
        bo(
          releaseOf([program], { templates: { welcome: mailOf('welcome'), hint: inAppOf('hint') } }),
          [signUp(monday)],
          { email: null },
        ),
        { at: '2026-03-02T12:00Z' },
      );
    },
    ['email no (no email address)', 'hello SENT: in-app accepted; hint; in en', 'not welcome: no email address'],
  ],
  [
    'Has she read it?',
    () =>
      asked(
        bo(greetingRelease, [
          signUp(monday),
          nudgeOf('Nudge Opened', monday + 10 * minute),
          nudgeOf('Nudge Clicked', monday + 18 * minute),
        ]),
        { at: '2026-03-02T12:00Z' },
      ),
    ['10:00 welcome SENT', 'opened 10:10; clicked 10:18'],
  ],
  [
    'Why does she get no mails any more?',
    () =>
      asked(
        bo(greetingRelease, [
          signUp(monday),
          nudgeOf('Email Bounced', monday + hour, { hard: true, address: 'bo@acme.test' }),
        ]),
        { at: '2026-03-02T12:00Z' },
      ),
    ['email no (the address refused mail before)', 'bounced 11:00'],
  ],
  [
    'Why does nobody get the film since this morning?',
    () => {
      const off = {
        what: { kind: 'template', name: 'video-tour' },
        then: 'skip',
        at: monday,
        by: 'kim',
        reason: 'wrong price',
      } as const;
      return example('bo', { at: '2026-03-03T12:00Z', whyNot: 'video-tour' }, { switches: [off] });
    },
    ['its turn may still come', 'it would not go out: template video-tour is switched off by kim: "wrong price"'],
  ],
];

describe('what a support agent asks, usher explain answers alone:', () => {
  it.each(questions)('%s', async (_, ask, answer) => {
    const says = (await ask()).replace(/ +/g, ' ');
    for (const words of answer) expect(says).toContain(words);
  });
});

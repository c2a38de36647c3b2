import { expectation } from './model.ts';

const start = Date.UTC(2026, 2, 2, 12);
const hour = 3_600_000;

interface Said {
  /** Hours after the start. */
  readonly at: number;
  /** Hours until it is received. */
  readonly delay?: number;
  readonly event?: string;
  readonly traits?: Readonly<Record<string, string>>;
  readonly context?: object;
  readonly id?: string;
}

const known = { email: 'a@acme.test', signedUpAt: new Date(start).toISOString() };
const identified: Said = { at: -1, traits: known };
const signedUp: Said = { at: 0, event: 'Signed Up' };
const cancelled: Said = { at: 0, event: 'Subscription Cancelled' };

/** The story that follows from what one user says: "hours template" for what is sent, "hours outcome" for the end. */
function story(...said: readonly Said[]): readonly string[] {
  const lines = said.map(({ at, delay = 0, event, traits, context, id }, place) => ({
    type: event === undefined ? 'identify' : 'track',
    userId: 'a',
    messageId: id ?? `${place}`,
    ...(event === undefined ? { traits } : { event }),
    context,
    timestamp: new Date(start + at * hour).toISOString(),
    sentAt: new Date(start + (at + delay) * hour).toISOString(),
  }));
  const inOrder = lines.toSorted((a, b) => (a.sentAt < b.sentAt ? -1 : 1));
  const { nudges, outcomes } = expectation(inOrder.map((line) => JSON.stringify(line)).join('\n'));
  const all = [
    ...nudges.map(({ at, template, locale }) => ({ at, text: `${template}.${locale}` })),
    ...outcomes.map(({ at, outcome }) => ({ at, text: outcome })),
  ];
  return all.toSorted((a, b) => a.at - b.at).map(({ at, text }) => `${(at - start) / hour} ${text}`);
}

const stalled = ['0 welcome.en', '48 finish-profile.en', '72 stalled'];

describe('entering', () => {
  it.each<readonly [string, readonly Said[], readonly string[]]>([
    ['the usual way', [identified, signedUp], stalled],
    ['not as enterprise', [identified, { at: -1, traits: { plan: 'enterprise' } }, signedUp], []],
    ['as enterprise that is told afterwards', [identified, signedUp, { at: 1, traits: { plan: 'enterprise' } }], stalled],
    ['not late', [identified, { ...signedUp, delay: 24.5 }], []],
    ['with a delay of exactly 24 hours', [identified, { ...signedUp, delay: 24 }], ['24 welcome.en', '72 finish-profile.en', '96 stalled']],
    ['not by a second sign-up, when the first was late', [identified, { ...signedUp, delay: 30 }, { at: 31, event: 'Signed Up' }], []],
    ['once', [identified, signedUp, { at: 100, event: 'Signed Up' }], stalled],
    ['once, whatever is repeated', [identified, { ...signedUp, id: 'x' }, { ...signedUp, id: 'x', delay: 3 }], stalled],
    ['without an address: nothing is sent', [signedUp], ['72 stalled']],
    ['with an address from the second mail on', [signedUp, { ...identified, delay: 2 }], ['48 finish-profile.en', '72 stalled']],
    ['with a plan that is older than what is known', [identified, { at: -2, traits: { plan: 'team' } }, { at: -5, traits: { plan: 'enterprise' }, delay: 4.5 }, signedUp], stalled],
    ['with a clock that is ahead', [identified, { at: 5, event: 'Signed Up', delay: -5 }, { at: 1, event: 'Project Created' }], ['0 welcome.en', '1 converted']],
  ])('%s', (_, said, expected) => expect(story(...said)).toEqual(expected)); // prettier-ignore
});

describe('on the way', () => {
  const profile = (at: number, delay = 0): Said => ({ at, delay, event: 'Profile Completed' });
  const invited = (at: number, delay = 0): Said => ({ at, delay, event: 'Teammate Invited' });
  it.each<readonly [string, readonly Said[], readonly string[]]>([
    ['a profile in time goes on at its receipt', [profile(2, 3)], ['0 welcome.en', '5 tutorial.en', '29 invite.en', '101 invite-reminder.en', '149 check-in.en', '149 done']],
    ['a profile at the deadline comes after it', [profile(48)], ['0 welcome.en', '48 finish-profile.en', '48 tutorial.en', '72 invite.en', '144 invite-reminder.en', '192 quiet']],
    ['a late profile is seen at the deadline', [profile(2, 26)], ['0 welcome.en', '48 tutorial.en', '72 invite.en', '144 invite-reminder.en', '192 quiet']],
    ['an invitation when asked', [profile(2), invited(30)], ['0 welcome.en', '2 tutorial.en', '26 invite.en', '78 first-project.en', '126 project-ideas.en', '126 done']],
    ['one early invitation saves two mails', [profile(40), invited(1)], ['0 welcome.en', '40 tutorial.en', '112 check-in.en', '112 done']],
    ['two early invitations make a team player', [profile(40), invited(1), invited(2)], ['0 welcome.en', '40 tutorial.en', '112 first-project.en', '160 project-ideas.en', '160 done']],
    ['a project ends it', [{ at: 3, event: 'Project Created' }], ['0 welcome.en', '3 converted']],
    ['a project before the sign-up does not', [{ at: -3, event: 'Project Created' }], stalled],
    ['a project that is known at entry does, before the welcome', [{ at: 0, event: 'Project Created' }, { at: -1, event: 'Signed Up', delay: 1.5 }], ['0.5 converted']],
    ['a late project is seen at the next decision', [{ at: 1, event: 'Project Created', delay: 25 }, { at: 30, event: 'Page Viewed' }], ['0 welcome.en', '48 converted']],
    ['the goal goes before leaving', [{ at: 1, event: 'Project Created', delay: 25 }, { at: 2, event: 'Account Deleted', delay: 25 }], ['0 welcome.en', '48 converted']],
    ['a deletion ends it', [{ at: 3, event: 'Account Deleted' }], ['0 welcome.en', '3 left']],
    ['a phone gets the tips for phones', [{ at: 1, traits: {}, context: { device: { type: 'ios' } } }, profile(2), { at: 3, event: 'Project Created' }], ['0 welcome.en', '2 mobile-tips.en', '3 converted']],
    ['an older device does not win', [{ at: 1.5, traits: {}, context: { device: { type: 'tablet' } } }, { at: 1, delay: 0.8, traits: {}, context: { device: { type: 'ios' } } }, profile(2), { at: 3, event: 'Project Created' }], ['0 welcome.en', '2 tutorial.en', '3 converted']],
  ])('%s', (_, said, expected) => {
    // Where a case brings its own sign-up, that one is used.
    const own = said.some((one) => one.event === 'Signed Up');
    expect(story(identified, ...(own ? [] : [signedUp]), ...said)).toEqual(expected);
  }); // prettier-ignore
});

describe('the language', () => {
  it.each([
    ['pt', {}, 'pt'],
    ['pt-BR', {}, 'pt'],
    ['PT-pt', {}, 'pt'],
    ['en-GB', {}, 'en'],
    ['zh-Hans-CN', {}, 'en'],
    [undefined, { locale: 'pt-BR' }, 'pt'],
    ['en', { locale: 'pt-BR' }, 'en'],
    [undefined, {}, 'en'],
  ])('for the app in %s and the account in %j is %s', (locale, traits, language) => {
    const said = story({ at: -1, traits: { ...known, ...traits }, context: { locale } }, signedUp);
    expect(said[0]).toBe(`0 welcome.${language}`);
  });
});

describe('winning back', () => {
  const paidUntil = (at: number): Said => ({
    at: -1,
    traits: { ...known, paidUntil: new Date(start + at * hour).toISOString() },
  });
  const usual = ['0 sorry.en', '48 one-question.en', '84 solo-offer.en', '84 finished'];
  it.each<readonly [string, readonly Said[], readonly string[]]>([
    ['in vain', [identified, cancelled], usual],
    ['a team', [identified, { at: -1, traits: { plan: 'team' } }, cancelled], ['0 sorry.en', '48 one-question.en', '84 team-offer.en', '84 finished']],
    ['with an answer', [identified, cancelled, { at: 5, event: 'Feedback Given' }], ['0 sorry.en', '41 solo-offer.en', '41 finished']],
    ['with an answer of last week', [identified, { at: -160, event: 'Feedback Given' }, cancelled], ['0 sorry.en', '36 solo-offer.en', '36 finished']],
    ['with success', [identified, cancelled, { at: 5, event: 'Subscription Resumed' }], ['0 sorry.en', '5 converted']],
    ['until three days after the paid time', [paidUntil(-12), cancelled], ['0 sorry.en', '48 one-question.en', '60 left']],
    ['not after that', [paidUntil(-72), cancelled], ['0 left']],
    ['no longer than four days from the cancellation itself', [identified, { ...cancelled, delay: 20 }], ['20 sorry.en', '68 one-question.en', '96 left']],
    ['not again while it runs, nor within three days', [identified, cancelled, { at: 30, event: 'Subscription Cancelled' }, { at: 155, event: 'Subscription Cancelled' }], usual],
    ['again after three days', [identified, cancelled, { at: 156, event: 'Subscription Cancelled' }], [...usual, '156 sorry.en', '204 one-question.en', '240 solo-offer.en', '240 finished']],
  ])('%s', (_, said, expected) => expect(story(...said)).toEqual(expected)); // prettier-ignore
});

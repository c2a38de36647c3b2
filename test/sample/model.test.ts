import type { Manner } from './life.ts';
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
  readonly properties?: object;
  readonly context?: object;
  readonly id?: string;
}

const known = { email: 'a@acme.test', signedUpAt: new Date(start).toISOString() };
const identified: Said = { at: -1, traits: known };
const signedUp: Said = { at: 0, event: 'Signed Up', properties: { workspace: 'w-1' } };
const cancelled: Said = { at: 0, event: 'Subscription Cancelled' };

/** The story that follows from what one user says: "hours template" for what is sent, "hours outcome" for the end. */
function told(said: readonly Said[], manner: Manner): readonly string[] {
  const lines = said.map(({ at, delay = 0, event, traits, properties, context, id }, place) => ({
    type: event === undefined ? 'identify' : 'track',
    userId: 'a',
    messageId: id ?? `${place}`,
    ...(event === undefined ? { traits } : { event }),
    properties,
    context,
    timestamp: new Date(start + at * hour).toISOString(),
    sentAt: new Date(start + (at + delay) * hour).toISOString(),
  }));
  const inOrder = lines.toSorted((a, b) => (a.sentAt < b.sentAt ? -1 : 1));
  const { nudges, outcomes } = expectation(inOrder.map((line) => JSON.stringify(line)).join('\n'), manner);
  const all = [
    ...nudges.map(({ at, template, locale }) => ({ at, text: `${template}.${locale}` })),
    ...outcomes.map(({ at, outcome }) => ({ at, text: outcome })),
  ];
  return all.toSorted((a, b) => a.at - b.at).map(({ at, text }) => `${(at - start) / hour} ${text}`);
}

/** Where nothing is held back. */
function story(...said: readonly Said[]): readonly string[] {
  return told(said, { paced: false });
}

/** By the policy; it begins on a Monday at 13:00 in Berlin. */
function paced(...said: readonly Said[]): readonly string[] {
  return told(said, {});
}

const stalled = ['0 welcome.en', '48 finish-profile.en', '72 stalled'];

describe('entering', () => {
  it.each<readonly [string, readonly Said[], readonly string[]]>([
    ['the usual way', [identified, signedUp], stalled],
    ['not as enterprise', [identified, { at: -1, traits: { plan: 'enterprise' } }, signedUp], []],
    ['as enterprise that is told afterwards, and leaving then', [identified, signedUp, { at: 1, traits: { plan: 'enterprise' } }], ['0 welcome.en', '1 left']],
    ['not while winning back runs', [identified, { at: -24.5, event: 'Subscription Cancelled' }, signedUp], ['-0.5 sorry.en', '47.5 one-question.en', '87.5 solo-offer.en', '87.5 finished']],
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
  const converts = (at: number): Said => ({ at, event: 'Project Created' });
  const failed = (at: number): Said => ({ at, event: 'Import Failed' });
  const imported = (at: number, properties: object = {}): Said => {
    return { at, event: 'Import Finished', properties: { rows: 50, workspace: 'w-1', ...properties } };
  };
  const trial = (days: number): Said => {
    return { at: -0.5, traits: { trialEndsAt: new Date(start + days * 24 * hour).toISOString() } };
  };
  it.each<readonly [string, readonly Said[], readonly string[]]>([
    ['a profile in time goes on at its receipt', [profile(2, 3)], ['0 welcome.en', '5 tutorial.en', '68 invite.en', '116 invite-reminder.en', '164 invite-reminder.en', '212 invite-reminder.en', '236 quiet']],
    ['a profile at the deadline comes after it; a weekend passes', [profile(48)], ['0 welcome.en', '48 finish-profile.en', '48 tutorial.en', '164 invite.en', '212 invite-reminder.en', '260 invite-reminder.en', '308 invite-reminder.en', '332 quiet']],
    ['a late profile is seen at the deadline', [profile(2, 26)], ['0 welcome.en', '48 tutorial.en', '164 invite.en', '212 invite-reminder.en', '260 invite-reminder.en', '308 invite-reminder.en', '332 quiet']],
    ['an invitation when asked', [profile(2), invited(70)], ['0 welcome.en', '2 tutorial.en', '68 invite.en', '94 first-project.en', '142 project-ideas.en', '142 done']],
    ['an invitation between two reminders ends them with the next', [profile(2), invited(120)], ['0 welcome.en', '2 tutorial.en', '68 invite.en', '116 invite-reminder.en', '188 first-project.en', '236 project-ideas.en', '236 done']],
    ['one early invitation saves the asking', [profile(40), invited(1)], ['0 welcome.en', '40 tutorial.en', '116 check-in.en', '116 done']],
    ['two early invitations make a team player', [profile(40), invited(1), invited(2)], ['0 welcome.en', '40 tutorial.en', '116 first-project.en', '164 project-ideas.en', '164 done']],
    ['an import is told of when it happens', [profile(2), imported(30), converts(40)], ['0 welcome.en', '2 tutorial.en', '30 import-done.en', '40 converted']],
    ['an import before the profile is told of when the user has settled in', [imported(1), profile(2), converts(40)], ['0 welcome.en', '2 tutorial.en', '26 import-done.en', '40 converted']],
    ['of two imports the first counts', [failed(1), imported(2), profile(3), converts(40)], ['0 welcome.en', '3 tutorial.en', '27 import-help.en', '40 converted']],
    ['three rows are no import', [profile(2), imported(30, { rows: 3 }), converts(40)], ['0 welcome.en', '2 tutorial.en', '40 converted']],
    ['nor is what went elsewhere', [profile(2), imported(30, { workspace: 'w-2' }), converts(40)], ['0 welcome.en', '2 tutorial.en', '40 converted']],
    ['a trial is warned of three days before its end, in the morning', [trial(14), profile(40), invited(1)], ['0 welcome.en', '40 tutorial.en', '116 check-in.en', '258 trial-ends.en', '258 done']],
    ['unless that morning has passed', [trial(7), profile(40), invited(1)], ['0 welcome.en', '40 tutorial.en', '116 check-in.en', '116 done']],
    ['nor of one whose end is moved to where that morning has passed', [trial(14), profile(40), invited(1), { ...trial(9), at: 200 }], ['0 welcome.en', '40 tutorial.en', '116 check-in.en', '200 done']],
    ['a trial that is made longer is warned of later', [trial(14), profile(40), invited(1), { ...trial(15), at: 200 }], ['0 welcome.en', '40 tutorial.en', '116 check-in.en', '282 trial-ends.en', '282 done']],
    ['a project ends it', [{ at: 3, event: 'Project Created' }], ['0 welcome.en', '3 converted']],
    ['a project before the sign-up does not', [{ at: -3, event: 'Project Created' }], stalled],
    ['a project that is known at entry does, before the welcome', [{ at: 0, event: 'Project Created' }, { at: -1, event: 'Signed Up', delay: 1.5 }], ['0.5 converted']],
    ['a late project is seen at the next decision', [{ at: 1, event: 'Project Created', delay: 25 }, { at: 30, event: 'Page Viewed' }], ['0 welcome.en', '48 converted']],
    ['the goal goes before leaving', [{ at: 1, event: 'Project Created', delay: 25 }, { at: 2, event: 'Account Deleted', delay: 25 }], ['0 welcome.en', '48 converted']],
    ['a deletion ends it', [{ at: 3, event: 'Account Deleted' }], ['0 welcome.en', '3 left']],
    ['a phone gets the tips for phones', [{ at: 1, traits: {}, context: { device: { type: 'ios' } } }, profile(2), { at: 3, event: 'Project Created' }], ['0 welcome.en', '2 content/mobile-tips.en', '3 converted']],
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
  // A day after the cancellation.
  const usual = ['24 sorry.en', '72 one-question.en', '112 solo-offer.en', '112 finished'];
  const cancels = (at: number): Said => ({ ...cancelled, at });
  it.each<readonly [string, readonly Said[], readonly string[]]>([
    ['in vain', [identified, cancelled], usual],
    ['a team', [identified, { at: -1, traits: { plan: 'team' } }, cancelled], ['24 sorry.en', '72 one-question.en', '112 team-offer.en', '112 finished']],
    ['with an answer', [identified, cancelled, { at: 29, event: 'Feedback Given' }], ['24 sorry.en', '69 solo-offer.en', '69 finished']],
    ['with an answer of before', [identified, { at: -140, event: 'Feedback Given' }, cancelled], ['24 sorry.en', '64 solo-offer.en', '64 finished']],
    ['with success', [identified, cancelled, { at: 29, event: 'Subscription Resumed' }], ['24 sorry.en', '29 converted']],
    ['not when there is nobody to win back any more', [identified, cancelled, { at: 23, event: 'Subscription Resumed' }], []],
    ['nor when the account is gone', [identified, cancelled, { at: 23, event: 'Account Deleted' }], []],
    ['until three days after the paid time', [paidUntil(12), cancelled], ['24 sorry.en', '72 one-question.en', '84 left']],
    ['not after that', [paidUntil(-72), cancelled], ['24 left']],
    ['a day after the cancellation, whenever we hear of it', [identified, { ...cancelled, delay: 20 }], usual],
    ['not when we hear of it after that day', [identified, { ...cancelled, delay: 24.5 }], []],
    ['a day after the last cancellation', [identified, cancelled, cancels(10)], ['34 sorry.en', '82 one-question.en', '122 solo-offer.en', '122 finished']],
    ['not again while it runs, nor within three days', [identified, cancelled, cancels(30), cancels(159)], usual],
    ['again after three days', [identified, cancelled, cancels(160)], [...usual, '184 sorry.en', '232 one-question.en', '272 solo-offer.en', '272 finished']],
  ])('%s', (_, said, expected) => expect(story(...said)).toEqual(expected)); // prettier-ignore
});

describe('in teams', () => {
  const joined = (at: number, teamId?: string): Said => ({ at, event: 'Team Joined', properties: { teamId } });
  const took = (at: number, teamId: string): readonly Said[] => [
    { at, event: 'Comment Written', properties: { teamId } },
    { at: at + 1, event: 'Task Taken', properties: { teamId } },
  ];
  // It begins on a Monday at 13:00 in Berlin.
  const usual = ['0 team-welcome.en', '48 team-habits.en', '69 team-views.en', '69 finished'];
  it.each<readonly [string, readonly Said[], readonly string[]]>([
    ['looking on', [identified, joined(0, 'a')], usual],
    ['taking part', [identified, joined(0, 'a'), ...took(1, 'a')], ['0 team-welcome.en', '21 team-views.en', '21 finished']],
    ['taking part elsewhere', [identified, joined(0, 'a'), ...took(1, 'b')], usual],
    ['once for every team', [identified, joined(0, 'a'), joined(200, 'a')], usual],
    ['in two at a time', [identified, joined(0, 'a'), joined(1, 'b'), ...took(2, 'b')], ['0 team-welcome.en', '1 team-welcome.en', '21 team-views.en', '21 finished', ...usual.slice(1)]],
    ['not in one without a name', [identified, joined(0)], []],
  ])('%s', (_, said, expected) => expect(story(...said)).toEqual(expected)); // prettier-ignore

  it('after onboarding, for whoever signed up with an invitation', () => {
    const traits = { ...known, team: 'A' };
    const signsUp = { ...signedUp, properties: { teamId: 'a' } };
    const profile = { at: 40, event: 'Profile Completed' };
    const said = story({ at: -1, traits }, signsUp, profile, { at: 1, event: 'Teammate Invited' });
    expect(said.slice(2)).toEqual([
      '116 check-in.en',
      '116 done',
      '164 team-habits.en',
      '189 team-views.en',
      '189 finished',
    ]);
  });
});

describe('the policy', () => {
  const joined = (at: number, teamId: string): Said => ({ at, event: 'Team Joined', properties: { teamId } });
  const profile = (at: number): Said => ({ at, event: 'Profile Completed' });
  const onPhone: Said = { at: -0.5, traits: {}, context: { device: { type: 'ios' } } };
  const gone = (at: number): Said => ({ at, event: 'Account Deleted' });
  it.each<readonly [string, readonly Said[], readonly string[]]>([
    ['at night a mail waits for eight o’clock', [identified, { ...signedUp, at: 9 }, gone(30)], ['19 welcome.en', '30 left']],
    ['a message in the app does not', [identified, onPhone, signedUp, profile(10), gone(11)], ['0 welcome.en', '10 content/mobile-tips.en', '11 left']],
    ['nine at night is quiet, eight in the morning is not', [identified, { ...signedUp, at: 8 }, gone(19)], ['19 welcome.en', '19 left']],
    ['a second mail waits for the next day', [identified, signedUp, profile(3), gone(20)], ['0 welcome.en', '19 tutorial.en', '20 left']],
    ['two hours pass between a mail and anything else', [identified, onPhone, signedUp, profile(1), gone(3)], ['0 welcome.en', '2 content/mobile-tips.en', '3 left']],
    ['whoever leaves meanwhile gets nothing more', [identified, signedUp, profile(3), gone(10)], ['0 welcome.en', '10 left']],
    ['in the morning the more important goes first, whoever came first', [identified, joined(9, 'a'), { ...signedUp, at: 10 }, gone(44)], ['19 welcome.en', '43 team-welcome.en', '44 left', '44 left']],
    ['whoever has said no gets no mail', [identified, { at: -0.5, event: 'Unsubscribed' }, signedUp], ['72 stalled']],
    ['but still finds things in the app', [identified, onPhone, { at: -0.5, event: 'Unsubscribed' }, signedUp, profile(1), gone(2)], ['1 content/mobile-tips.en', '2 left']],
    ['the sixth within seven days waits until the first is that old; the next round counts from when it fell due', [identified, onPhone, signedUp, profile(3), { at: 30, event: 'Import Failed' }], ['0 welcome.en', '3 content/mobile-tips.en', '30 import-help.en', '44 invite.en', '92 invite-reminder.en', '168 invite-reminder.en', '188 invite-reminder.en', '212 quiet']],
  ])('%s', (_, said, expected) => expect(paced(...said)).toEqual(expected)); // prettier-ignore
});

import { compose, type Composed, type Composing } from '../../activities/compose.ts';
import type { Sending } from '../../domain/enrolment/deliver.ts';
import { newUser, type User } from '../../domain/enrolment/user.ts';
import type { LinkClaims } from '../../domain/link/claims.ts';
import { addressPrint } from '../../domain/profile/address-print.ts';
import { openPolicy, type ConsentMode, type Policy } from '../../domain/pacing/policy.ts';
import { linksOf } from '../../domain/template/links.ts';
import type { RenderedEmail } from '../../domain/template/rendered.ts';
import type { Template } from '../../domain/template/template.ts';
import { day, hour } from '../../domain/time/instant.ts';
import { monday } from '../support/event.ts';
import { claimsOf, links } from '../support/links.ts';
import { programOf } from '../support/program.ts';
import { inAppOf, mailOf, releaseOf } from '../support/release.ts';
import { delay, send } from '../support/steps.ts';

const address = 'bo.smith@acme.test';
const html =
  '<body><a href="https://acme.test/start?plan={{ traits.plan }}">Start</a> <a href="{{ links.unsubscribe }}">Stop</a> ' +
  '<a href="{{ links.preferences }}">Choose</a> <a href="{{ links.confirm }}">Confirm</a></body>';
const welcome: Template = { ...mailOf('welcome'), category: 'tips', locales: { en: { subject: 'Hello', html } } };
const nudge = 'test/bo/1/welcome/0';
const everything: Policy = { ...openPolicy, tracking: { opens: true, clicks: true } };

function composing(template: Template, rest: Partial<Composing> = {}): Composing {
  const program = programOf([send(template.name, { next: 1 }), delay()]);
  const release = releaseOf([program], { templates: { [template.name]: template } });
  const user = newUser('bo');
  const known: User = { ...user, profile: { ...user.profile, traits: { email: address, plan: 'team' } } };
  const entry = { nudge, template: template.name } as Sending['entry'];
  const sending: Sending = {
    kind: 'send',
    user: known,
    entry,
    to: address,
    step: template.name,
    at: monday,
    maybeTwice: false,
  };
  const pinned = { release, program };
  return {
    sending,
    user: known,
    pinned,
    policy: openPolicy,
    links,
    now: monday,
    entryProperties: {},
    waits: {},
    ...rest,
  };
}

function composed(template: Template, rest: Partial<Composing> = {}): RenderedEmail {
  const answer: Composed = compose(composing(template, rest));
  if (!answer.ok || answer.value.channel !== 'email') throw new Error(JSON.stringify(answer));
  return answer.value;
}

/** What the links of a mail say, in their order; of one that is not ours: itself. */
function said({ html: markup }: RenderedEmail): readonly (LinkClaims | string)[] {
  return linksOf(markup).map(({ address: link }) => (link.startsWith('https://go.acme.test/') ? claimsOf(link) : link));
}

const about = { user: 'bo', nudge };
const to = { address: addressPrint(address) };

describe('a mail', () => {
  it('has signed links to unsubscribe from its category, to choose and to confirm', () => {
    expect(said(composed(welcome))).toEqual([
      'https://acme.test/start?plan=team',
      { kind: 'unsubscribe', ...about, ...to, channel: 'email', category: 'tips', expires: monday + 400 * day },
      { kind: 'preferences', ...about, ...to, expires: monday + 400 * day },
      { kind: 'confirm', ...about, ...to, channel: 'email', expires: monday + 14 * day },
    ]);
  });

  it('that nobody asked for names the address of the one click, the same as in its words', () => {
    const mail = composed(welcome);
    expect(mail.oneClick).toBe(linksOf(mail.html)[1]!.address);
    expect(composed({ ...welcome, transactional: true })).not.toHaveProperty('oneClick');
  });

  it.each([
    ['the category that was said yes to on entering', { category: 'news' }, 'email/news', { category: 'news' }],
    ['that category, said of every channel', { category: 'news' }, '*/news', { category: 'news' }],
    ['that category, however it was written', { category: ' News ' }, 'email/news', { category: 'news' }],
    ['the channel, where the entry names no consent', { category: 'shoes' }, 'email/*', {}],
    ['the channel, where the entry has none', {}, 'email/news', {}],
  ])('lets the user confirm %s', (...[, entryProperties, key, category]) => {
    const { user } = composing(welcome);
    const consent = { [key]: { says: 'in', at: monday } } as const;
    const asked = { ...user, profile: { ...user.profile, consent } };
    const [, , , confirm] = said(composed(welcome, { user: asked, entryProperties }));
    expect(confirm).toEqual({
      kind: 'confirm',
      ...about,
      ...to,
      channel: 'email',
      ...category,
      expires: monday + 14 * day,
    });
  });

  it('tells its links no more of a person than the user id and what an address is known by', () => {
    const mail = composed(welcome, { policy: everything });
    const claims = [...said(mail), claimsOf(mail.oneClick ?? '')];
    expect(JSON.stringify(claims)).not.toMatch(/smith|@/);
    expect(new Set(claims.flatMap((each) => Object.keys(each)))).toEqual(
      new Set(['kind', 'user', 'nudge', 'channel', 'category', 'target', 'expires', 'address']),
    );
  });

  it('says what features are as of the instant as of which it goes out', () => {
    const template: Template = {
      ...welcome,
      features: ['age', 'progress'],
      locales: { en: { subject: '{{ features.age }} days, {{ features.progress }}', html } },
    };
    const { user, pinned, sending } = composing(template);
    const features = {
      age: { kind: 'days_since', of: 'a', since: { kind: 'trait', trait: 'signedUpAt' } },
      progress: { kind: 'progress', of: 'p', events: ['Profile Completed', 'Project Created'] },
    } as const;
    const traits = { ...user.profile.traits, signedUpAt: new Date(monday - 3 * day).toISOString() };
    const given = {
      pinned: { ...pinned, release: { ...pinned.release, content: { ...pinned.release.content, features } } },
      user: { ...user, profile: { ...user.profile, traits, features: { progress: 0.5 } } },
    };
    expect(composed(template, given).subject).toBe('3 days, 0.5');
    const later = { ...sending, at: monday + day };
    expect(composed(template, { ...given, sending: later, now: monday }).subject).toBe('4 days, 0.5');
  });

  it('has links that are good for as long by the nudge’s own clock', () => {
    const [, unsubscribe] = said(composed(welcome, { now: monday - hour }));
    expect(unsubscribe).toMatchObject({ expires: monday + 400 * day });
    expect(said(composed(welcome, { now: monday + hour }))[1]).toMatchObject({ expires: monday + hour + 400 * day });
  });
});

describe('counting', () => {
  it('is off until the policy asks for it', () => {
    const mail = composed(welcome);
    expect(mail.html).not.toMatch(/\/(click|open)\//);
  });

  it('of clicks signs where a link leads, but for the user’s own links and the text', () => {
    const mail = composed(welcome, { policy: { ...openPolicy, tracking: { opens: false, clicks: true } } });
    const target = 'https://acme.test/start?plan=team';
    expect(said(mail).map((each) => (typeof each === 'string' ? each : each.kind))).toEqual(['click', 'unsubscribe', 'preferences', 'confirm']); // prettier-ignore
    expect(said(mail)[0]).toEqual({ kind: 'click', ...about, target, expires: monday + 400 * day });
    expect(mail.text).toContain(`Start <${target}>`);
    expect(mail.text).not.toContain('/click/');
  });

  it('of clicks leads to servers that an author has named, and to none of a user’s own', () => {
    const links = ['{{ base_url }}/a', '{{ vars.docs }}/b', '{{ traits.website }}', 'https://x.test/{{ traits.plan }}'];
    const words = { subject: 'Hello', html: links.map((each) => `<a href="${each}">x</a>`).join('') };
    const template: Template = { ...welcome, locales: { en: words } };
    const { user, pinned } = composing(template);
    const program = { ...pinned.program, vars: { docs: 'https://docs.acme.test' } };
    const profile = { ...user.profile, traits: { ...user.profile.traits, website: 'https://evil.test/' } };
    const given = { pinned: { ...pinned, program }, user: { ...user, profile }, policy: everything };
    const targets = said(composed(template, given)).map((each) => (typeof each === 'string' ? each : each.target));
    expect(targets.slice(0, 4)).toEqual(['https://acme.test/a', 'https://docs.acme.test/b', 'https://evil.test/', 'https://x.test/team']);
    expect(said(composed(template, given))[2]).toBe('https://evil.test/');
  }); // prettier-ignore

  it('of opens adds one picture', () => {
    const mail = composed(welcome, { policy: { ...openPolicy, tracking: { opens: true, clicks: false } } });
    expect(said(mail).at(-1)).toEqual({ kind: 'open', ...about, expires: monday + 400 * day });
    expect(mail.html).toMatch(/<img [^>]*\/open\/[^>]*><\/body>$/);
    expect(mail.html).not.toContain('/click/');
  });

  it('leaves a transactional mail alone, whatever the policy says', () => {
    const mail = composed({ ...welcome, transactional: true }, { policy: everything });
    expect(mail.html).toBe(composed({ ...welcome, transactional: true }).html);
  });

  it('leaves other channels alone', () => {
    const template = inAppOf('welcome');
    expect(compose(composing(template, { policy: everything }))).toEqual(compose(composing(template)));
  });
});

describe('without a key for links', () => {
  const asking = (email: ConsentMode): Policy => ({
    ...openPolicy,
    consent: { ...openPolicy.consent, modes: { ...openPolicy.consent.modes, email } },
  });

  it.each(['opt-out', 'opt-in', 'double-opt-in', 'always'] as const)(
    'a mail does not go out where consent is %s',
    (mode) => {
      expect(compose(composing(welcome, { links: null, policy: asking(mode) }))).toEqual({
        ok: false,
        result: {
          kind: 'failed',
          because: 'no way to unsubscribe: USHER_LINK_SECRET and USHER_PUBLIC_URL are not set in the worker',
          refused: false,
        },
      });
    },
  );

  it('a mail that is asked for goes out with addresses of the product', () => {
    const template = { ...welcome, transactional: true };
    const mail = composed(template, { links: null, policy: { ...asking('opt-in'), tracking: everything.tracking } });
    expect(said(mail).slice(1)).toEqual(['unsubscribe', 'preferences', 'confirm'].map((each) => `https://acme.test/${each}`)); // prettier-ignore
    expect(mail.oneClick).toBeUndefined();
  });
});

describe('what cannot be rendered', () => {
  it('is tried later, saying why', () => {
    const broken: Template = {
      ...welcome,
      locales: { en: { subject: '', html: '<a href="{{ traits.plan }}">x</a>' } },
    };
    const because = 'template welcome: href refused, its address has no http, https or mailto';
    expect(compose(composing(broken))).toEqual({ ok: false, result: { kind: 'later', because, unsure: false } });
  });
});
